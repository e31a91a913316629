import { BLANK, type Citation } from './citations.ts';
import { UNGRADED, type Grade } from './reliability.ts';
import type { RelayKind } from './sourcing.ts';

/** A relay of a record that went into another: as it was, and whether it lives on there. */
export interface MovedRelay {
  sourceId: string;
  relayedId: string;
  kind: RelayKind;
  words: string;
  linkedBy: string;
  linkedAt: string;
  /** False where it would have been a source that passes on itself, or was there already. */
  moved: boolean;
}

type Record = Citation & Grade & { speakerId: string | null };
type Fillable = Exclude<keyof Record, 'kind' | 'title'>;

const BLANKS: Omit<Record, 'kind' | 'title'> = { ...BLANK, ...UNGRADED, speakerId: null };
/** A grade and its reason are one thing, and so are an archive's address and its day. */
const TOGETHER: readonly (readonly Fillable[])[] = [
  ['reliability', 'reliabilityReason'],
  ['archiveAddress', 'archivedOn'],
];
const FILLABLE: readonly (readonly Fillable[])[] = [
  ...TOGETHER,
  ...(Object.keys(BLANKS) as Fillable[]).filter((field) => !TOGETHER.flat().includes(field)).map((field) => [field]),
];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a record takes from another that is the same source: only where it says nothing itself. */
export function filledFrom<Kept extends Record>(kept: Kept, gone: Record): { kept: Kept; filled: string[] } {
  const filled = FILLABLE.filter(
    (fields) =>
      fields.every((field) => same(kept[field], BLANKS[field])) &&
      fields.some((field) => !same(gone[field], BLANKS[field])),
  ).flat();
  return { kept: { ...kept, ...Object.fromEntries(filled.map((field) => [field, gone[field]])) }, filled };
}

/** The record without what it took from another, as far as nobody has changed that since. */
export function emptiedOf<Kept extends Record>(kept: Kept, gone: Record, filled: readonly string[]): Kept {
  const untouched = FILLABLE.flat().filter((field) => filled.includes(field) && same(kept[field], gone[field]));
  return { ...kept, ...Object.fromEntries(untouched.map((field) => [field, BLANKS[field]])) };
}
