/**
 * What the tagger says of each word: its part in a credit, on which side the cue stands, and its place in the run of
 * words with that part. 0 is no part in any credit.
 */
export const PARTS = ['cue', 'sourceBefore', 'sourceAfter', 'contentBefore', 'contentAfter'] as const;
export type Part = (typeof PARTS)[number];

export const LABELS = 1 + PARTS.length * 4;

/** Places in a run: its first word, one within, its last, its only one. */
export const FIRST = 0;
export const WITHIN = 1;
export const LAST = 2;
export const ONLY = 3;

export const labelOf = (part: number, place: number): number => 1 + part * 4 + place;
const placeOf = (label: number): number => (label - 1) & 3;

/** A half-open range of tokens. */
export interface Run {
  part: Part;
  from: number;
  to: number;
}

/** The runs that the labels spell, in order. */
export function runsOf(labels: Uint8Array): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const [i, label] of labels.entries()) {
    if (label === 0) continue;
    const place = placeOf(label);
    if (place === FIRST || place === ONLY) from = i;
    if (place === LAST || place === ONLY) runs.push({ part: PARTS[(label - 1) >> 2]!, from, to: i + 1 });
  }
  return runs;
}

/** Which label may follow which: a run that began must end before another begins. */
export function arcs(): [from: number, to: number][] {
  const ends = [0];
  const starts = [0];
  const within: [number, number][] = [];
  for (let part = 0; part < PARTS.length; part++) {
    ends.push(labelOf(part, LAST), labelOf(part, ONLY));
    starts.push(labelOf(part, FIRST), labelOf(part, ONLY));
    for (const open of [FIRST, WITHIN])
      for (const next of [WITHIN, LAST]) within.push([labelOf(part, open), labelOf(part, next)]);
  }
  return [...ends.flatMap((from) => starts.map((to): [number, number] => [from, to])), ...within];
}

/** The run goes on after this label. */
export const isOpen = (label: number): boolean => label !== 0 && placeOf(label) <= WITHIN;
