import type { Span } from '../text.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** How far to look for a place that surely divides two characters; longer piles of marks are cut where this ends. */
const REACH = 512;

/** The smallest span around this one that cuts through no character a reader sees as one. */
export function snapToGraphemes(body: string, span: Span): Span {
  const start = graphemeStart(body, span.start);
  return { start, end: span.end === span.start ? start : graphemeEnd(body, span.end) };
}

/** The last boundary between characters at or before a place. */
export function graphemeStart(body: string, at: number): number {
  return around(body, at).start;
}

/** The first boundary between characters at or after a place. */
export function graphemeEnd(body: string, at: number): number {
  return around(body, at).end;
}

function around(body: string, at: number): Span {
  if (at <= 0 || at >= body.length) {
    const edge = Math.min(Math.max(at, 0), body.length);
    return { start: edge, end: edge };
  }
  if (isPlain(body.charCodeAt(at - 1)) && isPlain(body.charCodeAt(at))) return { start: at, end: at };
  let from = at - 1;
  while (from > 0 && from > at - REACH && !(isPlain(body.charCodeAt(from)) && isPlain(body.charCodeAt(from - 1))))
    from--;
  const segment = segmenter.segment(body.slice(from, at + REACH)).containing(at - from);
  if (!segment || segment.index === at - from) return { start: at, end: at };
  return { start: from + segment.index, end: from + segment.index + segment.segment.length };
}

/** Between two printable ASCII characters there is always a boundary. */
function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit < 0x7f;
}
