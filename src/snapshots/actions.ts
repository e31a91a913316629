import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { CameFrom } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { LookOutcome } from '../core/snapshots.ts';
import type { Note } from '../core/text.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { jobs, keptBytes, people, snapshots, sourceLooks, sources } from '../db/schema.ts';
import type { AllowedHost } from '../fetching/addresses.ts';
import { checkAddress } from '../fetching/fetch-page.ts';
import { remember } from '../history/remember.ts';
import { requestJob } from '../jobs/actions.ts';
import { getSource, lockSource } from '../sources/queries.ts';
import { sha256Of, type Came } from './came.ts';

/** What could be read in it. */
export interface ReadIn {
  /** Null where there is no text to be read, with the reason as `remark`. */
  text: string | null;
  notes: Note[];
  remark: string;
}

/** For bytes whose text is kept elsewhere, or is yet to be read. */
export const NOT_READ: ReadIn = { text: null, notes: [], remark: '' };

/** The job that looks at a source's address. */
export const LOOK = 'source_look';
/** The job that reads a file that was handed in. */
export const FILE_TEXT = 'snapshot_text';

/** What a look at a source's address found. */
export interface Look {
  outcome: LookOutcome;
  /** What the server answered where the page is gone. */
  note: string;
  /** What was new there. */
  kept: { came: Came; read: ReadIn } | null;
}

type Of = { sourceId: string } | { revisionId: string } | { jobId: string };

/** Keeps what came, its bytes once however often they come. Returns the snapshot's id. */
export async function keepSnapshot(tx: Tx, person: Person, of: Of, came: Came, read: ReadIn): Promise<string> {
  const snapshotId = newId();
  const { page } = came;
  await tx.insert(snapshots).values({
    id: snapshotId,
    ...of,
    sha256: await keepBytes(tx, came.bytes),
    mediaType: came.mediaType,
    charset: came.charset,
    name: came.name,
    ...(page && {
      address: page.requested,
      finalAddress: page.finalAddress,
      redirects: page.redirects,
      status: page.status,
      headers: page.headers,
    }),
    ...read,
    takenAt: came.at,
    takenBy: person.id,
  });
  return snapshotId;
}

/** Asks for a look at a source's address, which keeps what is new there. Returns the job's id. */
export async function requestLook(
  db: Db,
  person: Person,
  sourceId: string,
  allowHosts: readonly AllowedHost[],
): Promise<string> {
  demand(person, 'annotate');
  const { title, address } = await getSource(db, person, sourceId);
  if (address === '') throw new Refusal('invalid', 'The source has no address to look at. Hand in a file instead.');
  checkAddress(address, allowHosts);
  const job = { kind: LOOK, title: `Look at “${title}”`, asked: { sourceId }, sourceId };
  return db.transaction((tx) => requestJob(tx, person, job));
}

/** Writes down what a look at a source's address found, and keeps what was new there. Returns the snapshot, if one. */
export async function recordLook(tx: Tx, person: Person, sourceId: string, look: Look): Promise<string | null> {
  demand(person, 'annotate');
  await lockSource(tx, person, sourceId);
  const { outcome, note, kept } = look;
  const snapshotId = kept && (await keepForSource(tx, person, sourceId, kept.came, kept.read));
  await tx.insert(sourceLooks).values({ id: newId(), sourceId, outcome, snapshotId, note, lookedBy: person.id });
  if (outcome !== 'taken') await remember(tx, person, { sourceId }, { kind: 'source_looked_at', outcome, note });
  return snapshotId;
}

/** Keeps a file as a snapshot of a source; what can be read in it is read by a job. Returns the job's id. */
export async function keepFile(db: Db, person: Person, sourceId: string, came: Came): Promise<string> {
  demand(person, 'annotate');
  if (came.bytes.length === 0) {
    throw new Refusal('invalid', 'This file is empty.', { file: ['This file is empty.'] });
  }
  return db.transaction(async (tx) => {
    const read = { ...NOT_READ, remark: 'Its text is being read.' };
    const snapshotId = await keepForSource(tx, person, sourceId, came, read);
    const asked = { snapshotId };
    return requestJob(tx, person, { kind: FILE_TEXT, title: `Read ${came.name}`, asked, sourceId });
  });
}

/** Adds what was read in a snapshot after it was kept. */
export async function recordText(tx: Tx, snapshotId: string, read: ReadIn): Promise<void> {
  await tx.update(snapshots).set(read).where(eq(snapshots.id, snapshotId));
}

/** Keeps what came as a snapshot of a source. */
export async function keepForSource(
  tx: Tx,
  person: Person,
  sourceId: string,
  came: Came,
  read: ReadIn,
): Promise<string> {
  demand(person, 'annotate');
  await lockSource(tx, person, sourceId);
  const snapshotId = await keepSnapshot(tx, person, { sourceId }, came, read);
  const sha256 = sha256Of(came.bytes);
  const from = { name: came.name || (came.page?.finalAddress ?? ''), sha256 };
  await remember(tx, person, { sourceId }, { kind: 'snapshot_taken', snapshotId, from, length: came.bytes.length });
  return snapshotId;
}

/**
 * Asks, for those who recorded them, for a first look at sources with an address that nobody has looked at: some at a time,
 * of the last day.
 */
export async function requestFirstLooks(db: Db): Promise<void> {
  const asked = sql`exists (select from ${jobs} where ${jobs.sourceId} = ${sources.id} and ${jobs.kind} = ${LOOK})`;
  const kept = sql`exists (select from ${snapshots} where ${snapshots.sourceId} = ${sources.id})`;
  const rows = await db
    .select({ id: sources.id, title: sources.title, person: { id: people.id, name: people.name, role: people.role } })
    .from(sources)
    .innerJoin(people, eq(people.id, sources.createdBy))
    .where(
      sql`${sources.address} <> '' and ${sources.createdAt} > now() - interval '1 day' and not ${asked} and not ${kept}`,
    )
    .limit(20);
  for (const { id: sourceId, title, person } of rows) {
    const job = { kind: LOOK, title: `Look at “${title}”`, asked: { sourceId }, sourceId };
    await db.transaction((tx) => requestJob(tx, person, job));
  }
}

/**
 * Keeps, with a revision, what its text was made of: at hand, or still with the job that brought it in. Refuses what a job
 * no longer has.
 */
export async function keepWithRevision(
  tx: Tx,
  person: Person,
  revisionId: string,
  came: Came | { jobId: string },
): Promise<CameFrom> {
  if ('bytes' in came) {
    await keepSnapshot(tx, person, { revisionId }, came, NOT_READ);
  } else {
    const mine = and(eq(snapshots.jobId, came.jobId), eq(snapshots.takenBy, person.id));
    await tx.update(snapshots).set({ jobId: null, revisionId }).where(mine);
  }
  const [kept] = await tx
    .select({ file: snapshots.name, address: snapshots.finalAddress, sha256: snapshots.sha256 })
    .from(snapshots)
    .where(eq(snapshots.revisionId, revisionId));
  if (!kept) {
    throw new Refusal('conflict', 'What came in was used already, or has waited too long. Bring it in once more.');
  }
  return { name: kept.file || kept.address, sha256: kept.sha256 };
}

/** The one way in for bytes; where they lie is nobody else's business. Returns their SHA-256. */
async function keepBytes(tx: Tx, bytes: Uint8Array): Promise<string> {
  const sha256 = sha256Of(bytes);
  const kept = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // An update that changes nothing holds the row until commit, so that it is not swept away meanwhile.
  await tx
    .insert(keptBytes)
    .values({ sha256, length: kept.length, bytes: kept })
    .onConflictDoUpdate({
      target: keptBytes.sha256,
      set: {
        keptAt: sql`now()`,
        length: sql`coalesce(${keptBytes.length}, excluded.length)`,
        bytes: sql`coalesce(${keptBytes.bytes}, excluded.bytes)`,
      },
    });
  return sha256;
}

/**
 * Makes room for what snapshots of a record name by its hash, and keeps the bytes that came along. Returns of how many the
 * bytes are here then.
 */
export async function keepNamedIn(tx: Tx, hashes: readonly string[], came: Iterable<Uint8Array>): Promise<number> {
  await inChunks(hashes, async (chunk) => {
    await tx
      .insert(keptBytes)
      .values(chunk.map((sha256) => ({ sha256, length: null, bytes: null })))
      .onConflictDoUpdate({ target: keptBytes.sha256, set: { keptAt: sql`now()` } });
  });
  for (const bytes of came) await keepBytes(tx, bytes);
  let here = 0;
  await inChunks(hashes, async (chunk) => {
    here += await tx.$count(keptBytes, and(inArray(keptBytes.sha256, chunk), isNotNull(keptBytes.bytes)));
  });
  return here;
}

/** Clears away bytes that no snapshot is of any more. */
export async function forgetBytes(db: Db): Promise<void> {
  const used = sql`exists (select from ${snapshots} where ${snapshots}.sha256 = ${keptBytes}.sha256)`;
  await db.delete(keptBytes).where(and(lt(keptBytes.keptAt, sql`now() - interval '1 hour'`), sql`not ${used}`));
}

/** Gives the snapshots and looks of one record of a source to another, all or only these; returns which they were. */
export async function moveSnapshotsIn(
  tx: Tx,
  fromId: string,
  toId: string,
  only: { snapshotIds: readonly string[]; lookIds: readonly string[] } | null,
): Promise<{ snapshotIds: string[]; lookIds: string[] }> {
  const snapshotRows = await tx
    .update(snapshots)
    .set({ sourceId: toId })
    .where(and(eq(snapshots.sourceId, fromId), only ? inArray(snapshots.id, [...only.snapshotIds]) : undefined))
    .returning({ id: snapshots.id });
  const lookRows = await tx
    .update(sourceLooks)
    .set({ sourceId: toId })
    .where(and(eq(sourceLooks.sourceId, fromId), only ? inArray(sourceLooks.id, [...only.lookIds]) : undefined))
    .returning({ id: sourceLooks.id });
  return { snapshotIds: snapshotRows.map(({ id }) => id), lookIds: lookRows.map(({ id }) => id) };
}
