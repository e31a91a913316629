import type { Attribution } from '../attribution.ts';
import type { Span } from '../text.ts';
import { wordIndexAt, type Word } from '../words.ts';
import type { Draft } from './sentence.ts';

/** An attribution that touches a sentence, with its place in the reading. */
export interface Credit {
  attribution: Attribution;
  index: number;
}

/** A run of a sentence's words that states something by itself. */
export interface Part {
  /** Indices into the sentence's words, half-open. */
  from: number;
  to: number;
  attribution: number | null;
  /** The words that state it in full, where the run leans on words before it: a list of runs, in order. */
  whole: readonly (readonly [from: number, to: number])[];
}

/** A sentence of more words or credits than this is no prose, and is not cut: what it costs to cut grows with its square. */
const LONGEST = 300;
const MOST_CREDITS = 12;

/** What a sentence states, part by part, in order and apart. The words of a credit belong to none. */
export function partsOf(draft: Draft, credits: readonly Credit[]): Part[] {
  if (draft.words.length > LONGEST || credits.length > MOST_CREDITS) {
    return trimmed(draft.words, part(0, draft.words.length, credits[0]?.index ?? null));
  }
  const told = credits.length === 0 ? [] : credited(draft, credits);
  const parts = told.length > 0 ? told : [part(0, draft.words.length, credits[0]?.index ?? null)];
  return parts.flatMap((each) => clausesIn(draft, each)).flatMap((each) => trimmed(draft.words, each));
}

function part(from: number, to: number, attribution: number | null): Part {
  return { from, to, attribution, whole: [[from, to]] };
}

/** The runs of words that credits cover, and the asides beside them that state something themselves. */
function credited({ words }: Draft, credits: readonly Credit[]): Part[] {
  const silent = credits.find(({ attribution }) => withholds(attribution));
  if (silent !== undefined) return [part(0, words.length, silent.index)];

  const CREDIT = -2;
  const owner: (number | null)[] = words.map(() => null);
  for (const { attribution, index } of credits) give(owner, words, attribution.content, index);
  for (const { attribution } of credits) {
    give(owner, words, attribution.source, CREDIT);
    give(owner, words, attribution.cue, CREDIT);
  }
  const runs: Part[] = [];
  for (let from = 0, to = 1; to <= words.length; to += 1) {
    if (to < words.length && owner[to] === owner[from]) continue;
    const who = owner[from]!;
    if (who !== CREDIT) runs.push(part(from, to, who));
    from = to;
  }
  const parts = runs.filter(({ from, to, attribution }) => {
    const own = words.slice(from, to);
    if (attribution === null) return statesAside(own) && !tellsWhen(words, from, to);
    const isAll = runs.filter((run) => run.attribution === attribution).length === 1;
    return states(own, true) || (isAll && isShortest(own));
  });
  // "… before it issues a patch, according to Bloomberg News, allowing Washington to …": the credit holds for both.
  parts.forEach((each, i) => {
    const before = parts[i - 1];
    const opener = words.slice(each.from, each.to).find(({ pos }) => pos !== 'PUNCT');
    if (each.attribution === null && before !== undefined && before.attribution !== null && isResult(opener)) {
      each.attribution = before.attribution;
    }
  });
  for (const each of parts) {
    if (each.attribution !== null) each.whole = inFull(words, each, runs, parts);
    // "a person briefed on the talks, who was not allowed to speak": the clause needs whom it is about.
    else if (leansBack(words, each)) each.whole = [[0, each.to]];
  }
  return parts;
}

/** The runs that a credited part needs to be understood: fragments of the same content, or who was told to do it. */
function inFull(words: readonly Word[], told: Part, runs: readonly Part[], parts: readonly Part[]): Part['whole'] {
  const own = words.slice(told.from, told.to);
  const verb = own.findIndex(isVerb);
  const asked = /^(?:whether|if|why|how|what|who|when|where)$/.test(own[0]!.normal);
  // "instructed the agency to cover all sectors", "accused Hale of lying": without who did so, nothing is stated.
  if (asked || verb === -1 || /^(?:to|of|for|as|and|or)$/.test(own[verb - 1]?.normal ?? '')) return [[0, words.length]];
  const same = runs.filter(({ attribution }) => attribution === told.attribution);
  const leans = isResult(own.find(({ pos }) => pos !== 'PUNCT'));
  const needed = same.filter((run) => run === told || !parts.includes(run) || (leans && run.to <= told.from));
  return needed.map(({ from, to }) => [from, to] as const);
}

/** Makes somebody the owner of the words that lie in the spans, whoever had them before. */
function give(owner: (number | null)[], words: readonly Word[], spans: readonly Span[], who: number): void {
  for (const { start, end } of spans)
    for (let i = wordIndexAt(words, start); i < words.length && words[i]!.end <= end; i += 1) owner[i] = who;
}

/** "wouldn't say", "declined to comment": that nothing was said is itself the statement. */
function withholds({ cue, kind }: Attribution): boolean {
  return kind !== 'author' && cue.some(({ exact }) => /n['’]t\b|\b(?:not|never|declin\w+|refus\w+)\b/i.test(exact));
}

const RELATIVE = /^(?:who|whom|whose|which|where|when)$/;

/** Whether the words have their subject before them. */
function leansBack(words: readonly Word[], { from, to }: Part): boolean {
  const first = words.slice(from, to).find(({ pos }) => pos !== 'PUNCT');
  return from > 0 && first !== undefined && (first.pos === 'AUX' || RELATIVE.test(first.normal));
}

/** What stands beside a credit states something with a clause, not with "in a letter seen by us" or "signed on Friday". */
function statesAside(words: readonly Word[]): boolean {
  const spoken = words.filter(({ pos }) => pos !== 'PUNCT');
  const first = spoken[0];
  if (first === undefined || !states(words, false)) return false;
  const leans = first.pos === 'ADP' || first.pos === 'SCONJ' || (first.pos === 'VERB' && !isResult(first));
  return !leans || spoken.some(({ pos }) => pos === 'AUX');
}

/** Words that state something by themselves: with a verb; what is credited is believed to have one if it is long enough. */
function states(words: readonly Word[], isCredited: boolean): boolean {
  const spoken = words.filter(({ pos }) => pos !== 'PUNCT');
  return (spoken.length >= 3 && spoken.some(isVerb)) || (isCredited && spoken.length >= 5);
}

/** "They knew." */
function isShortest(words: readonly Word[]): boolean {
  const [subject, verb, ...more] = words.filter(({ pos }) => pos !== 'PUNCT');
  return subject?.pos === 'PRON' && isVerb(verb) && more.length === 0;
}

/** "Even before the files came out, …": a clause that opens a sentence and leans on what is credited after it. */
function tellsWhen(words: readonly Word[], from: number, to: number): boolean {
  if (from !== 0 || to === words.length) return false;
  const opening = words.filter(({ pos }) => pos !== 'PUNCT').slice(0, 2).map(({ normal }) => normal).join(' '); // prettier-ignore
  if (
    !/^(?:(?:even|just|only|long|shortly|soon|right) )?(?:before|after|when|while|once|until|since|as)\b/.test(opening)
  )
    return false;
  // A main clause after the comma states something of its own.
  const comma = words.findIndex(({ normal }, i) => normal === ',' && i < to);
  return comma === -1 || !isFinite(words, comma + 1, to);
}

/** Participles that go on with the sentence without stating anything new. */
const NO_RESULT =
  /^(?:including|according|following|regarding|concerning|citing|saying|adding|noting|referring|speaking|depending|being|having|using|during|considering|starting|beginning|ranging|meaning|telling|calling|asking|arguing|claiming|writing|quoting|warning|stressing|insisting|suggesting|explaining)$/;

function isResult(word: Word | undefined): boolean {
  return (
    word !== undefined && word.pos === 'VERB' && /^[a-z]{2,}ing$/.test(word.normal) && !NO_RESULT.test(word.normal)
  );
}

/** Cuts a part where a further clause states something of its own. */
function clausesIn({ words, quoted }: Draft, whole: Part): Part[] {
  const cuts: { at: number; leans: boolean }[] = [];
  let last = whole.from;
  let verb = firstFinite(words, last, whole.to);
  for (let i = whole.from + 3; i < whole.to - 2; i += 1) {
    if (quoted[i] || quoted[i - 1] || verb >= i) continue;
    const leans = leansOn(words, i, whole.to);
    if (!leans && !goesOn(words, i, whole.to)) continue;
    cuts.push({ at: i, leans });
    last = i;
    verb = firstFinite(words, last, whole.to);
  }
  if (cuts.length === 0) return [whole];
  return [{ at: whole.from, leans: false }, ...cuts].map(({ at, leans }, i, all) => {
    const to = all[i + 1]?.at ?? whole.to;
    const alone = i === 0 && whole.whole.length > 1 ? whole.whole : ([[at, to]] as const);
    return { from: at, to, attribution: whole.attribution, whole: leans ? [[whole.from, to] as const] : alone };
  });
}

function isVerb(word: Word | undefined): boolean {
  return word?.pos === 'VERB' || word?.pos === 'AUX';
}

/** ", forcing 3,000 people to …" and ", who was never told." at a comma. */
function leansOn(words: readonly Word[], at: number, to: number): boolean {
  if (words[at]!.normal !== ',') return false;
  const next = words[at + 1]!;
  if (isResult(next) && to - at > 4) return true;
  return /^(?:which|who)$/.test(next.normal) && isVerb(words[at + 2]) && closes(words.slice(at + 1, to));
}

/** "; the ferry was sold" and "and the ferry was sold" at the mark or the joining word. */
function goesOn(words: readonly Word[], at: number, to: number): boolean {
  const { normal } = words[at]!;
  if (normal === ';') return isFinite(words, at + 1, Math.min(to, at + 16));
  return JOINING.has(normal) && opensClause(words, at + 1, to);
}

const JOINING = new Set(['and', 'but', 'while', 'whereas']);

function isFinite(words: readonly Word[], from: number, to: number): boolean {
  return firstFinite(words, from, to) < to;
}

/** Where the first verb stands that could be the main one: not an infinitive, not a bare participle; `to` for none. */
function firstFinite(words: readonly Word[], from: number, to: number): number {
  for (let i = from; i < to; i += 1) {
    const { pos, normal } = words[i]!;
    if (pos !== 'AUX' && (pos !== 'VERB' || normal.endsWith('ing'))) continue;
    if (i === from || words[i - 1]!.normal !== 'to') return i;
  }
  return to;
}

/** A relative clause that runs to the end, so that no main verb is still to come. */
function closes(rest: readonly Word[]): boolean {
  return rest.length >= 5 && !rest.slice(1).some(({ normal }) => normal === ',' || normal === '—');
}

/** Before the joining word stands a clause that is over: its verb and two words more, of which no "that" opens another. */
function isComplete(words: readonly Word[], join: number): boolean {
  let at = join - 1;
  while (at >= 0 && !isVerb(words[at]) && !/^(?:that|whether|if)$/.test(words[at]!.normal)) at -= 1;
  return at >= 0 && isVerb(words[at]) && words[at - 1]?.normal !== 'to' && join - at > 2;
}

/** A subject and its verb: "and the ferry was sold", not "and the ferry, which …" or "and ferries". */
function opensClause(words: readonly Word[], from: number, to: number): boolean {
  const first = words[from]!;
  const plain =
    first.pos === 'DET' ||
    first.pos === 'PROPN' ||
    /^(?:i|he|she|it|they|we|this|that|there|these|those)$/.test(first.normal);
  // "Ridership is 5,000 a day and revenue is $7 million", but not "taxes and revenue are falling".
  if (!plain && !(/^(?:NOUN|NUM|ADJ)$/.test(first.pos) && isComplete(words, from - 1))) return false;
  for (let i = from; i < Math.min(to - 1, from + 8); i += 1) {
    const { pos, normal } = words[i]!;
    if (i > from && (pos === 'AUX' || (pos === 'VERB' && !normal.endsWith('ing')))) return to - i >= 2;
    if (!/^(?:DET|ADJ|NOUN|PROPN|NUM|PRON|ADV)$/.test(pos) && normal !== "'s") return false;
    if (/^(?:who|which|whom|whose)$/.test(normal)) return false;
  }
  return false;
}

/** How many words the mark before an item takes: "1.", "-", ">". */
function listMark(words: readonly Word[]): number {
  const [first, second] = words;
  if (first === undefined || second === undefined) return 0;
  if (/^(?:[>•*–-])$/.test(first.text) && first.end < second.start) return 1;
  const numbered = /^\d{1,2}$/.test(first.text) && /^[.)]$/.test(second.text) && first.end === second.start;
  return numbered && words[2] !== undefined && second.end < words[2].start ? 2 : 0;
}

const MARKS = /^(?:[,;:—–"'-]|--)$/;
const MARKS_AND_JOINS = /^(?:[,;:—–"'-]|--|and|but|while|whereas)$/;

/** Without commas and joining words at either end, and without quotation marks that stand only at the ends. */
function trimmed(words: readonly Word[], given: Part): Part[] {
  let { from, to } = given;
  // The number or mark before an item of a list, or a line that is quoted, is no part of what it says.
  if (from === 0) from = listMark(words);
  const opens = from;
  while (from < to && isDropped(words[from]!, given, from === opens && given.from === 0)) from += 1;
  while (to > from && MARKS_AND_JOINS.test(words[to - 1]!.normal)) to -= 1;
  if (from > 0 && to === words.length && words[to - 1]!.text === '.') to -= 1;
  // "that" can be the subject: "that was never paid".
  if (from > given.from && words[from - 1]?.normal === 'that' && isVerb(words[from])) from -= 1;
  if (words.slice(from, to).filter(({ text }) => text === '“' || text === '”' || text === '"').length % 2 === 1) {
    if (/["”]/.test(words[to]?.text ?? '')) to += 1;
    else if (/["“]/.test(words[from - 1]?.text ?? '')) from -= 1;
  }
  return to > from ? [{ ...given, from, to }] : [];
}

/** What opens the sentence stays, for it is as the writer wrote it; "that" is the credit's when there is one. */
function isDropped({ normal }: Word, { attribution }: Part, opens: boolean): boolean {
  return (opens ? MARKS : MARKS_AND_JOINS).test(normal) || (attribution !== null && normal === 'that');
}
