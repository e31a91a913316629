import { FIRST, labelOf, LAST, ONLY, PARTS, runsOf, WITHIN, type Part } from '../src/core/attribution/labels.ts';
import { tokensOf, type Tokens } from '../src/core/attribution/tokens.ts';
import { passagesOf, sentencesOf } from '../src/core/text.ts';
import { wordsOf } from '../src/core/words.ts';

type Range = [start: number, end: number];

export interface AnnotatedText {
  text: string;
  attributions: { source: Range[]; cue: Range[]; content: Range[] }[];
}

/** A text as the tagger sees it, with the labels that its annotations ask for. */
export interface Example {
  annotated: AnnotatedText;
  tokens: Tokens;
  labels: Uint8Array;
}

export function examplesOf(texts: readonly AnnotatedText[]): Example[] {
  return texts.map((annotated) => {
    const { text } = annotated;
    const passages = passagesOf(text);
    const tokens = tokensOf(text, wordsOf(text), passages, sentencesOf(text, passages));
    return { annotated, tokens, labels: labelsAsked(annotated, tokens) };
  });
}

const EDGE = /[\s"'“”‘’`.,;:!?()[\]—–-]/;

/** A span without punctuation and quotation marks at its ends, or whole if it is nothing else (a colon as cue). */
function trimmed(text: string, [start, end]: Range): Range {
  let from = start;
  let to = end;
  while (from < to && EDGE.test(text[from]!)) from++;
  while (to > from && EDGE.test(text[to - 1]!)) to--;
  return from === to ? [start, end] : [from, to];
}

/** The tokens of a span, as one half-open range for each passage it touches. */
function rangesOf(text: string, t: Tokens, span: Range): Range[] {
  const [start, end] = trimmed(text, span);
  let i = 0;
  let high = t.length;
  while (i < high) {
    const middle = (i + high) >>> 1;
    if (t.end[middle]! <= start) i = middle + 1;
    else high = middle;
  }
  const ranges: Range[] = [];
  while (i < t.length && t.start[i]! < end) {
    let to = i + 1;
    while (to < t.length && t.start[to]! < end && t.passage[to] === t.passage[i]) to++;
    ranges.push([i, to]);
    i = to;
  }
  return ranges;
}

function labelsAsked({ text, attributions }: AnnotatedText, t: Tokens): Uint8Array {
  const labels = new Uint8Array(t.length);
  const mark = (part: Part, span: Range): void => {
    for (const [from, to] of rangesOf(text, t, span)) {
      if (labels.subarray(from, to).some((label) => label !== 0)) continue;
      const number = PARTS.indexOf(part);
      labels.fill(labelOf(number, WITHIN), from, to);
      labels[from] = labelOf(number, FIRST);
      labels[to - 1] = labelOf(number, to - from === 1 ? ONLY : LAST);
    }
  };
  for (const { cue } of attributions) for (const span of cue) mark('cue', span);
  for (const { cue, source, content } of attributions) {
    const cueStart = cue[0]?.[0] ?? -1;
    for (const span of source) mark(span[0] < cueStart ? 'sourceBefore' : 'sourceAfter', span);
    for (const span of content) mark(span[0] < cueStart ? 'contentBefore' : 'contentAfter', span);
  }
  return labels;
}

const ROLES: Record<string, readonly Part[]> = {
  cue: ['cue'],
  source: ['sourceBefore', 'sourceAfter'],
  content: ['contentBefore', 'contentAfter'],
};

/** Exact F1 of the runs, in per cent, each run counted once (a source that two credits share, too). */
export function scoreLabels(examples: readonly Example[], answers: readonly Uint8Array[]): string {
  return Object.entries(ROLES)
    .map(([role, parts]) => {
      let found = 0;
      let guessed = 0;
      let asked = 0;
      for (const [i, { labels }] of examples.entries()) {
        const spans = (of: Uint8Array): string[] =>
          runsOf(of)
            .filter(({ part }) => parts.includes(part))
            .map(({ from, to }) => `${from}-${to}`);
        const want = new Set(spans(labels));
        const got = spans(answers[i]!);
        asked += want.size;
        guessed += got.length;
        found += got.filter((span) => want.has(span)).length;
      }
      return `${role} ${((200 * found) / (guessed + asked)).toFixed(1)} (p ${((100 * found) / guessed).toFixed(1)}, r ${((100 * found) / asked).toFixed(1)})`;
    })
    .join(', ');
}
