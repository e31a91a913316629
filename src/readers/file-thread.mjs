import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// As reading-thread.mjs does, and for the same reason.
register();
const { answerFor } = await import('./formats.ts');
parentPort.postMessage(await answerFor(workerData));
