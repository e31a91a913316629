import type { Passage, Span } from '../text.ts';
import { wordIndexAt, type Word } from '../words.ts';
import { entryOf, type Entry, type Lexicon } from './lexicon.ts';

/** A sentence with what the rules ask about it: its words, its passage, and which words stand in quotation marks. */
export interface Draft extends Span {
  text: string;
  words: Word[];
  /** What the lexicon knows of each word as it stands, and of its dictionary form. */
  normals: Entry[];
  lemmas: Entry[];
  passage: Passage;
  /** For each word, whether it stands inside a quotation. */
  quoted: boolean[];
}

/** The sentences of a body with their words, in order, one at a time: a long text has more of them than memory likes. */
export function* draftsOf(
  body: string,
  passages: readonly Passage[],
  sentences: readonly Span[],
  words: readonly Word[],
  lexicon: Lexicon = new Map(),
): Generator<Draft, void> {
  let at = 0;
  let open = false;
  let last: Passage | null = null;
  for (const { start, end } of sentences) {
    while (at < passages.length - 1 && passages[at]!.end <= start) at += 1;
    const passage = passages[at] ?? { start, end, kind: 'paragraph' as const };
    // A quotation that was left open goes on into the next sentence, but not past its paragraph.
    if (passage !== last) open = false;
    last = passage;
    const own = words.slice(wordIndexAt(words, start), wordIndexAt(words, end));
    const quoted = own.map((word) => {
      const { text } = word;
      if (text === '“' || (text === '"' && !open)) open = true;
      else if (text === '”' || text === '"') open = false;
      return open;
    });
    const normals = own.map(({ normal }) => entryOf(normal, lexicon));
    const lemmas = own.map(({ normal, lemma }, i) => (lemma === normal ? normals[i]! : entryOf(lemma, lexicon)));
    yield { start, end, text: body.slice(start, end), words: own, normals, lemmas, passage, quoted };
  }
}
