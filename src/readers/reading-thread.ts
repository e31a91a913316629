import { parentPort, workerData } from 'node:worker_threads';
import { readArticle } from '../core/suggest.ts';

parentPort?.postMessage(readArticle(workerData as string));
