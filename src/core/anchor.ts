import type { Quote, Span } from './text.ts';

export interface Hold extends Quote {
  prefix: string;
  suffix: string;
}

export function holdOf(body: string, { start, end }: Span): Hold {
  return {
    start,
    end,
    exact: body.slice(start, end),
    prefix: body.slice(Math.max(0, start - 32), start).toWellFormed(),
    suffix: body.slice(end, end + 32).toWellFormed(),
  };
}

export function findQuotation(body: string, quotation: string): Span[] {
  const words = quotation
    .trim()
    .split(/\s+/)
    .map((word) =>
      word
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/["“”]/g, '["“”]')
        .replace(/['‘’]/g, "['‘’]"),
    );
  return [...body.matchAll(new RegExp(words.join('\\s+'), 'gu'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export function snapToGraphemes(_body: string, span: Span): Span {
  return span;
}
