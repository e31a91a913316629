import { widened } from './insertions.ts';
import { runsOf, type Part, type Run } from './labels.ts';
import { MARK, type Tokens } from './tokens.ts';

/** A half-open range of tokens. */
export interface TokenRange {
  from: number;
  to: number;
}

/** One credit as ranges of tokens; a part that the text leaves unsaid is empty. */
export interface Credit {
  source: TokenRange[];
  cue: TokenRange[];
  content: TokenRange[];
}

/** Joins the labelled runs into credits, one for each cue, in the order of the cues; some still lack their content. */
export function creditsOf(t: Tokens, labels: Uint8Array): Credit[] {
  const runs = runsOf(labels);
  const credits: Credit[] = [];
  /** Runs whose cue is still to come, all in the passage of the newest. */
  let waiting: { part: Part; range: TokenRange }[] = [];
  let current: Credit | null = null;
  let cueAt = -1;
  for (const run of runs) {
    if (waiting.length > 0 && t.passage[waiting[0]!.range.from] !== t.passage[run.from]) waiting = [];
    const range = run.part.startsWith('content') ? withMarks(t, labels, run) : { from: run.from, to: run.to };
    if (run.part === 'cue') {
      const credit: Credit = { source: [], cue: [range], content: [] };
      for (const earlier of waiting) {
        const part = earlier.part === 'sourceBefore' ? credit.source : credit.content;
        part.push(earlier.range);
      }
      if (credit.source.length > 1) credit.source = credit.source.slice(-1);
      if (credit.source.length === 0 && current && sharesSource(t, cueAt, run.from))
        credit.source = [...current.source];
      waiting = [];
      credits.push(credit);
      current = credit;
      cueAt = run.to;
    } else if (run.part === 'sourceBefore' || run.part === 'contentBefore') {
      waiting.push({ part: run.part, range });
    } else if (current && t.passage[cueAt - 1] === t.passage[run.from]) {
      if (run.part === 'contentAfter') current.content.push(range);
      else if (current.source.length === 0 || isPassive(t, current.cue[0]!)) current.source = [range];
    } else if (current && run.part === 'contentAfter' && follows(t, cueAt - 1, run.from) && opensPassage(t, run.from)) {
      current.content.push(range);
    }
  }
  return widened(t, credits, labels);
}

/** Content with the quotation marks around it, and the comma or stop that stands before the last of them. */
function withMarks(t: Tokens, labels: Uint8Array, { from, to }: Run): TokenRange {
  const passage = t.passage[from];
  const free = (i: number): boolean => t.passage[i] === passage && labels[i] === 0;
  let start = from;
  if (t.quoted[from] !== 0) while (start > 0 && t.mark[start - 1] === MARK.open && free(start - 1)) start--;
  let end = to;
  if (t.quoted[to - 1] !== 0) {
    while (end < t.length && t.quoted[end] !== 0 && t.mark[end] !== MARK.none && free(end)) end++;
    if (t.mark[end] !== MARK.close) end = to;
    else while (end < t.length && t.mark[end] === MARK.close && free(end)) end++;
  }
  return { from: start, to: end };
}

/** "She said … and added …": a later verb of the same sentence has the subject of the one before. */
function sharesSource(t: Tokens, cueEnd: number, cue: number): boolean {
  if (t.sentence[cueEnd - 1] !== t.sentence[cue]) return false;
  for (let i = cue - 1; i >= cueEnd; i--) if (t.mark[i] === MARK.stop) return false;
  return true;
}

/** "were told by": the words before are no source. */
function isPassive(t: Tokens, cue: TokenRange): boolean {
  return t.words[cue.to - 1]!.normal === 'by' || t.words[cue.to]?.normal === 'by';
}

/** The passages of the two tokens stand next to each other. */
const follows = (t: Tokens, earlier: number, later: number): boolean => t.passage[later] === t.passage[earlier]! + 1;

/** The run begins its passage, or only a quotation mark stands before it. */
function opensPassage(t: Tokens, from: number): boolean {
  let i = from;
  while (i > 0 && t.passage[i - 1] === t.passage[from]) {
    i--;
    if (t.mark[i] === MARK.none) return false;
  }
  return true;
}

/** 1 for each token that some credit has. */
export function coverageOf(t: Tokens, credits: readonly Credit[]): Uint8Array {
  const covered = new Uint8Array(t.length);
  for (const credit of credits)
    for (const range of [...credit.source, ...credit.cue, ...credit.content]) covered.fill(1, range.from, range.to);
  return covered;
}
