import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import { outcomeOfLook } from '../core/snapshots.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { Gone } from '../fetching/addresses.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { jobKind, type JobKind } from '../jobs/kind.ts';
import { getSource } from '../sources/queries.ts';
import { FILE_TEXT, keepForSource, LOOK, recordLook, recordText, type Look, type ReadIn } from './actions.ts';
import { comeFrom, fetchCame, readCame, sha256Of, type Came, type Coming } from './came.ts';
import { findPageSeen, getCame } from './queries.ts';

/** Looks at a source's address and keeps what is new there. */
export function lookKind(fetching: FetchSettings): JobKind {
  return jobKind({
    kind: LOOK,
    asked: z.object({ sourceId: z.uuid() }),
    async run({ sourceId }, { db, person, signal, tell }) {
      const look = await lookAt(db, person, sourceId, fetching, { signal, tell });
      return async (tx) => {
        await recordLook(tx, person, sourceId, look);
        return { text: SAID[look.outcome], href: `/sources/${sourceId}/snapshots` };
      };
    },
  });
}

const SAID: Record<Look['outcome'], string> = {
  taken: 'A snapshot was taken',
  unchanged: 'It says what it said',
  changed: 'It says something else now, which was kept',
  gone: 'It is gone',
};

/** What a source's address says now, held against what it said when it was last kept. */
export async function lookAt(
  db: Db,
  person: Person,
  sourceId: string,
  fetching: FetchSettings,
  coming: Coming,
): Promise<Look> {
  const { address } = await getSource(db, person, sourceId);
  let came: Came;
  try {
    came = await fetchCame(address, fetching, coming);
  } catch (error) {
    if (error instanceof Gone) return { outcome: 'gone', note: error.message, kept: null };
    throw error;
  }
  coming.tell('Reading it');
  const read = await textIn(came, coming.signal);
  const before = await findPageSeen(db, person, sourceId);
  const outcome = outcomeOfLook(before, { sha256: sha256Of(came.bytes), text: read.text });
  return { outcome, note: '', kept: outcome === 'unchanged' ? null : { came, read } };
}

/** Reads a file that was handed in, after it was kept. */
export function fileTextKind(): JobKind {
  return jobKind({
    kind: FILE_TEXT,
    asked: z.object({ snapshotId: z.uuid() }),
    async run({ snapshotId }, { db, person, signal, tell }) {
      tell('Reading it');
      const came = await getCame(db, person, snapshotId);
      const read = await textIn(came, signal);
      return async (tx) => {
        await recordText(tx, snapshotId, read);
        return {
          text: read.text === null ? `Kept; ${read.remark}` : 'Kept and read',
          href: `/snapshots/${snapshotId}`,
        };
      };
    },
  });
}

/** Keeps a file from the machine that the command runs on, and reads it at once. Returns the snapshot's id. */
export async function keepAtOnce(
  db: Db,
  person: Person,
  sourceId: string,
  file: string,
  fetching: FetchSettings,
): Promise<string> {
  const came = await comeFrom(file, fetching);
  const read = await textIn(came, new AbortController().signal);
  return db.transaction((tx) => keepForSource(tx, person, sourceId, came, read));
}

const WITHOUT_WORDS: readonly (readonly [type: RegExp, remark: string])[] = [
  [/^image\//, 'A picture has no text that is read here.'],
  [/^(audio|video)\//, 'A recording has no text that is read here. A transcript can be kept beside it.'],
];

/** What can be read in what came; that nothing can is no refusal, and is said. */
async function textIn(came: Came, signal: AbortSignal): Promise<ReadIn> {
  const wordless = WITHOUT_WORDS.find(([type]) => type.test(came.mediaType));
  if (wordless) return { text: null, notes: [], remark: wordless[1] };
  try {
    const { body, notes, remarks } = await readCame(came, signal);
    return { text: body, notes, remark: remarks.join(' ') };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refusal && error.reason !== 'too_many')
      return { text: null, notes: [], remark: error.message };
    throw error;
  }
}
