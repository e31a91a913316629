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
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0) continue;
    const place = placeOf(label);
    if (place === FIRST || place === ONLY) from = i;
    if (place === LAST || place === ONLY) runs.push({ part: PARTS[(label - 1) >> 2]!, from, to: i + 1 });
  }
  return runs;
}

/**
 * What a reader waits for between two runs: nothing, the cue of a source, the cue of a content, the content of a cue.
 * A label knows only its neighbour; a state is a label that remembers this too, however far apart the runs are.
 */
export const MEMORIES = 4;
const NOTHING = 0;
const CUE_OF_SOURCE = 1;
const CUE_OF_CONTENT = 2;
const CONTENT_OF_CUE = 3;

const REMEMBERED: Record<Part, (memory: number) => number> = {
  cue: (memory) => (memory === CUE_OF_CONTENT ? NOTHING : CONTENT_OF_CUE),
  sourceBefore: (memory) => (memory === CUE_OF_CONTENT ? CUE_OF_CONTENT : CUE_OF_SOURCE),
  sourceAfter: (memory) => (memory === CONTENT_OF_CUE ? CONTENT_OF_CUE : NOTHING),
  contentBefore: () => CUE_OF_CONTENT,
  contentAfter: () => NOTHING,
};

interface State {
  label: number;
  /** What is waited for once the run is over. */
  memory: number;
}

/** The first MEMORIES states stand outside any run, one for each memory; a text begins in state 0. */
export const STATES: readonly State[] = [
  ...Array.from({ length: MEMORIES }, (_, memory) => ({ label: 0, memory })),
  ...PARTS.flatMap((part, number) =>
    [...new Set([0, 1, 2, 3].map((memory) => REMEMBERED[part](memory)))].flatMap((memory) =>
      [FIRST, WITHIN, LAST, ONLY].map((place) => ({ label: labelOf(number, place), memory })),
    ),
  ),
];

/** The run goes on after this state. */
export const isOpen = ({ label }: State): boolean => label !== 0 && placeOf(label) <= WITHIN;

/** Which state may follow which: a run that began must end before another begins. */
export const ARCS: readonly { from: number; to: number }[] = STATES.flatMap((origin, from) =>
  STATES.flatMap((target, to) => (mayFollow(origin, target) ? [{ from, to }] : [])),
);

function mayFollow(origin: State, target: State): boolean {
  if (target.label === 0) return !isOpen(origin) && origin.memory === target.memory;
  const part = (target.label - 1) >> 2;
  const place = placeOf(target.label);
  if (place === FIRST || place === ONLY)
    return !isOpen(origin) && REMEMBERED[PARTS[part]!](origin.memory) === target.memory;
  return isOpen(origin) && (origin.label - 1) >> 2 === part && origin.memory === target.memory;
}

/** The states that labels stand for, each passage on its own. */
export function statesOf(labels: Uint8Array): Uint8Array {
  let memory = NOTHING;
  return labels.map((label) => {
    if (label !== 0 && (placeOf(label) === FIRST || placeOf(label) === ONLY))
      memory = REMEMBERED[PARTS[(label - 1) >> 2]!](memory);
    return STATES.findIndex((state) => state.label === label && state.memory === memory);
  });
}
