import { and, desc, eq, ilike, inArray, lt, or } from 'drizzle-orm';
import type { VerificationStatus } from '../core/check.ts';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { containing } from '../db/rows.ts';
import { earlierFindings, people } from '../db/schema.ts';

/** Kept here, where both those who ask for the job and the job itself have it from. */
export const FINDINGS_JOB = 'earlier_findings';

/** What others found, in one row of a list. */
export interface FindingRow {
  id: string;
  claim: string;
  claimant: string;
  publisher: string;
  reviewedOn: string | null;
  ratingWords: string;
  status: VerificationStatus | null;
}

export interface Finding extends FindingRow {
  claimedOn: string | null;
  appearances: string[];
  title: string;
  address: string;
  ratingValue: string;
  ratingBest: string;
  ratingWorst: string;
  language: string;
  original: string;
  importedBy: string;
  importedAt: Date;
}

const ROW = {
  id: earlierFindings.id,
  claim: earlierFindings.claim,
  claimant: earlierFindings.claimant,
  publisher: earlierFindings.publisher,
  reviewedOn: earlierFindings.reviewedOn,
  ratingWords: earlierFindings.ratingWords,
  status: earlierFindings.status,
};

const PAGE = 50;

/** The newest first, a page at a time after the one given. What others published is everybody's to read. */
export async function listFindings(
  db: Db,
  search: string,
  afterId: string | null,
): Promise<{ rows: FindingRow[]; next: string | null }> {
  const pattern = containing(search);
  const rows = await db
    .select(ROW)
    .from(earlierFindings)
    .where(
      and(
        search === ''
          ? undefined
          : or(
              ...[earlierFindings.claim, earlierFindings.claimant, earlierFindings.publisher].map((column) =>
                ilike(column, pattern),
              ),
            ),
        afterId === null ? undefined : lt(earlierFindings.id, afterId),
      ),
    )
    .orderBy(desc(earlierFindings.id))
    .limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null };
}

export async function getFinding(db: Db, findingId: string): Promise<Finding> {
  const [found] = await db
    .select({
      ...ROW,
      claimedOn: earlierFindings.claimedOn,
      appearances: earlierFindings.appearances,
      title: earlierFindings.title,
      address: earlierFindings.address,
      ratingValue: earlierFindings.ratingValue,
      ratingBest: earlierFindings.ratingBest,
      ratingWorst: earlierFindings.ratingWorst,
      language: earlierFindings.language,
      original: earlierFindings.original,
      importedBy: people.name,
      importedAt: earlierFindings.importedAt,
    })
    .from(earlierFindings)
    .innerJoin(people, eq(people.id, earlierFindings.importedBy))
    .where(eq(earlierFindings.id, findingId));
  if (!found) throw new Refusal('not_found', 'There is no such finding of others.');
  return found;
}

/** What is recorded from these addresses, by what it is recognised by. */
export function listRecorded(db: Db, addresses: readonly string[]) {
  if (addresses.length === 0) return Promise.resolve([]);
  return db
    .select({
      id: earlierFindings.id,
      address: earlierFindings.address,
      publisher: earlierFindings.publisher,
      claim: earlierFindings.claim,
      ratingWords: earlierFindings.ratingWords,
    })
    .from(earlierFindings)
    .where(inArray(earlierFindings.address, [...addresses]));
}
