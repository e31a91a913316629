import { coverageOf, type Credit, type TokenRange } from './credits.ts';
import { isCiting } from './chains.ts';
import { IN_SUBJECT } from './hints.ts';
import { MARK, TAG, type Tokens } from './tokens.ts';

/**
 * Adds what a credit reaches beyond its own paragraph: the paragraphs in which an open quotation runs on, block
 * quotations and paragraphs that are nothing but quotation after a credited one. Credits within a block quotation
 * that is itself credited are the quoted text's own, and left out. A credit without content is none, and left out.
 */
export function carriedCredits(t: Tokens, credits: readonly Credit[]): Credit[] {
  const out: Credit[] = [];
  const covered = coverageOf(t, credits);
  let carrying: Credit | null = null;
  let next = 0;
  for (const { from, to } of passagesOf(t)) {
    const own: Credit[] = [];
    while (next < credits.length && credits[next]!.cue[0]!.from < to) own.push(credits[next++]!);
    const content: TokenRange = { from, to };
    if (carrying && t.block[from] === 1) {
      const elsewhere = carrying.content.filter((range) => range.to <= from || range.from >= to);
      if (elsewhere.length === 0 && out.at(-1) === carrying) {
        carrying.content = [content];
      } else {
        carrying.content = elsewhere;
        out.push({ source: carrying.source, cue: carrying.cue, content: [content] });
      }
    } else if (own.length > 0) {
      out.push(...own);
      carrying = mayCarry(t, own.at(-1)!, from, to) ? own.at(-1)! : introducing(t, from, to);
    } else {
      const free = covered.subarray(from, to).every((part) => part === 0);
      if (carrying && free && runsOn(t, from)) carrying.content.push(content);
      else if (carrying && free && isAllQuoted(t, from, to))
        out.push({ source: carrying.source, cue: carrying.cue, content: [content] });
      else if (free || !carrying) carrying = introducing(t, from, to);
    }
  }
  return cited(
    t,
    out.map((credit) => (credit.content.length > 0 ? credit : nearestWords(t, credit, covered))),
  ).filter(({ content }) => content.length > 0);
}

function passagesOf(t: Tokens): TokenRange[] {
  const passages: TokenRange[] = [];
  for (let i = 0; i < t.length; i++) {
    if (i === 0 || t.passage[i] !== t.passage[i - 1]) passages.push({ from: i, to: i + 1 });
    else passages.at(-1)!.to = i + 1;
  }
  return passages;
}

/** Whether words that follow in a paragraph of their own can be this credit's. */
function mayCarry(t: Tokens, credit: Credit, from: number, to: number): boolean {
  if (endsWithColon(t, from, to)) return t.sentence[credit.cue[0]!.from] === t.sentence[to - 1];
  return credit.content.some(({ from, to }) => isQuoted(t, from) && isQuoted(t, to - 1));
}

/** A word inside quotation marks, or one of the marks. */
const isQuoted = (t: Tokens, at: number): boolean =>
  t.quoted[at] !== 0 || t.mark[at] === MARK.open || t.mark[at] === MARK.close;

function endsWithColon(t: Tokens, from: number, to: number): boolean {
  let last = to - 1;
  while (last > from && (t.mark[last] === MARK.close || t.mark[last] === MARK.open)) last--;
  return t.mark[last] === MARK.colon;
}

/** "Gomez was blunt about it:" — the subject of the last sentence is quoted next, and the colon says so. */
function introducing(t: Tokens, from: number, to: number): Credit | null {
  if (!endsWithColon(t, from, to)) return null;
  let first = to - 1;
  while (first > from && t.sentence[first - 1] === t.sentence[to - 1]) first--;
  let end = first;
  let named = false;
  while (end < to && IN_SUBJECT.has(t.pos[end]!) && t.mark[end] === MARK.none) named = t.pos[end++] !== TAG.DET;
  if (!named || (t.pos[end] !== TAG.VERB && t.pos[end] !== TAG.AUX)) return null;
  let colon = to - 1;
  while (t.mark[colon] !== MARK.colon) colon--;
  return { source: [{ from: first, to: end }], cue: [{ from: colon, to: colon + 1 }], content: [] };
}

/** The quotation of the passage before was left open and this one opens it again. */
function runsOn(t: Tokens, from: number): boolean {
  return from > 0 && t.mark[from] === MARK.open && t.quoted[from - 1] !== 0;
}

function isAllQuoted(t: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (t.mark[i] === MARK.none && t.quoted[i] === 0) return false;
  return true;
}

/**
 * A cue whose content was not found: what follows it up to the next credit's words or the end of the sentence, or
 * else what comes before it in the sentence.
 */
function nearestWords(t: Tokens, credit: Credit, covered: Uint8Array): Credit {
  const cue = credit.cue[0]!;
  const taken = (i: number): boolean => covered[i] !== 0 || t.sentence[i] !== t.sentence[cue.from];
  let from = Math.max(cue.to, ...credit.source.map(({ to }) => to));
  while (from < t.length && !taken(from) && t.mark[from] !== MARK.none) from++;
  let to = from;
  while (to < t.length && !taken(to)) to++;
  if (to === from) {
    to = Math.min(cue.from, ...credit.source.map((range) => range.from));
    while (to > 0 && !taken(to - 1) && t.mark[to - 1] !== MARK.none) to--;
    from = to;
    while (from > 0 && !taken(from - 1)) from--;
  }
  while (to > from && t.mark[to - 1] !== MARK.none) to--;
  while (from < to && t.mark[from] !== MARK.none) from++;
  return from < to ? { ...credit, content: [{ from, to }] } : credit;
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
