import { Worker } from 'node:worker_threads';
import { Refusal } from '../core/refusal.ts';
import type { FoundArticle } from './found.ts';
import { sniff, type Sniffed } from './sniff.ts';

/** Whether a file by this name is more than plain text: what is found in it is then to be shown for correction. */
export function hasFormat(name: string): boolean {
  return /\.(md|markdown|html?|xhtml|docx|pdf)$/i.test(name);
}

/** What a reading thread is handed. */
export interface FileToRead {
  bytes: Uint8Array;
  format: Sniffed['format'];
  name: string;
  mediaType: string;
}

/** What it answers with. A Refusal is taken apart, since a thread's errors arrive as plain ones. */
export type ThreadAnswer =
  { found: FoundArticle } | { refused: { reason: Refusal['reason']; message: string; fields: Refusal['fields'] } };

/** What the reading of one file may take. */
export interface FileLimits {
  bytes: number;
  ms: number;
  heapMb: number;
  /** What all of the process may grow by meanwhile: a thread's buffers are no part of its heap. */
  growthMb: number;
  /** How many files may be waiting or being read. */
  files: number;
}

export const FILE_LIMITS: FileLimits = { bytes: 10_000_000, ms: 20_000, heapMb: 1_024, growthMb: 1_500, files: 20 };
const LOOK_MS = 50;

/**
 * The article in a file, as it is to be shown for correction. `name` is the file's name, or the address that a page
 * came from: its links are then made absolute. What the bytes are counts for more than the name and the media type.
 * Each file is read on a thread of its own, one after another, within limits of size, time and memory. Refuses what is
 * no text, is damaged or protected (`invalid`), is above a limit (`too_large`), or would wait too long (`too_many`);
 * `signal` ends it.
 */
export async function readFile(
  bytes: Uint8Array,
  name: string,
  mediaType = '',
  limits: FileLimits = FILE_LIMITS,
  signal?: AbortSignal,
): Promise<FoundArticle> {
  if (bytes.length > limits.bytes) {
    throw new Refusal('too_large', `This file is larger than ${limits.bytes / 1_000_000} MB, the limit.`);
  }
  const { format, remark } = sniff(bytes, name, mediaType);
  const found = await inTurn(() => readAside({ bytes, format, name, mediaType }, limits, signal), limits.files);
  return remark === null ? found : { ...found, remarks: [remark, ...found.remarks] };
}

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

async function inTurn<T>(work: () => Promise<T>, most: number): Promise<T> {
  if (waiting >= most) {
    throw new Refusal('too_many', 'Many files are being read at the moment. Try again in a minute.');
  }
  waiting += 1;
  const mine = last.then(work);
  last = mine.catch(() => null);
  try {
    return await mine;
  } finally {
    waiting -= 1;
  }
}

function readAside(file: FileToRead, limits: FileLimits, signal?: AbortSignal): Promise<FoundArticle> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(new URL('file-thread.mjs', import.meta.url), {
      workerData: file,
      execArgv: [],
      stderr: true,
      stdout: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
    });
    const end = (why: string): void => {
      reject(new Refusal('too_large', why));
      void thread.terminate();
    };
    const giveUp = (): void => {
      reject(signal?.reason as Error);
      void thread.terminate();
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    const began = process.memoryUsage.rss();
    const look = setInterval(() => {
      if (process.memoryUsage.rss() - began > limits.growthMb * 1_000_000) end(TOO_BIG);
    }, LOOK_MS);
    const patience = setTimeout(() => {
      end(`Reading this file took longer than ${limits.ms / 1_000} seconds. Paste the article's text instead.`);
    }, limits.ms);
    thread.once('message', (answer: ThreadAnswer) => {
      if ('found' in answer) resolve(answer.found);
      else reject(new Refusal(answer.refused.reason, answer.refused.message, answer.refused.fields));
    });
    thread.once('error', (error) => {
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(outOfMemory ? new Refusal('too_large', TOO_BIG) : error);
    });
    thread.once('exit', () => {
      clearInterval(look);
      clearTimeout(patience);
      signal?.removeEventListener('abort', giveUp);
      reject(new Error('The reading thread ended without an answer.'));
    });
  });
}

const TOO_BIG = "Reading this file takes more memory than the desk gives it. Paste the article's text instead.";
