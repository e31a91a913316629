import { and, count, desc, eq, inArray, isNotNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { withinSight } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { LookOutcome, PageSeen } from '../core/snapshots.ts';
import type { Note } from '../core/text.ts';
import type { Db } from '../db/client.ts';
import type { Came } from './came.ts';
import { sourceInSight } from '../sources/queries.ts';
import { jobs, keptBytes, people, revisions, snapshots, sourceLooks, sources } from '../db/schema.ts';

export interface SnapshotRow {
  id: string;
  sourceId: string | null;
  revisionId: string | null;
  sha256: string;
  /** In bytes; null where the bytes are not on this desk. */
  length: number | null;
  mediaType: string;
  name: string;
  address: string;
  finalAddress: string;
  takenAt: Date;
  takenBy: string;
  /** Whether there is text to be read in it. */
  hasText: boolean;
  remark: string;
}

export interface Snapshot extends SnapshotRow {
  charset: string | null;
  redirects: string[];
  status: number | null;
  headers: Record<string, string>;
  text: string | null;
  notes: Note[];
}

const ROW = {
  id: snapshots.id,
  sourceId: snapshots.sourceId,
  revisionId: snapshots.revisionId,
  sha256: snapshots.sha256,
  length: keptBytes.length,
  mediaType: snapshots.mediaType,
  name: snapshots.name,
  address: snapshots.address,
  finalAddress: snapshots.finalAddress,
  takenAt: snapshots.takenAt,
  takenBy: people.name,
  hasText: sql<boolean>`${snapshots.text} is not null`,
  remark: snapshots.remark,
};

/** What it is of must be in sight; what a job brought in and nobody has used yet is its person's. */
function inSight(person: Person): SQL {
  return or(
    sql`${snapshots.sourceId} in (select ${sources.id} from ${sources} where ${sourceInSight(person)})`,
    sql`${snapshots.revisionId} in (
      select ${revisions.id} from ${revisions} where ${withinSight(person, revisions.articleId)})`,
    sql`${snapshots.jobId} in (select ${jobs.id} from ${jobs} where ${jobs.personId} = ${person.id})`,
  )!;
}

export async function getSnapshot(db: Db, person: Person, snapshotId: string): Promise<Snapshot> {
  const [snapshot] = await db
    .select({
      ...ROW,
      charset: snapshots.charset,
      redirects: snapshots.redirects,
      status: snapshots.status,
      headers: snapshots.headers,
      text: snapshots.text,
      notes: snapshots.notes,
    })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .innerJoin(people, eq(people.id, snapshots.takenBy))
    .where(and(eq(snapshots.id, snapshotId), inSight(person)));
  if (!snapshot) throw new Refusal('not_found', 'There is no such snapshot.');
  return snapshot;
}

/** The bytes as they came. */
export async function getBytes(db: Db, person: Person, snapshotId: string): Promise<Buffer> {
  const [kept] = await db
    .select({ bytes: keptBytes.bytes })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(and(eq(snapshots.id, snapshotId), inSight(person)));
  if (!kept) throw new Refusal('not_found', 'There is no such snapshot.');
  return demandHere(kept.bytes);
}

/** A record that was taken over names snapshots by their hash, and may have come without them. */
function demandHere(bytes: Buffer | null): Buffer {
  if (bytes) return bytes;
  throw new Refusal('not_found', 'The file itself did not come along with the record of its article. Its hash did.');
}

const CAME = {
  name: snapshots.name,
  mediaType: snapshots.mediaType,
  charset: snapshots.charset,
  at: snapshots.takenAt,
  bytes: keptBytes.bytes,
};

/** A file as it came. */
export async function getCame(db: Db, person: Person, snapshotId: string): Promise<Came> {
  return cameWhere(db, and(eq(snapshots.id, snapshotId), inSight(person)));
}

/** The file that a job was handed. */
export async function getCameWithJob(db: Db, person: Person, jobId: string): Promise<Came> {
  return cameWhere(db, and(eq(snapshots.jobId, jobId), inSight(person)));
}

async function cameWhere(db: Db, wanted: SQL | undefined): Promise<Came> {
  const [row] = await db
    .select(CAME)
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(wanted);
  if (!row) throw new Refusal('not_found', 'The file is no longer there. Bring it in once more.');
  return { ...row, bytes: demandHere(row.bytes), page: null };
}

/** What a source's address said when it was last kept; null where it never was. */
export async function findPageSeen(db: Db, person: Person, sourceId: string): Promise<PageSeen | null> {
  const [newest] = await db
    .select({ sha256: snapshots.sha256, text: snapshots.text })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(and(eq(snapshots.sourceId, sourceId), ne(snapshots.address, ''), inSight(person)))
    .orderBy(desc(snapshots.takenAt), desc(snapshots.id))
    .limit(1);
  return newest ?? null;
}

/** The snapshot with text of the same page or file that came before another. */
export async function findEarlierText(db: Db, person: Person, snapshot: Snapshot): Promise<Snapshot | null> {
  if (snapshot.sourceId === null) return null;
  const [row] = await db
    .select({ id: snapshots.id })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(
      and(
        eq(snapshots.sourceId, snapshot.sourceId),
        lt(snapshots.takenAt, snapshot.takenAt),
        isNotNull(snapshots.text),
        eq(snapshots.name, snapshot.name),
        eq(snapshots.address, snapshot.address),
        inSight(person),
      ),
    )
    .orderBy(desc(snapshots.takenAt), desc(snapshots.id))
    .limit(1);
  return row ? getSnapshot(db, person, row.id) : null;
}

export interface LookRow {
  outcome: LookOutcome;
  note: string;
  lookedAt: Date;
  lookedBy: string;
}

/** The newest looks at a source's address, at most twenty. */
export function listLooks(db: Db, person: Person, sourceId: string): Promise<LookRow[]> {
  return db
    .select({
      outcome: sourceLooks.outcome,
      note: sourceLooks.note,
      lookedAt: sourceLooks.lookedAt,
      lookedBy: people.name,
    })
    .from(sourceLooks)
    .innerJoin(people, eq(people.id, sourceLooks.lookedBy))
    .innerJoin(sources, eq(sources.id, sourceLooks.sourceId))
    .where(and(eq(sourceLooks.sourceId, sourceId), sourceInSight(person)))
    .orderBy(desc(sourceLooks.lookedAt), desc(sourceLooks.id))
    .limit(20);
}

const PAGE = 50;

/** The snapshots of a source, newest first, at most fifty before the moment given. */
export async function listSnapshots(
  db: Db,
  person: Person,
  sourceId: string,
  before: Date | null = null,
): Promise<{ rows: SnapshotRow[]; next: Date | null }> {
  const rows = await db
    .select(ROW)
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .innerJoin(people, eq(people.id, snapshots.takenBy))
    .where(
      and(
        eq(snapshots.sourceId, sourceId),
        inSight(person),
        before === null ? undefined : lt(snapshots.takenAt, before),
      ),
    )
    .orderBy(desc(snapshots.takenAt), desc(snapshots.id))
    .limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.takenAt ?? null) : null };
}

export async function countSnapshots(db: Db, person: Person, sourceId: string): Promise<number> {
  const [counted] = await db
    .select({ many: count() })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(and(eq(snapshots.sourceId, sourceId), inSight(person)));
  return counted?.many ?? 0;
}

/** The text of a source as the desk last saw it. */
export interface SnapshotText {
  snapshotId: string;
  takenAt: Date;
  text: string;
  /** Where its pages and paragraphs begin and end, for locators; offsets into `text`. */
  notes: Note[];
}

/** The newest snapshot of a source that has text; null where there is none. */
export async function latestSnapshotText(db: Db, person: Person, sourceId: string): Promise<SnapshotText | null> {
  const [newest] = await db
    .select({ snapshotId: snapshots.id, takenAt: snapshots.takenAt, text: snapshots.text, notes: snapshots.notes })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(and(eq(snapshots.sourceId, sourceId), isNotNull(snapshots.text), inSight(person)))
    .orderBy(desc(snapshots.takenAt), desc(snapshots.id))
    .limit(1);
  return newest && newest.text !== null ? { ...newest, text: newest.text } : null;
}

/** A snapshot of one of an article's sources or revisions, and where its bytes are known from. */
export type SnapshotOfArticle = Pick<
  SnapshotRow,
  'id' | 'length' | 'sourceId' | 'sha256' | 'mediaType' | 'name' | 'address' | 'finalAddress' | 'takenAt'
>;

/**
 * The snapshots of the sources that an article's claims rest on and of what its texts came as, oldest first; but for those
 * of sources who are not named.
 */
export function listSnapshotsOfArticle(db: Db, person: Person, articleId: string): Promise<SnapshotOfArticle[]> {
  const { id, sourceId, sha256, length, mediaType, name, address, finalAddress, takenAt } = ROW;
  return db
    .select({ id, sourceId, sha256, length, mediaType, name, address, finalAddress, takenAt })
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .where(
      and(
        inSight(person),
        or(
          sql`${snapshots.sourceId} in (
            select evidence.source_id from evidence join claims on claims.id = evidence.claim_id
            where claims.article_id = ${articleId} and claims.stage <> 'withdrawn')`,
          sql`${snapshots.revisionId} in (select revisions.id from revisions where revisions.article_id = ${articleId})`,
        ),
        toldInPublic,
      ),
    )
    .orderBy(snapshots.takenAt, snapshots.id);
}

/** Not of a source who is not named: a recording tells who spoke, and its hash whether a recording is this one. */
const toldInPublic = sql`not exists (
  select from sources join speakers on speakers.id = sources.speaker_id
  where sources.id = ${snapshots.sourceId} and speakers.kind = 'unnamed')`;

/** The newest snapshot of each of these sources, by source; but for those of sources who are not named. */
export async function listNewestSnapshots(
  db: Db,
  person: Person,
  sourceIds: readonly string[],
): Promise<Map<string, Pick<SnapshotRow, 'sha256' | 'takenAt'>>> {
  if (sourceIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([snapshots.sourceId], {
      sourceId: snapshots.sourceId,
      sha256: snapshots.sha256,
      takenAt: snapshots.takenAt,
    })
    .from(snapshots)
    .where(and(inArray(snapshots.sourceId, [...sourceIds]), inSight(person), toldInPublic))
    .orderBy(snapshots.sourceId, desc(snapshots.takenAt), desc(snapshots.id));
  return new Map(rows.map(({ sourceId, ...kept }) => [sourceId!, kept]));
}

/** What a revision's text came as; null where it was pasted. */
export async function findSnapshotOfRevision(db: Db, person: Person, revisionId: string): Promise<SnapshotRow | null> {
  const [row] = await db
    .select(ROW)
    .from(snapshots)
    .innerJoin(keptBytes, eq(keptBytes.sha256, snapshots.sha256))
    .innerJoin(people, eq(people.id, snapshots.takenBy))
    .where(and(eq(snapshots.revisionId, revisionId), inSight(person)));
  return row ?? null;
}
