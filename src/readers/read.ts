import { Worker } from 'node:worker_threads';
import { Refusal } from '../core/refusal.ts';
import { readArticle, type Reading } from '../core/suggest.ts';

/** UTF-16 units up to which a text is read where it is asked for; longer ones would keep other requests waiting. */
const AT_ONCE = 20_000;
const MOST_SENTENCES = 20_000;
const PATIENCE_MS = 120_000;

/** Reads a text that was checked; a long one on a thread of its own, one after another. Refuses `too_large`. */
export async function readBody(body: string): Promise<Reading> {
  const reading = body.length <= AT_ONCE ? readArticle(body) : await inTurn(() => readAside(body));
  if (reading.sentences.length > MOST_SENTENCES) {
    const limit = MOST_SENTENCES.toLocaleString('en');
    throw new Refusal('too_large', `The text has more than ${limit} sentences, which is the limit for one article.`, {
      body: [`More than ${limit} sentences.`],
    });
  }
  return reading;
}

let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => null);
  return mine;
}

function readAside(body: string): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('reading-thread.mjs', import.meta.url), {
      workerData: body,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 2_048 },
    });
    const patience = setTimeout(() => {
      void thread.terminate();
      reject(new Refusal('too_large', 'Reading the text took longer than the desk waits.'));
    }, PATIENCE_MS);
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => {
      clearTimeout(patience);
      reject(new Error('The reading thread ended without an answer.'));
    });
  });
}
