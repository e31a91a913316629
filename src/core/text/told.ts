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

/**
 * Where words stand by the notes of the text they are in, as a locator: "p. 3", "p. 3–4", "para. 12". Null where nothing was
 * told of pages or paragraphs there.
 */
export function locatorOf(notes: readonly Note[], { start, end }: Span): string | null {
  for (const [kind, short] of [
    ['page', 'p.'],
    ['paragraph', 'para.'],
  ] as const) {
    const there = notes.filter((note) => note.kind === kind && note.start < end && note.end > start);
    const [first, last] = [there[0]?.value, there.at(-1)?.value];
    if (first !== undefined) return first === last ? `${short} ${first}` : `${short} ${first}–${last}`;
  }
  return null;
}

/** A text cut where another page or paragraph begins. */
export interface Placed {
  /** "p. 3"; null where nothing was told. */
  place: string | null;
  start: number;
  end: number;
}

/** The places of a text, laid end to end; pages where there are some, else paragraphs. */
export function placesOf(text: string, notes: readonly Note[]): Placed[] {
  const kind = notes.some((note) => note.kind === 'page') ? 'page' : 'paragraph';
  const places: Placed[] = [{ place: null, start: 0, end: text.length }];
  for (const note of notes) {
    const last = places.at(-1)!;
    const place = `${kind === 'page' ? 'p.' : 'para.'} ${note.value}`;
    if (note.kind !== kind || last.place === place || note.start < last.start) continue;
    if (note.start === last.start) last.place = place;
    else {
      last.end = note.start;
      places.push({ place, start: note.start, end: text.length });
    }
  }
  return places;
}
