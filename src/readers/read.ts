import { Worker } from 'node:worker_threads';
import { follow, type Followed } from '../core/anchor.ts';
import { compareTexts, type ComparedRow } from '../core/comparison.ts';
import { Refusal } from '../core/refusal.ts';
import { readArticle, type Reading } from '../core/suggest.ts';
import type { Span } from '../core/text.ts';
import type { Told } from '../core/text/told.ts';

/** UTF-16 units up to which a text is read where it is asked for; longer ones would keep other requests waiting. */
const AT_ONCE = 20_000;
const MOST_SENTENCES = 20_000;
const PATIENCE_MS = 120_000;

/** Reads a text that was checked; a long one on a thread of its own, one after another. Refuses `too_large`. */
export async function readBody(body: string, told: Told | null = null): Promise<Reading> {
  const short = body.length <= AT_ONCE;
  const reading = short ? readArticle(body, told) : await aside<Reading>('readArticle', body, told);
  if (reading.sentences.length > MOST_SENTENCES) {
    const limit = MOST_SENTENCES.toLocaleString('en');
    throw new Refusal('too_large', `The text has more than ${limit} sentences, which is the limit for one article.`, {
      body: [`More than ${limit} sentences.`],
    });
  }
  return reading;
}

/** Follows spans from one text into the next, likewise. */
export function followSpans(before: string, after: string, spans: Span[]): Promise<Followed[]> {
  const short = before.length + after.length <= 2 * AT_ONCE;
  return short ? Promise.resolve(follow(before, after, spans)) : aside<Followed[]>('follow', before, after, spans);
}

type Compared = Parameters<typeof compareTexts>[0];

/** The long comparisons asked for last, newest first: whoever turns their pages asks for the same one again and again. */
let lately: { name: string; rows: Promise<ComparedRow[]> }[] = [];
const MOST_LATELY = 4;

/** Holds two texts against each other, likewise. `name` stands for these two texts, which do not change, and no others. */
export function compareBodies(before: Compared, after: Compared, name: string): Promise<ComparedRow[]> {
  if (before.body.length + after.body.length <= 2 * AT_ONCE) return Promise.resolve(compareTexts(before, after));
  const others = lately.filter((each) => each.name !== name);
  const known = lately.find((each) => each.name === name);
  const asked = known ?? { name, rows: aside<ComparedRow[]>('compareTexts', before, after) };
  lately = [asked, ...others].slice(0, MOST_LATELY);
  asked.rows.catch(() => (lately = lately.filter((each) => each !== asked)));
  return asked.rows;
}

let last: Promise<unknown> = Promise.resolve();

/** Does a long computation on a thread of its own, when those before it are done. */
function aside<Answer>(task: 'readArticle' | 'follow' | 'compareTexts', ...given: unknown[]): Promise<Answer> {
  const mine = last.then(() => onThread<Answer>(task, given));
  last = mine.catch(() => null);
  return mine;
}

function onThread<Answer>(task: string, given: unknown[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('reading-thread.mjs', import.meta.url), {
      workerData: { task, given },
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
