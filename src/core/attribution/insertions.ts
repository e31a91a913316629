import { isCiting } from './chains.ts';
import type { Credit, TokenRange } from './credits.ts';
import { IN_SUBJECT } from './hints.ts';
import { SAYS, THINKS } from './lexicon.ts';
import { MARK, TAG, type Tokens } from './tokens.ts';

/** Gives passive cues their agent, and credits that interrupt a sentence the words on both sides of them. */
export function widened(t: Tokens, credits: readonly Credit[], labels: Uint8Array): Credit[] {
  const kept: Credit[] = [];
  for (const credit of credits) {
    const outer = kept.at(-1);
    if (outer && isAccordingTo(t, outer) && isConsequence(t, credit, outer)) {
      release(credit, labels);
      outer.content = saidAround(t, outer, labels);
      continue;
    }
    if (isNaming(t, credit) || isSupposed(t, credit)) {
      release(credit, labels);
      continue;
    }
    if (isHearsay(t, credit)) {
      credit.content = [...credit.source, ...credit.content];
      credit.source = [];
    } else if (isImpersonal(t, credit)) {
      credit.source = [];
    }
    const agent = agentOf(t, credit.cue[0]!);
    if (agent && !credit.source.some(({ from }) => from >= agent.from)) credit.source = [agent];
    if (isAccordingTo(t, credit)) {
      while (kept.length > 0 && isDoubtful(t, kept.at(-1)!, credit)) release(kept.pop()!, labels);
      credit.content = saidAround(t, credit, labels);
    } else if (isInserted(t, credit)) {
      credit.content = interrupted(t, credit, labels);
    } else {
      const opening = quotedBefore(t, credit, labels);
      if (opening) credit.content = [opening, ...credit.content];
    }
    if (outer && outer.content.length === 0 && isCiting(t, credit)) outer.content = saidAfter(t, outer, credit, labels);
    if (outer && isReduced(t, outer, credit)) {
      credit.source = [{ from: outer.source[0]!.from, to: outer.content[0]!.to }];
      kept.pop();
    }
    credit.source = credit.source.map((range) => withBracket(t, range));
    kept.push(credit);
  }
  return kept;
}

/** "Reuters reported, citing a person close to the talks, that the deal was off": what follows the second comma. */
function saidAfter(t: Tokens, outer: Credit, citing: Credit, labels: Uint8Array): TokenRange[] {
  const cited = citing.content.at(-1);
  if (!cited || t.sentence[outer.cue[0]!.from] !== t.sentence[cited.from]) return [];
  const people = { from: citing.cue[0]!.to, to: cited.from - 1 };
  if (isThatClause(t, cited.from) && people.to > people.from) {
    citing.content = [people];
    return [cited];
  }
  for (let i = cited.from + 1; i + 1 < cited.to; i++) {
    if (!isThatClause(t, i + 1)) continue;
    const said = { from: i + 1, to: cited.to };
    cited.to = i;
    return [said];
  }
  if (t.mark[cited.to] !== MARK.comma) return [];
  const free = freeFor(t, citing.cue[0]!, [], labels);
  const from = cited.to + 1;
  let to = from;
  while (to < t.length && free(to)) to++;
  while (to > from && t.mark[to - 1] !== MARK.none) to--;
  return to > from ? [{ from, to }] : [];
}

const TOLD = new Set(['briefed', 'told', 'informed', 'asked', 'consulted', 'notified']);
const OF_WHAT = new Set(['on', 'about', 'of', 'by']);

/** "A person briefed on the talks said": the participle describes the source of the verb that follows. */
function isReduced(t: Tokens, inner: Credit, { source, cue }: Credit): boolean {
  const [subject] = inner.source;
  const [told] = inner.content;
  if (!subject || !told || source[0]?.from !== subject.from || source[0].to !== subject.to) return false;
  const { from } = inner.cue[0]!;
  if (from !== subject.to || !TOLD.has(t.words[from]!.normal) || !OF_WHAT.has(t.words[from + 1]!.normal)) return false;
  if (told.to > cue[0]!.from) return false;
  return t.sentence[from] === t.sentence[cue[0]!.from] && !t.pos.subarray(told.to, cue[0]!.from).includes(TAG.CCONJ);
}

/** "Gov. Ann Lee (D., Ore.)": the bracket that a source opens belongs to it. */
function withBracket(t: Tokens, { from, to }: TokenRange): TokenRange {
  let open = 0;
  for (let i = from; i < to; i++) {
    if (t.mark[i] === MARK.bracketOpen) open++;
    else if (t.mark[i] === MARK.bracketClose) open--;
  }
  return open === 1 && t.mark[to] === MARK.bracketClose ? { from, to: to + 1 } : { from, to };
}

const isThatClause = (t: Tokens, at: number): boolean =>
  t.words[at]!.normal === 'that' && t.mark[at - 1] === MARK.comma;

/** ", allowing them to …" after "according to Bloomberg": what is said goes on. */
function isConsequence(t: Tokens, { cue }: Credit, outer: Credit): boolean {
  const { from } = cue[0]!;
  return (
    from === (outer.source.at(-1)?.to ?? -2) + 1 &&
    t.mark[from - 1] === MARK.comma &&
    t.words[from]!.normal.endsWith('ing') &&
    (t.classes[from]! & (SAYS | THINKS)) === 0
  );
}

/** A credit in the words that "according to" credits already, by a cue that is no word for saying or thinking. */
function isDoubtful(t: Tokens, { cue }: Credit, outer: Credit): boolean {
  const at = outer.cue[0]!.from;
  const { from, to } = cue[0]!;
  if (t.sentence[from] !== t.sentence[at] || t.mark[at - 1] !== MARK.comma) return false;
  return t.classes.subarray(from, to).every((classes) => classes === 0);
}

function release({ source, cue, content }: Credit, labels: Uint8Array): void {
  for (const { from, to } of [...source, ...cue, ...content]) labels.fill(0, from, to);
}

const NAMING = new Set(['called', 'named', 'dubbed', 'titled', 'nicknamed']);

/** "runs something called Clear Harbour": the verb is another, and the participle gives a name to what it acts on. */
function isNaming(t: Tokens, { source, cue }: Credit): boolean {
  const { from } = cue[0]!;
  if (!NAMING.has(t.words[from]!.normal) || !isThing(t.pos[from - 1])) return false;
  const subject = source.find(({ to }) => to <= from);
  return subject !== undefined && t.pos.subarray(subject.to, from).includes(TAG.VERB);
}

const SUPPOSES = new Set(['will', 'would', "'ll", "'d", 'should', 'must', 'might', 'may', 'could', 'shall']);
const CONDITIONS = new Set(['if', 'unless', 'suppose', 'supposing', 'imagine', 'assuming']);
const ANYBODY = new Set(['somebody', 'someone', 'anybody', 'anyone', 'nobody']);

/** "Somebody should ask …", "if not, the mayor will have to explain …": what is yet to be said is said by nobody. */
function isSupposed(t: Tokens, { source, cue }: Credit): boolean {
  const { from } = cue[0]!;
  const modal = t.words[from]!.normal;
  if (!SUPPOSES.has(modal)) return false;
  const subject = source.find(({ to }) => to <= from);
  if (subject !== undefined && subject.to - subject.from === 1 && ANYBODY.has(t.words[subject.from]!.normal))
    return true;
  const isDuty = modal === 'should' || modal === 'must' || t.words[from + 1]?.normal === 'have';
  let first = from;
  while (first > 0 && t.sentence[first - 1] === t.sentence[from]) first--;
  return isDuty && CONDITIONS.has(t.words[first]!.normal);
}

const isThing = (tag: number | undefined): boolean => tag === TAG.NOUN || tag === TAG.PROPN || tag === TAG.PRON;

const HEARSAY = new Set(
  'said believed thought alleged reported rumored rumoured understood known supposed claimed feared expected'.split(
    ' ',
  ),
);

/** "the plan is said to cost": what stands before the cue is spoken of, and does not speak. */
function isHearsay(t: Tokens, { source, cue, content }: Credit): boolean {
  const { from, to } = cue[0]!;
  if (!HEARSAY.has(t.words[to - 1]!.normal) || t.words[to]?.normal !== 'to') return false;
  const be = t.words[to - 2]?.lemma === 'be';
  return be && source.every((range) => range.to <= from) && content.every((range) => range.from >= to);
}

/** "it is widely believed that": "it" is nobody. */
function isImpersonal(t: Tokens, { source, cue }: Credit): boolean {
  const [it] = source;
  if (!it || it.to - it.from !== 1 || t.words[it.from]!.normal !== 'it') return false;
  const { from, to } = cue[0]!;
  return (
    it.to === from &&
    HEARSAY.has(t.words[to - 1]!.normal) &&
    t.words.slice(from, to).some(({ lemma }) => lemma === 'be')
  );
}

/** "were told by the minister": the source after the cue, where the tagger saw none. */
function agentOf(t: Tokens, cue: TokenRange): TokenRange | null {
  if (t.words[cue.to]?.normal !== 'by') return null;
  let to = cue.to + 1;
  while (to < t.length && t.sentence[to] === t.sentence[cue.from] && IN_SUBJECT.has(t.pos[to]!) && t.mark[to] === 0)
    to++;
  return to > cue.to + 1 ? { from: cue.to + 1, to } : null;
}

/** Tells which tokens of the cue's sentence no other credit has. */
function freeFor(t: Tokens, cue: TokenRange, content: readonly TokenRange[], labels: Uint8Array) {
  const sentence = t.sentence[cue.from];
  return (i: number): boolean =>
    t.sentence[i] === sentence && (labels[i] === 0 || content.some(({ from, to }) => i >= from && i < to));
}

/** ", Bloomberg reports," in the middle of what is reported; a quotation after it is all of that. */
function isInserted(t: Tokens, { source, cue }: Credit): boolean {
  const { from = 0, to = 0 } = source[0] ?? {};
  const after = cue[0]!.to;
  if (from === 0 || to !== cue[0]!.from || t.mark[from - 1] !== MARK.comma) return false;
  return t.mark[after] === MARK.comma && t.mark[after + 1] !== MARK.open;
}

/** The words on both sides of an inserted credit, where the tagger did not see that they go on after it. */
function interrupted(t: Tokens, { source, cue, content }: Credit, labels: Uint8Array): TokenRange[] {
  const after = cue[0]!.to + 1;
  const before = source[0]!.from - 1;
  const free = freeFor(t, cue[0]!, content, labels);
  let to = after;
  while (to < t.length && free(to)) to++;
  while (to > after && t.mark[to - 1] !== MARK.none) to--;
  let from = before;
  while (from > 0 && free(from - 1)) from--;
  while (from < before && t.mark[from] !== MARK.none) from++;
  if (to === after) return content;
  return [...(from < before ? [{ from, to: before }] : []), { from: after, to }];
}

/** "“Nobody,” she said, “ever came back.”": the quotation before a credit that goes on after it, where the tagger saw none. */
function quotedBefore(t: Tokens, { source, cue, content }: Credit, labels: Uint8Array): TokenRange | null {
  const begins = Math.min(cue[0]!.from, source[0]?.from ?? Infinity);
  const [first] = content;
  if (!first || first.from < begins || t.mark[first.from] !== MARK.open || t.mark[first.from - 1] !== MARK.comma)
    return null;
  if (t.mark[begins - 1] !== MARK.close) return null;
  const free = freeFor(t, cue[0]!, [], labels);
  let from = begins - 1;
  while (from > 0 && t.mark[from] !== MARK.open && free(from - 1)) from--;
  return t.mark[from] === MARK.open ? { from, to: begins } : null;
}

const isAccordingTo = (t: Tokens, { cue }: Credit): boolean => t.words[cue[0]!.from]!.normal === 'according';

/**
 * "X does A, according to Y, allowing B": where the tagger found nothing before the credit, what is said is the
 * sentence before it, and the participle after it.
 */
function saidAround(t: Tokens, { source, cue, content }: Credit, labels: Uint8Array): TokenRange[] {
  const { from: at } = cue[0]!;
  const sourceEnd = source[0]?.to ?? cue[0]!.to;
  if (at === 0 || t.mark[at - 1] !== MARK.comma) return content;
  const free = freeFor(t, cue[0]!, content, labels);
  let from = at - 1;
  while (from > 0 && free(from - 1)) from--;
  if (at - 1 - from < 3) return content;
  const said = [{ from, to: at - 1 }];
  if (t.mark[sourceEnd] === MARK.comma && t.words[sourceEnd + 1]?.normal.endsWith('ing') === true) {
    let to = sourceEnd + 1;
    while (to < t.length && free(to)) to++;
    while (to > sourceEnd + 1 && t.mark[to - 1] !== MARK.none) to--;
    if (to > sourceEnd + 1) said.push({ from: sourceEnd + 1, to });
  }
  return said;
}
