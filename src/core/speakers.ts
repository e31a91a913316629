import type { AttributionKind } from './attribution.ts';
import { Refusal } from './refusal.ts';
import type { GroundRules } from './sourcing.ts';

/** On what terms somebody spoke, and how they appear in public. */
export interface Terms {
  groundRules: GroundRules;
  /** The words that were agreed. */
  terms: string;
  /** Why they are not named. */
  whyUnnamed: string;
  /** How many people stand behind one description: "four people familiar with the process"; null where nobody said. */
  people: number | null;
}

export const NO_TERMS: Terms = { groundRules: 'unknown', terms: '', whyUnnamed: '', people: null };

/** Background means what was agreed that it means; without those words nobody can keep to it. */
const WRITTEN_OUT: ReadonlySet<GroundRules> = new Set(['on_background', 'deep_background']);

/** Refuses terms that say too little, or that only somebody unnamed has. */
export function demandTerms(kind: AttributionKind, { groundRules, terms, whyUnnamed, people }: Terms): void {
  const fields: Record<string, string[]> = {};
  if (WRITTEN_OUT.has(groundRules) && terms === '') fields['terms'] = ['Write out the words that were agreed.'];
  if (kind !== 'unnamed') {
    if (whyUnnamed !== '') fields['whyUnnamed'] = ['This speaker is named: say why not, or leave it empty.'];
    if (people !== null) fields['people'] = ['Only an unnamed speaker stands for several people.'];
  }
  if (people !== null && people < 1) fields['people'] = ['There is at least one.'];
  if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'These terms will not do.', fields);
}

/** What stands against approving that somebody goes unnamed. */
export function againstApproval(kind: AttributionKind, { groundRules, whyUnnamed }: Terms): string[] {
  if (kind !== 'unnamed') return ['Only for somebody unnamed is there anything to approve.'];
  return [
    ...(groundRules === 'unknown' ? ['Say first on what ground rules they spoke.'] : []),
    ...(whyUnnamed === '' ? ['Say first why they are not named.'] : []),
  ];
}

/** What two records of speakers have in common: the same name, or one name that is a part of the other. */
export const NAME_LIKENESSES = ['same_name', 'part_of_name'] as const;
export type NameLikeness = (typeof NAME_LIKENESSES)[number];

interface Named {
  kind: AttributionKind;
  name: string;
}

/**
 * Whether two records may be of one speaker, by their names alone: "Snowden" and "Edward Snowden", "Bloomberg" and
 * "Bloomberg News". Two descriptions of somebody unnamed never say that it is one person.
 */
export function nameLikeness(a: Named, b: Named): NameLikeness | null {
  if (a.kind !== b.kind || a.kind === 'unnamed' || a.kind === 'author') return null;
  const [one, other] = [wordsOf(a.name), wordsOf(b.name)];
  if (one.length === 0 || other.length === 0) return null;
  if (one.join(' ') === other.join(' ')) return 'same_name';
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const ends =
    a.kind === 'person' ? [long.slice(-short.length)] : [long.slice(0, short.length), long.slice(-short.length)];
  return ends.some((end) => end.join(' ') === short.join(' ')) ? 'part_of_name' : null;
}

/** A name as it is compared: its words in lower case, without a possessive, an article or a full stop. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’']s\b/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 'the');
}

/** What parts of its own name a speaker may be called by elsewhere, itself among them, written as they are compared. */
export function shortNames({ kind, name }: Named): string[] {
  const words = wordsOf(name);
  const found = words.flatMap((_, at) => [
    words.slice(at).join(' '),
    ...(kind === 'person' ? [] : [words.slice(0, at + 1).join(' ')]),
  ]);
  return [...new Set(found)];
}
