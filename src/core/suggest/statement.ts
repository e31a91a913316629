import type { Attribution } from '../attribution.ts';
import type { Word } from '../words.ts';
import type { Part } from './parts.ts';
import type { Draft } from './sentence.ts';

/** Kinds of documents that a text calls by one name and then by another. */
const DOCUMENTS: readonly ReadonlySet<string>[] = [
  'order directive decree memorandum memo proclamation instruction',
  'law act bill legislation statute measure',
  'report study paper survey analysis review findings',
  'letter note email message statement',
  'ruling decision verdict judgment opinion',
  'agreement deal treaty pact accord contract',
  'lawsuit suit complaint case filing',
].map((words) => new Set(words.split(' ')));
const POINTS = /^(?:that|this|the)$/;

/**
 * The wording a checker would look up: the words of the part, with what they lean on. A pronoun or "that directive" is
 * replaced where only one thing can be meant; where more can, the words are left as they are.
 */
export function statementOf(
  body: string,
  draft: Draft,
  part: Part,
  before: Draft | null,
  attribution: Attribution | null,
): string {
  const { words } = draft;
  const exact = body.slice(words[part.from]!.start, words[part.to - 1]!.end);
  const [from, to] = part.whole[0]!;
  const leans = part.whole.length > 1 || words.slice(from, part.from).some(says) || words.slice(part.to, to).some(says);
  const text = leans ? part.whole.map(([from, to]) => wording(body, words, from, to)).reduce(together) : exact;
  const first = words[part.whole[0]![0]]!;
  const opens = leans ? first : words[part.from]!;
  const resolved = resolve(body, text, opens, draft, before, attribution);
  return leans || resolved !== text ? asSentence(resolved) : exact;
}

/** Not a mark, the number of an item or a word that only joins. */
const says = ({ pos, normal }: Word): boolean =>
  pos !== 'PUNCT' && pos !== 'NUM' && pos !== 'SYM' && !/^(?:that|and|but|while|whereas)$/.test(normal);

/** A run of words as it stands, without commas and quotation marks at its ends. */
function wording(body: string, words: readonly Word[], from: number, to: number): string {
  const text = body.slice(words[from]!.start, words[to - 1]!.end);
  return text.replace(/^[\s,;:"“”—–-]+/, '').replace(/[\s,;:"“”—–-]+$/, '').replaceAll(/\s+/g, ' '); // prettier-ignore
}

/** "In exchange" and "companies receive …" want a comma between them; "The bridge" and "was never paid for" do not. */
function together(left: string, right: string): string {
  const apart =
    /^(?:in|on|at|by|for|after|before|since|during|under|with|as|to|from|if|when|while)\b/i.test(left) ||
    /^\w+ing\b/.test(right);
  return `${left}${apart ? ', ' : ' '}${right}`;
}

function resolve(
  body: string,
  text: string,
  opens: Word,
  draft: Draft,
  before: Draft | null,
  attribution: Attribution | null,
): string {
  const source = attribution?.source[0];
  const speaker = attribution?.speaker ?? '';
  if (source !== undefined && speaker !== '' && attribution?.kind !== 'author') {
    // "The official wouldn't say": the credit knows which official.
    const short = /^(?:he|she|they|it)$|^(?:the|that|this) /i.test(source.exact);
    if (short && source.start === opens.start && text.startsWith(source.exact)) {
      return source.exact.endsWith(speaker) ? text : `${capital(speaker)}${text.slice(source.exact.length)}`;
    }
  }
  if (before === null) return text;
  if (/^(?:he|she)$/.test(opens.normal)) {
    const name = onlyPerson(body, before);
    return name === null ? text : `${name}${text.slice(opens.text.length)}`;
  }
  return withDocument(body, text, draft, before);
}

/** The one person whom the sentence before begins with, if it names nobody else. */
function onlyPerson(body: string, { words }: Draft): string | null {
  const names: [number, number][] = [];
  for (let i = 0; i < words.length; i += 1) {
    let to = i;
    while (words[to]?.pos === 'PROPN' && /^\p{Lu}[\p{L}.'’-]+$/u.test(words[to]!.text)) to += 1;
    if (to - i >= 2) names.push([i, to]);
    if (to > i) i = to;
  }
  const [only] = names;
  if (names.length !== 1 || only === undefined || only[0] > 1) return null;
  return body.slice(words[only[0]]!.start, words[only[1] - 1]!.end);
}

/** "In that directive" after a sentence that names one order: "In the executive order on cybersecurity". */
function withDocument(body: string, text: string, draft: Draft, before: Draft): string {
  const at = draft.words.slice(0, 4).findIndex((word, i) => POINTS.test(word.normal) && i < 3);
  const noun = at === -1 ? undefined : draft.words[at + 1];
  if (noun === undefined || !text.startsWith(draft.words[0]!.text)) return text;
  const group = DOCUMENTS.find((words) => words.has(noun.normal));
  if (group === undefined) return text;
  const heads = before.words.flatMap((word, i) => (group.has(word.normal) && word.pos !== 'VERB' ? [i] : []));
  const [head] = heads;
  if (heads.length !== 1 || head === undefined) return text;
  let from = head;
  while (from > 0 && /^(?:ADJ|NOUN|PROPN|NUM)$/.test(before.words[from - 1]!.pos)) from -= 1;
  let to = head + 1;
  if (
    /^(?:on|of|by|about)$/.test(before.words[to]?.normal ?? '') &&
    /^(?:NOUN|PROPN)$/.test(before.words[to + 1]?.pos ?? '')
  ) {
    to += 2;
    while (/^(?:NOUN|PROPN)$/.test(before.words[to]?.pos ?? '')) to += 1;
  }
  if (from === head && to === head + 1) return text;
  const named = body.slice(before.words[from]!.start, before.words[to - 1]!.end);
  const pointer = body.slice(draft.words[at]!.start, noun.end);
  return text.replace(pointer, () => (at === 0 ? `The ${named}` : `the ${named}`));
}

function asSentence(text: string): string {
  return capital(/[.!?]["”’)]*$/.test(text) ? text : `${text}.`);
}

function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
