import { pathToFileURL } from 'node:url';
import search from 'approx-string-match';
import { follow, type Followed } from '../src/core/anchor.ts';
import type { Span } from '../src/core/text.ts';
import { numbersFrom } from './random.ts';

const COMMON = 'the of to and a in that is was for on with as by at it from he she said not this but are had has'.split(
  ' ',
);
const SYLLABLES = 'ba co de fi go hu ka le mi no pa qua ri se to ul ve wo xa yo zen tor min ster land ton'.split(' ');

/** An article of about so many UTF-16 units: words as frequent as in prose, figures, paragraphs. */
export function articleOf(units: number, seed = 1): string[] {
  const number = numbersFrom(seed);
  const rare = Array.from({ length: 12_000 }, () =>
    Array.from({ length: 2 + number(3) }, () => SYLLABLES[number(SYLLABLES.length)]!).join(''),
  );
  const word = () => {
    const kind = number(100);
    if (kind < 45) return COMMON[number(COMMON.length)]!;
    if (kind < 48) return String(number(5000));
    return rare[Math.floor(rare.length * (number(10_000) / 10_000) ** 3)]!;
  };
  const sentences: string[] = [];
  for (let length = 0; length < units; length += sentences.at(-1)!.length + 1) {
    const words = Array.from({ length: 8 + number(20) }, word);
    sentences.push(`${words[0]!.charAt(0).toUpperCase()}${words[0]!.slice(1)} ${words.slice(1).join(' ')}.`);
  }
  return sentences;
}

const asText = (sentences: string[]) =>
  sentences.map((sentence, index) => (index % 5 === 4 ? `${sentence}\n\n` : `${sentence} `)).join('');

/** The same article after so many edits, as an editor makes them: mostly words, some sentences. */
function edited(sentences: string[], edits: number, seed = 2): string[] {
  const number = numbersFrom(seed);
  const after = [...sentences];
  for (let edit = 0; edit < edits; edit++) {
    const at = number(after.length);
    const words = after[at]!.split(' ');
    const word = number(words.length);
    const kind = number(10);
    if (kind < 4) words[word] = String(number(5000));
    else if (kind < 6) words.splice(word, 0, 'reportedly');
    else if (kind < 8) words.splice(word, 1);
    if (kind < 8) after[at] = words.join(' ');
    else if (kind === 8) after.splice(at, 1);
    else [after[at], after[(at + 7) % after.length]] = [after[(at + 7) % after.length]!, after[at]!];
  }
  return after;
}

function claimsIn(body: string, count: number, seed = 3): Span[] {
  const number = numbersFrom(seed);
  return Array.from({ length: count }, () => {
    const start = body.indexOf(' ', number(body.length - 400)) + 1;
    const end = body.indexOf(' ', start + 20 + number(150));
    return { start, end: end < 0 ? body.length : end };
  });
}

/** Of the processor, so that what else a machine does tells nothing. */
function timed<T>(work: () => T): { seconds: number; result: T } {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1_000_000, result };
}

function best<T>(times: number, work: () => T): { seconds: number; result: T } {
  return Array.from({ length: times }, () => timed(work)).reduce((a, b) => (a.seconds < b.seconds ? a : b));
}

interface Round {
  name: string;
  before: string;
  after: string;
  claims: Span[];
  /** How many of the claims the slower method is given; its time is scaled up. */
  sample: number;
}

function edition(name: string, units: number, edits: number, claims: number, sample: number): Round {
  const sentences = articleOf(units);
  const before = asText(sentences);
  return { name, before, after: asText(edited(sentences, edits)), claims: claimsIn(before, claims), sample };
}

function hostile(name: string, before: string, after: string): Round {
  return { name, before, after, claims: claimsIn(before, 1000), sample: 0 };
}

function rounds(): Round[] {
  const echo = 'The vote was 51 to 49 on Friday. '.repeat(31_000);
  return [
    edition('10 KB, 50 edits, 100 claims', 10_000, 50, 100, 100),
    edition('100 KB, 400 edits, 500 claims', 100_000, 400, 500, 50),
    edition('1 MB, 2,000 edits, 500 claims', 1_000_000, 2000, 500, 0),
    edition('1 MB, 2,000 edits, 1,000 claims', 1_000_000, 2000, 1000, 20),
    edition('1 MB, 4,000 edits, 1,000 claims', 1_000_000, 4000, 1000, 0),
    edition('1 MB, 8,000 edits, 2,000 claims', 1_000_000, 8000, 2000, 0),
    hostile('1 MB of one word, one taken out', 'said '.repeat(200_000), 'said '.repeat(199_999)),
    hostile('1 MB of one sentence, one taken out', echo, echo.slice(33)),
    hostile('1 MB, all of it replaced', asText(articleOf(1_000_000)), asText(articleOf(1_000_000, 9))),
    hostile(
      '1 MB without one white space',
      `${'x'.repeat(500_000)} ${'y'.repeat(500_000)} end of it`,
      'z'.repeat(1_000_000),
    ),
  ];
}

/** Prints how long following takes beside approximate matching of one claim after another over the same text. */
export async function benchFollow(): Promise<void> {
  const table = rounds().map(({ name, before, after, claims, sample }) => {
    const ours = best(3, () => follow(before, after, claims));
    const theirs = timed(() =>
      claims.slice(0, sample).map(({ start, end }) => {
        const words = before.slice(start, end);
        return search(after, words, Math.min(32, words.length >> 1));
      }),
    );
    const theirSeconds = sample === 0 ? null : (theirs.seconds * claims.length) / sample;
    return {
      '': name,
      'follow (s)': ours.seconds.toFixed(2),
      'approx-string-match (s)': theirSeconds?.toFixed(1) ?? '–',
      ratio: theirSeconds ? `${Math.round(theirSeconds / ours.seconds)} ×` : '–',
      ...countsOf(ours.result),
    };
  });
  console.table(table);
  console.log(
    'Seconds are of the processor. approx-string-match runs claim by claim with up to 32 errors, on some of the claims, scaled to all.',
  );
}

function countsOf(answers: Followed[]): Record<string, number> {
  const counts: Record<string, number> = { same: 0, moved: 0, changed: 0, gone: 0, ambiguous: 0 };
  for (const { outcome } of answers) counts[outcome]!++;
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchFollow();
