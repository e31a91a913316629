import type { Note, Passage, Span } from '../text.ts';

/** A text as a file or page holds it: what its markup told of its passages and words. */
export interface Told {
  body: string;
  passages: readonly Passage[];
  /** Each within one passage, in order of where they begin. */
  notes: readonly Note[];
}

/**
 * Passages of a body with what was told of them, as far as it still holds: a passage whose words were left as they were
 * keeps its kind and the notes on its words, wherever it stands now. Told twins are given out in order.
 */
export function asTold(body: string, passages: readonly Passage[], told: Told): { passages: Passage[]; notes: Note[] } {
  const byWords = new Map<string, Passage[]>();
  for (const passage of told.passages) {
    const words = told.body.slice(passage.start, passage.end);
    const twins = byWords.get(words);
    if (twins) twins.push(passage);
    else byWords.set(words, [passage]);
  }
  const given = new Map<Passage[], number>();
  const notes: Note[] = [];
  const kinds = passages.map((passage): Passage => {
    const twins = byWords.get(body.slice(passage.start, passage.end));
    const nth = twins ? (given.get(twins) ?? 0) : 0;
    const found = twins?.[nth];
    if (!twins || !found) return passage;
    given.set(twins, nth + 1);
    const shift = passage.start - found.start;
    for (const note of notesWithin(told.notes, found)) {
      notes.push({ ...note, start: note.start + shift, end: note.end + shift });
    }
    return { ...passage, kind: found.kind };
  });
  return { passages: kinds, notes };
}

/** The notes that lie within a span, of many in order of where they begin. */
export function notesWithin(notes: readonly Note[], { start, end }: Span): Note[] {
  const within: Note[] = [];
  for (let at = firstFrom(notes, start); at < notes.length && notes[at]!.start < end; at += 1) {
    if (notes[at]!.end <= end) within.push(notes[at]!);
  }
  return within;
}

function firstFrom(notes: readonly Note[], offset: number): number {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (notes[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
