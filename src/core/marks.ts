import type { Span } from './text.ts';

/** A run of text with everything that lies over it; laid end to end the runs are the text again. */
export interface Mark extends Span {
  text: string;
  /** What covers the run, outermost (earliest beginning, then longest) first. */
  over: string[];
  /** What begins at the run's start; what ends at its end. */
  begins: string[];
  ends: string[];
}

/**
 * Cuts `body` within `range` wherever one of the `spans` begins or ends, so that overlapping and nested
 * spans can be shown without any of them being broken. Parts of spans outside the range are left out;
 * `begins` and `ends` are told only where the span itself begins or ends.
 */
export function marksOf(body: string, range: Span, spans: readonly (Span & { id: string })[]): Mark[] {
  const inside = spans
    .filter((span) => span.start < range.end && span.end > range.start && span.end > span.start)
    .toSorted((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
  const cuts = new Set([range.start, range.end]);
  for (const span of inside) {
    cuts.add(Math.max(span.start, range.start));
    cuts.add(Math.min(span.end, range.end));
  }
  const edges = [...cuts].toSorted((a, b) => a - b);

  const marks: Mark[] = [];
  const waiting = inside.values();
  let upcoming = waiting.next().value;
  let open: typeof inside = [];
  for (const [i, start] of edges.slice(0, -1).entries()) {
    const end = edges[i + 1]!;
    open = open.filter((span) => span.end > start);
    for (; upcoming && upcoming.start <= start; upcoming = waiting.next().value) open.push(upcoming);
    marks.push({
      start,
      end,
      text: body.slice(start, end),
      over: open.map((span) => span.id),
      begins: open.filter((span) => span.start === start).map((span) => span.id),
      ends: open.filter((span) => span.end === end).map((span) => span.id),
    });
  }
  return marks;
}
