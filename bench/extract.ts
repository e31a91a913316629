import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fallbackText } from './text.ts';

/** What is measured beside what; each runs in a process of its own, so that none warms up another. */
const SUBJECTS = ['linecheck', 'wink-nlp', 'Intl.Segmenter'] as const;
type Subject = (typeof SUBJECTS)[number];

const SIZES = [10_000, 100_000, 1_000_000];
/** Rounds for each size; the quickest counts, since other programs can only make a round slower. */
const ROUNDS = 3;

interface Measured {
  loadMs: number;
  memoryMb: number;
  /** Milliseconds of processor time for each size. */
  ms: number[];
}

/** Prints speed, load time and memory of the whole reading beside wink-nlp alone and Intl.Segmenter alone. */
export async function benchExtract(args: readonly string[]): Promise<void> {
  const [only] = args;
  if (isSubject(only)) {
    console.log(JSON.stringify(await measure(only)));
    return;
  }
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}; processor time, the quickest of ${ROUNDS} rounds`,
  );
  console.log('                    load     memory        10 KB       100 KB         1 MB   1 MB/s');
  const results = new Map<Subject, Measured>();
  for (const subject of SUBJECTS) {
    const measured = inItsOwnProcess(subject);
    results.set(subject, measured);
    console.log(
      [
        subject.padEnd(14),
        `${measured.loadMs.toFixed(0)} ms`.padStart(9),
        `${measured.memoryMb.toFixed(0)} MB`.padStart(10),
        ...measured.ms.map((ms) => `${ms.toFixed(1)} ms`.padStart(12)),
        (1000 / measured.ms.at(-1)!).toFixed(2).padStart(8),
      ].join(' '),
    );
  }
  const ours = results.get('linecheck')!;
  const wink = results.get('wink-nlp')!;
  console.log(`Speed of the whole reading, of wink-nlp alone: ${((100 * wink.ms[2]!) / ours.ms[2]!).toFixed(0)} %`);
  console.log(`Load time over wink-nlp’s own: ${(ours.loadMs - wink.loadMs).toFixed(0)} ms`);
  console.log(`Ten times the text takes: ${(ours.ms[2]! / ours.ms[1]!).toFixed(1)} times as long`);
}

function isSubject(name: string | undefined): name is Subject {
  return SUBJECTS.some((subject) => subject === name);
}

function inItsOwnProcess(subject: Subject): Measured {
  const run = fileURLToPath(new URL('run.ts', import.meta.url));
  const child = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', run, 'extract', subject], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(child.stderr);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- printed by this file
  return JSON.parse(child.stdout) as Measured;
}

async function measure(subject: Subject): Promise<Measured> {
  const before = memory();
  const from = spentMs();
  const read = await load(subject);
  read('The bridge cost $12 million, the auditor said.');
  const loadMs = spentMs() - from;
  const texts = SIZES.map(textOf);
  const ms = texts.map((text) => {
    let quickest = Infinity;
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = spentMs();
      read(text);
      quickest = Math.min(quickest, spentMs() - start);
    }
    return quickest;
  });
  return { loadMs, memoryMb: memory() - before, ms };
}

/** Processor time of this process, which other programs on the machine stretch less than the clock. */
function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive
async function load(subject: Subject): Promise<(text: string) => unknown> {
  switch (subject) {
    case 'linecheck': {
      const { readArticle } = await import('../src/core/suggest.ts');
      return readArticle;
    }
    case 'wink-nlp': {
      const require = createRequire(import.meta.url);
      const winkNLP: (model: unknown) => { readDoc: (text: string) => unknown } = require('wink-nlp');
      const nlp = winkNLP(require('wink-eng-lite-web-model'));
      return (text) => nlp.readDoc(text);
    }
    case 'Intl.Segmenter': {
      const words = new Intl.Segmenter('en', { granularity: 'word' });
      const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
      // Paragraph by paragraph: each segment copies the whole text that it was cut from.
      return (text) =>
        text
          .split('\n')
          .reduce((total, line) => total + count(words.segment(line)) + count(sentences.segment(line)), 0);
    }
  }
}

function count(segments: Iterable<unknown>): number {
  let total = 0;
  for (const segment of segments) if (segment !== null) total += 1;
  return total;
}

/** The fixtures' articles one after another, again and again, up to the size in UTF-16 units. */
function textOf(size: number): string {
  const folder = new URL('../fixtures/articles/', import.meta.url);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .toSorted()
    : [];
  const articles = names.map((name) => readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n'));
  const text = `${(articles.length > 0 ? articles : [fallbackText]).join('\n\n')}\n\n`;
  return text.repeat(Math.ceil(size / text.length)).slice(0, size);
}
