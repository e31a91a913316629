/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/**
 * An entry of history with its place in a chain. A chain is an article's, named by its id, or the desk's own, for what
 * belongs to no article.
 */
export interface SealedEntry {
  chain: string;
  /** From 1, without gaps. */
  place: number;
  entry: number;
  /** The number under which it was sealed, where it was taken over from another desk. */
  number?: number;
  /** SHA-256 of what the entry says. */
  digest: string;
  /** SHA-256 of digest, place and moment together with the hash of the entry before. */
  hash: string;
  /** What stands in history under this number now; null where nothing does. */
  told: Told | null;
  /** Its article was erased, which the chain of the desk tells: its words are gone, its digest still holds its place. */
  erased?: boolean;
}

export interface Told {
  /** ISO 8601, to the millisecond. */
  at: string;
  /** Whom and what the entry is about, by id, and the event; what is not set is left out. */
  says: { readonly [name: string]: Json };
}

/** The end of a chain that has been walked so far. */
export interface ChainEnd {
  place: number;
  hash: string;
}

export const DESK_CHAIN = '00000000-0000-0000-0000-000000000000';
export const CHAIN_START: ChainEnd = { place: 0, hash: '0'.repeat(64) };

/** Where a chain stops holding, and in what way. */
export interface Break {
  chain: string;
  /** Null where the end is cut off and no entry is left to name. */
  entry: number | null;
  how: 'changed' | 'removed' | 'put_in' | 'moved' | 'cut_off';
}

/** Takes one more entry onto a chain that holds so far; answers with its new end, or with what is wrong. */
export function follow(end: ChainEnd, sealed: SealedEntry, sha256: Sha256): ChainEnd | Break {
  const { chain, place, entry, number = entry, digest, hash, told, erased = false } = sealed;
  const broken = (how: Break['how']): Break => ({ chain, entry, how });
  if (place !== end.place + 1) return broken('moved');
  if (told === null) return broken('removed');
  if (!erased && digestOf(told, sha256) !== digest) return broken('changed');
  const { at } = told;
  const link = canonical({ at, chain, digest, entry: number, place, previous: end.hash });
  return sha256(link) === hash ? { place, hash } : broken('moved');
}

/** An entry as the record of an article carries it: what it says, and its seal. */
export interface RecordedEntry extends Omit<SealedEntry, 'number' | 'told' | 'erased'> {
  articleId: string | null;
  claimId: string | null;
  sourceId: string | null;
  speakerId: string | null;
  personId: string;
  event: unknown;
  /** ISO 8601, to the millisecond. */
  at: string;
}

/**
 * Walks the chain of an article in its record to its end, or to the first entry that does not hold. Of the desk's own
 * chain only the entries on the article's sources and speakers are there: each is held against its digest alone.
 */
export function walkRecord(
  articleId: string,
  entries: Iterable<RecordedEntry>,
  sha256: Sha256,
): ChainEnd | (Break & { entry: number }) {
  let end: ChainEnd = CHAIN_START;
  for (const recorded of entries) {
    const { chain, entry, digest } = recorded;
    const told = toldIn(recorded);
    if (chain === articleId) {
      const next = follow(end, { ...recorded, told }, sha256);
      if ('how' in next) return { ...next, entry };
      end = next;
    } else if (digestOf(told, sha256) !== digest) return { chain, entry, how: 'changed' };
  }
  return end;
}

function toldIn({ articleId, claimId, sourceId, speakerId, personId, event, at }: RecordedEntry): Told {
  const about = {
    article_id: articleId,
    claim_id: claimId,
    source_id: sourceId,
    speaker_id: speakerId,
    person_id: personId,
  };
  const set = Object.entries(about).filter(([, id]) => id !== null);
  return { at, says: { ...Object.fromEntries(set), event: event as Json } };
}

/** SHA-256 of what an entry says. Names of people are not in it, only their ids: a name can go and the chain holds. */
export function digestOf(told: Told, sha256: Sha256): string {
  return sha256(canonical(told.says));
}

export function breakInWords({ entry, how }: Break): string {
  switch (how) {
    case 'changed':
      return `Entry ${entry} was changed after it was written.`;
    case 'removed':
      return `Entry ${entry} was removed.`;
    case 'put_in':
      return `Entry ${entry} was put in beside the chain.`;
    case 'moved':
      return `Entry ${entry} does not follow from the one before it.`;
    case 'cut_off':
      return 'The newest entries are cut off.';
  }
}

/**
 * JSON in the one form that is hashed: RFC 8785 (members in the order of their names, no spaces), except that numbers
 * have no exponent, as in the database, which writes the same form when it seals an entry.
 */
export function canonical(value: Json): string {
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

function plainNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number that JSON has.`);
  const [digits = '', exponent] = JSON.stringify(value).split('e');
  if (exponent === undefined) return digits;
  const [sign, whole = '', rest = ''] = /^(-?)(\d)\.?(\d*)$/.exec(digits)!.slice(1);
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${rest}`;
  return `${sign}${whole}${rest.padEnd(shift, '0')}`;
}
