import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A thread of Node 20 does not inherit how the program reads TypeScript: it registers that itself, before the first
// import of any, and so this one file is not TypeScript.
register();
const { readArticle } = await import('../core/suggest.ts');
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
parentPort.postMessage(readArticle(workerData));
