import { coverageOf, type Credit } from './credits.ts';
import { IN_SUBJECT } from './hints.ts';
import { MARK, TAG, type Tokens } from './tokens.ts';

/** Nouns for what somebody says or thinks. */
const TOLD = new Set(
  `claim assertion allegation accusation charge contention argument insistence belief view opinion warning prediction
   forecast promise pledge vow suggestion statement declaration admission denial complaint conclusion fear hope assurance`.split(
    /\s+/,
  ),
);
const LONGEST_OWNER = 6;

/**
 * Ends what a noun credits where the sentence goes on without it, and adds the credits by nouns that the tagger missed:
 * "The mayor's claim that the bridge is safe", "the mayor's view is that …": the owner of such a noun is credited with
 * the clause after it, where no other credit has any of these words.
 */
export function nounCredits(t: Tokens, credits: readonly Credit[]): Credit[] {
  const ended = credits.map((credit) => endedClause(t, credit));
  const found: Credit[] = [];
  let covered: Uint8Array | null = null;
  for (let noun = 2; noun + 2 < t.length; noun++) {
    if (t.pos[noun] !== TAG.NOUN || !TOLD.has(t.words[noun]!.lemma) || !isOwned(t, noun)) continue;
    const that = t.words[noun + 1]!.lemma === 'be' ? noun + 2 : noun + 1;
    if (t.words[that]!.normal !== 'that' || !opensClause(t, that + 1)) continue;
    const content = { from: that, to: that === noun + 1 ? clauseEnd(t, that + 1) : sentenceEnd(t, that + 1) };
    const source = { from: ownerStart(t, noun), to: noun };
    covered ??= coverageOf(t, credits);
    if (source.to - source.from < 2 || covered.subarray(source.from, content.to).includes(1)) continue;
    found.push({ source: [source], cue: [{ from: noun, to: that }], content: [content] });
  }
  if (found.length === 0) return ended;
  return [...ended, ...found].toSorted((a, b) => a.cue[0]!.from - b.cue[0]!.from);
}

/** "The claim that it is safe | was never tested." */
function endedClause(t: Tokens, credit: Credit): Credit {
  const cue = credit.cue[0]!;
  const [clause, ...more] = credit.content;
  if (!clause || clause.from !== cue.to || t.words[clause.from]!.normal !== 'that') return credit;
  if (t.pos[cue.to - 1] !== TAG.NOUN || !TOLD.has(t.words[cue.to - 1]!.lemma)) return credit;
  const to = Math.min(clause.to, clauseEnd(t, clause.from + 1));
  return t.pos[to] === TAG.AUX ? { ...credit, content: [{ from: clause.from, to }, ...more] } : credit;
}

const isOwned = (t: Tokens, noun: number): boolean => /^['’]s?$/.test(t.words[noun - 1]!.text);

const isVerb = (t: Tokens, at: number): boolean => t.pos[at] === TAG.VERB || t.pos[at] === TAG.AUX;

/** Not "the party's message that emerged": the clause has a subject. */
function opensClause(t: Tokens, at: number): boolean {
  return at + 1 < t.length && t.sentence[at + 1] === t.sentence[at - 2] && !isVerb(t, at) && t.mark[at] === MARK.none;
}

function ownerStart(t: Tokens, noun: number): number {
  let from = noun - 1;
  while (from > 0 && noun - from <= LONGEST_OWNER && t.sentence[from - 1] === t.sentence[noun]) {
    if (!IN_SUBJECT.has(t.pos[from - 1]!) || t.mark[from - 1] !== MARK.none) break;
    from--;
  }
  return from;
}

/** After these an auxiliary verb belongs to the verb before it: "has been", "and was". */
const GOES_ON = new Set<number>([TAG.AUX, TAG.ADV, TAG.PART, TAG.CCONJ, TAG.PRON]);

/** A clause ends at a mark, or before the verb of the sentence that it stands in: the second that is no part of the first. */
function clauseEnd(t: Tokens, from: number): number {
  let verbs = 0;
  let to = from;
  for (; to < t.length && t.sentence[to] === t.sentence[from] && t.mark[to] === MARK.none; to++) {
    if (!isVerb(t, to)) continue;
    if (verbs > 0 && t.pos[to] === TAG.AUX && !GOES_ON.has(t.pos[to - 1]!)) break;
    verbs++;
  }
  return to;
}

function sentenceEnd(t: Tokens, from: number): number {
  let to = from;
  while (to < t.length && t.sentence[to] === t.sentence[from]) to++;
  while (to > from && t.mark[to - 1] === MARK.stop) to--;
  return to;
}
