import type { EarlierFinding } from '../core/earlier_finding.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { earlierFindings, type RecordReport } from '../db/schema.ts';
import type { AllowedHost } from '../fetching/addresses.ts';
import { checkAddress } from '../fetching/fetch-page.ts';
import { remember } from '../history/remember.ts';
import { keepImportIn, tallyOf } from '../imports/actions.ts';
import { requestJob } from '../jobs/actions.ts';
import { holdEntry } from '../sources/actions.ts';

import type { ReviewFile } from './parse.ts';
import { FINDINGS_JOB, listRecorded } from './queries.ts';

/** Takes in what others found, in one act but for what the desk or the file has already. Returns the import's id. */
export function importFindings(db: Db, person: Person, file: ReviewFile): Promise<string> {
  return db.transaction((tx) => importFindingsIn(tx, person, file));
}

export async function importFindingsIn(tx: Tx, person: Person, { name, reviews }: ReviewFile): Promise<string> {
  demand(person, 'annotate');
  await holdEntry(tx);
  const readable = reviews.flatMap((review) => ('finding' in review ? review.finding : []));
  const known = new Map(
    (await listRecorded(tx, [...new Set(readable.map(({ address }) => address))])).map((each) => [
      signOf(each),
      each.id,
    ]),
  );
  const fresh: (typeof earlierFindings.$inferInsert)[] = [];
  const records = reviews.map((review): RecordReport => {
    const { place, title } = review;
    if ('trouble' in review) {
      return { place, title, leftOut: [], outcome: 'refused', madeId: null, why: review.trouble };
    }
    const { finding, leftOut } = review;
    const row = rowOf(finding);
    const before = known.get(signOf(row));
    if (before !== undefined) return { place, title, leftOut, outcome: 'known', madeId: before, why: '' };
    const id = newId();
    known.set(signOf(row), id);
    fresh.push({ id, ...row, importedBy: person.id });
    return { place, title, leftOut, outcome: 'new', madeId: id, why: '' };
  });
  await inChunks(fresh, async (chunk) => {
    await tx.insert(earlierFindings).values(chunk);
  });
  const importId = await keepImportIn(tx, person, { kind: 'earlier_findings', name, format: 'ClaimReview', records });
  await remember(tx, person, {}, { kind: 'earlier_findings_imported', importId, name, ...tallyOf(records) });
  return importId;
}

/** Asks for the ClaimReviews of a page. Returns the job's id. Refuses what may not be fetched, at `address`. */
export function requestFindings(
  db: Db,
  person: Person,
  address: string,
  allowHosts: readonly AllowedHost[],
): Promise<string> {
  demand(person, 'annotate');
  try {
    checkAddress(address, allowHosts);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.reason, error.message, { address: [error.message] });
    throw error;
  }
  const title = `Look for findings at ${address}`;
  return db.transaction((tx) => requestJob(tx, person, { kind: FINDINGS_JOB, title, asked: { address } }));
}

/** The same review of the same claim with the same rating is the same finding. */
function signOf(row: Pick<FindingRow, 'address' | 'publisher' | 'claim' | 'ratingWords'>): string {
  return JSON.stringify([row.address, row.publisher, row.claim, row.ratingWords]);
}

type FindingRow = ReturnType<typeof rowOf>;

function rowOf({ rating, ...finding }: EarlierFinding) {
  return {
    ...finding,
    ratingWords: rating.words,
    ratingValue: rating.value,
    ratingBest: rating.best,
    ratingWorst: rating.worst,
  };
}
