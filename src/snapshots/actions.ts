import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { CameFrom } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Note } from '../core/text.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { keptBytes, snapshots } from '../db/schema.ts';
import type { Came } from './came.ts';

/** What could be read in it. */
export interface ReadIn {
  /** Null where there is no text to be read, with the reason as `remark`. */
  text: string | null;
  notes: Note[];
  remark: string;
}

/** For bytes whose text is kept elsewhere, or is yet to be read. */
export const NOT_READ: ReadIn = { text: null, notes: [], remark: '' };

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
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const kept = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // An update that changes nothing holds the row until commit, so that it is not swept away meanwhile.
  await tx
    .insert(keptBytes)
    .values({ sha256, length: kept.length, bytes: kept })
    .onConflictDoUpdate({ target: keptBytes.sha256, set: { keptAt: sql`now()` } });
  return sha256;
}

/** Clears away bytes that no snapshot is of any more. */
export async function forgetBytes(db: Db): Promise<void> {
  const used = sql`exists (select from ${snapshots} where ${snapshots}.sha256 = ${keptBytes}.sha256)`;
  await db.delete(keptBytes).where(and(lt(keptBytes.keptAt, sql`now() - interval '1 hour'`), sql`not ${used}`));
}
