import { eq, sql } from 'drizzle-orm';
import { BLANK, keysOf, LIKENESSES, namesAsTyped, namesInWords, type Likeness } from '../core/citations.ts';
import { changesBetween, type SourceOnRecord } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { UNGRADED } from '../core/reliability.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Standing } from '../core/sourcing.ts';
import { brokenConstraint, newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { sources } from '../db/schema.ts';
import { changeOrigins, settleLevelsOver } from '../levels/actions.ts';
import { remember, rememberAll } from '../history/remember.ts';
import { getSource, listTwins, lockSource, type Source, type SourceFields } from './queries.ts';
import { twinInWords } from './wording.ts';

/** Records a source in a transaction that does more. Returns its id. */
export async function recordSourceIn(tx: Tx, person: Person, fields: SourceFields): Promise<string> {
  const id = newId();
  await recordSourcesIn(tx, person, [{ id, fields }]);
  return id;
}

/** Records sources under the ids given. */
export async function recordSourcesIn(
  tx: Tx,
  person: Person,
  fresh: readonly { id: string; fields: SourceFields }[],
): Promise<void> {
  demand(person, 'annotate');
  await inChunks(fresh, async (chunk) => {
    try {
      await tx.insert(sources).values(chunk.map(({ id, fields }) => ({ id, ...rowOf(fields), createdBy: person.id })));
    } catch (error) {
      throw withoutSpeaker(error);
    }
  });
  await rememberAll(
    tx,
    person,
    fresh.map(({ id, fields }) => ({
      about: { sourceId: id },
      event: { kind: 'source_recorded', ...onRecord(fields) },
    })),
  );
}

/**
 * Records a source. Refuses `conflict`, with the trouble at `anyway`, when it looks like one that the desk has, unless
 * the person says that it is another.
 */
export function recordSource(
  db: Db,
  person: Person,
  fields: SourceFields,
  { anyway = false }: { anyway?: boolean } = {},
): Promise<string> {
  return db.transaction(async (tx) => {
    if (!anyway) await refuseTwin(tx, person, fields);
    return recordSourceIn(tx, person, fields);
  });
}

/** Any number will do that nothing else in this database locks. */
const ENTRY_LOCK = 7_246_327;

/** Lets nobody else record sources until commit, so that two do not enter the same one at once. */
export async function holdEntry(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ENTRY_LOCK})`);
}

/** Refuses what the desk seems to have already, by any of these signs. */
export async function refuseTwin(
  tx: Tx,
  person: Person,
  fields: SourceFields,
  by: readonly Likeness[] = LIKENESSES,
): Promise<void> {
  await holdEntry(tx);
  const twin = (await listTwins(tx, person, keysOf(fields))).find(({ likeness }) => by.includes(likeness));
  if (!twin) return;
  throw new Refusal('conflict', `The desk has this source already: ${twinInWords(twin)}.`, {
    anyway: ['Use that one, or say that this is another.'],
  });
}

export async function amendSource(
  db: Db,
  person: Person,
  sourceId: string,
  seen: number,
  fields: SourceFields,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    await changeOrigins(tx);
    const before = await lockSource(tx, person, sourceId);
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed this source while you were reading it.');
    if (before.mergedInto !== null) throw mergedAlready(before);
    const { author: _inWords, ...now } = onRecord(fields);
    const changes = changesBetween({ ...onRecord(before) }, now);
    if (!changes) return;
    try {
      await tx
        .update(sources)
        .set({ ...rowOf(fields), version: sql`${sources.version} + 1` })
        .where(eq(sources.id, sourceId));
    } catch (error) {
      throw withoutSpeaker(error);
    }
    if (changes['address']) await settleLevelsOver(tx, sourceId);
    await remember(tx, person, { sourceId }, { kind: 'source_amended', changes });
  });
}

/** Says who speaks in an interview or a statement; null for nobody. */
export async function nameSpeaker(
  db: Db,
  person: Person,
  sourceId: string,
  seen: number,
  speakerId: string | null,
): Promise<void> {
  await amendSource(db, person, sourceId, seen, { ...fieldsOf(await getSource(db, person, sourceId)), speakerId });
}

/** Holds a source until commit for what is changed beside its record, and counts that as a version of it. */
export async function reviseSourceIn(tx: Tx, person: Person, sourceId: string, seen: number): Promise<Source> {
  demand(person, 'annotate');
  const source = await lockSource(tx, person, sourceId);
  if (source.version !== seen) throw new Refusal('stale', 'Someone changed this source while you were reading it.');
  if (source.mergedInto !== null) throw mergedAlready(source);
  await tx
    .update(sources)
    .set({ version: sql`${sources.version} + 1` })
    .where(eq(sources.id, sourceId));
  return source;
}

/** Says of a source that the caller holds whether it still stands, since the moment given or since now. */
export async function setStandingIn(
  tx: Tx,
  sourceId: string,
  { standing, reason, on }: { standing: Standing; reason: string; on: string | null },
  since: Date | null,
): Promise<void> {
  const stands = standing === 'standing';
  await tx
    .update(sources)
    .set({
      standing,
      standingReason: stands ? '' : reason,
      standingOn: stands ? null : on,
      // Not when the transaction began: a finding may have been given while it waited.
      standingSince: stands ? null : (since ?? sql`clock_timestamp()`),
      version: sql`${sources.version} + 1`,
    })
    .where(eq(sources.id, sourceId));
}

/** Sets the record of a source that the caller holds, and where it went; counts that as a version of it. */
export async function rewriteSourceIn(
  tx: Tx,
  sourceId: string,
  record: SourceFields & { mergedInto: string | null },
): Promise<void> {
  await tx
    .update(sources)
    .set({ ...rowOf(fieldsOf(record)), mergedInto: record.mergedInto, version: sql`${sources.version} + 1` })
    .where(eq(sources.id, sourceId));
}

/** A source's fields alone, of a record that says more. */
function fieldsOf({ kind, title, speakerId, ...rest }: SourceFields): SourceFields {
  const known = Object.keys({ ...BLANK, ...UNGRADED }) as (keyof typeof rest)[];
  return { kind, title, speakerId, ...Object.fromEntries(known.map((name) => [name, rest[name]])) } as SourceFields;
}

/** What the table holds of a source: its fields, and what they say in other words. */
function rowOf(fields: SourceFields) {
  const { addressKey, titleKey } = keysOf(fields);
  return { ...fields, author: namesInWords(fields.authors), addressKey, titleKey };
}

/** A source as history tells of it: every field in one line of text. */
function onRecord({ kind: sourceKind, authors, tags, ...rest }: SourceFields): SourceOnRecord {
  const told = { author: namesInWords(authors), authors: namesAsTyped(authors), tags: tags.join(', ') };
  return { sourceKind, ...rest, ...told };
}

/** Why nothing is done to a record that went into another. */
export function mergedAlready({ title }: Pick<Source, 'title'>): Refusal {
  return new Refusal('conflict', `“${title}” has been merged with another record of the same source.`);
}

function withoutSpeaker(error: unknown): unknown {
  if (brokenConstraint(error) !== 'sources_speaker') return error;
  return new Refusal('invalid', 'The source could not be kept.', { speakerId: ['There is no such speaker.'] });
}
