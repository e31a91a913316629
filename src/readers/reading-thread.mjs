import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A thread of Node 20 does not inherit how the program reads TypeScript: it registers that itself, before the first
// import of any, and so this one file is not TypeScript.
register();
const { readArticle } = await import('../core/suggest.ts');
const { follow } = await import('../core/anchor.ts');
const { compareTexts } = await import('../core/comparison.ts');

/** What can be done aside, by name; each is a pure function of what it is given. */
const TASKS = { readArticle, follow, compareTexts };
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
parentPort.postMessage(TASKS[workerData.task](...workerData.given));
