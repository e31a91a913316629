import type { Credit, TokenRange } from './credits.ts';
import { isCiting } from './chains.ts';
import { MARK, type Tokens } from './tokens.ts';

/**
 * Adds what a credit reaches beyond its own paragraph: the paragraphs in which an open quotation runs on, block
 * quotations and paragraphs that are nothing but quotation after a credited one. Turns "citing four people" into a
 * credit to the four people.
 */
export function carriedCredits(t: Tokens, credits: readonly Credit[]): Credit[] {
  const byPassage = new Map<number, Credit[]>();
  for (const credit of credits) {
    const at = t.passage[credit.cue[0]!.from]!;
    const there = byPassage.get(at);
    if (there) there.push(credit);
    else byPassage.set(at, [credit]);
  }
  const out: Credit[] = [];
  const covered = coverage(t, credits);
  let carrying: Credit | null = null;
  let from = 0;
  for (let i = 1; i <= t.length; i++) {
    if (i < t.length && t.passage[i] === t.passage[i - 1]) continue;
    const own = (byPassage.get(t.passage[from]!) ?? []).map((credit) => credit);
    if (own.length === 0 && carrying) {
      const content = uncovered(t, covered, from, i);
      if (content && runsOn(t, from)) carrying.content.push(content);
      else if (content && (t.block[from] || isAllQuoted(t, from, i)))
        out.push({ source: carrying.source, cue: carrying.cue, content: [content] });
      else if (content) carrying = null;
    } else {
      const last: Credit | undefined = own.at(-1);
      carrying = last && mayCarry(t, last, i) ? last : null;
      out.push(...cited(t, own));
    }
    from = i;
  }
  return out;
}

/** Whether words that follow in a paragraph of their own can be this credit's. */
function mayCarry(t: Tokens, credit: Credit, end: number): boolean {
  let last = end - 1;
  while (last > 0 && (t.mark[last] === MARK.close || t.mark[last] === MARK.open)) last--;
  if (t.mark[last] === MARK.colon) return true;
  return credit.content.some(({ from, to }) => t.quoted[from] !== 0 && t.quoted[to - 1] !== 0);
}

/** The quotation of the passage before was left open and this one opens it again. */
function runsOn(t: Tokens, from: number): boolean {
  return from > 0 && t.mark[from] === MARK.open && t.quoted[from - 1] !== 0;
}

function isAllQuoted(t: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (t.mark[i] === MARK.none && t.quoted[i] === 0) return false;
  return true;
}

function coverage(t: Tokens, credits: readonly Credit[]): Uint8Array {
  const covered = new Uint8Array(t.length);
  for (const credit of credits)
    for (const range of [...credit.source, ...credit.cue, ...credit.content]) covered.fill(1, range.from, range.to);
  return covered;
}

/** The passage without marks at its ends, if no credit has any of it. */
function uncovered(t: Tokens, covered: Uint8Array, from: number, to: number): TokenRange | null {
  for (let i = from; i < to; i++) if (covered[i]) return null;
  return { from, to };
}

/** In "Bloomberg reported X, citing four people" the four people are credited with X too. */
function cited(t: Tokens, credits: Credit[]): Credit[] {
  return credits.map((credit, i) => {
    const earlier = credits[i - 1];
    if (!earlier || !isCiting(t, credit)) return credit;
    if (t.sentence[earlier.cue[0]!.from] !== t.sentence[credit.cue[0]!.from]) return credit;
    return { source: credit.content.slice(0, 1), cue: credit.cue, content: earlier.content };
  });
}
