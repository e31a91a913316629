import { marksOf } from '../core/marks.ts';
import type { Passage, PassageKind, Span } from '../core/text.ts';
import type { PassageText, Piece, Segment, SentenceMark, TextMark } from './parts.ts';

/** Something that lies over words of the text, worded by the noun whose it is. */
export type LaidOver = Span & Omit<TextMark, 'lane' | 'begins' | 'ends'>;

/** What a passage is called where that is not plain. */
export const PASSAGE_WORDS: Record<PassageKind, string | null> = {
  heading: null,
  standfirst: 'Standfirst',
  paragraph: null,
  quotation: 'Block quotation',
  list_item: null,
  correction: 'Correction',
  furniture: 'Not part of the story',
};

const LANES = 4;

/**
 * Passages ready for the page: each cut into its sentences, each sentence where a mark begins or ends.
 * `sentenceOf` says what the page tells of the sentence at an index. Laid end to end, the pieces of a
 * passage are its text again.
 */
export function textMarked(
  body: string,
  passages: readonly (Passage & { position: number })[],
  sentences: readonly Span[],
  laidOver: readonly LaidOver[],
  sentenceOf: (index: number) => SentenceMark,
): PassageText[] {
  const byId = new Map(laidOver.map((mark) => [mark.id, mark]));
  const lanes = lanesOf(laidOver);
  const piecesOf = (range: Span): Piece[] =>
    marksOf(body, range, laidOver).map(({ text, start, over, begins, ends }) => ({
      text,
      start,
      marks: over
        .map((id) => {
          const { start: _start, end: _end, ...mark } = byId.get(id)!;
          return { ...mark, lane: lanes.get(id)!, begins: begins.includes(id), ends: ends.includes(id) };
        })
        .toSorted((a, b) => a.lane - b.lane),
    }));

  let next = 0;
  return passages.map((passage) => {
    const segments: Segment[] = [];
    let at = passage.start;
    const upTo = (end: number) => {
      if (end > at) segments.push({ sentence: null, pieces: piecesOf({ start: at, end }) });
    };
    while (next < sentences.length && sentences[next]!.start < passage.start) next++;
    for (; next < sentences.length && sentences[next]!.start < passage.end; next++) {
      const sentence = sentences[next]!;
      upTo(sentence.start);
      segments.push({ sentence: sentenceOf(next), pieces: piecesOf(sentence) });
      at = sentence.end;
    }
    upTo(passage.end);
    return { id: `p${passage.position + 1}`, kind: passage.kind, kindLabel: PASSAGE_WORDS[passage.kind], segments };
  });
}

/** Gives marks that overlap different lanes, as far as there are lanes. */
function lanesOf(marks: readonly LaidOver[]): Map<string, number> {
  const lanes = new Map<string, number>();
  const freeAt = Array.from({ length: LANES }, () => 0);
  for (const mark of marks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const free = freeAt.findIndex((end) => end <= mark.start);
    const lane = free === -1 ? LANES - 1 : free;
    lanes.set(mark.id, lane);
    freeAt[lane] = Math.max(freeAt[lane]!, mark.end);
  }
  return lanes;
}
