import type { Citation } from '../core/citations.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { findFound } from '../jobs/queries.ts';

/** The job that reads how a page would be cited. */
export const READING = 'source_reading';

/** What a page said of itself, to be corrected before it is recorded. Refuses `not_found` while it is not read. */
export async function getReadCitation(db: Db, person: Person, jobId: string): Promise<Citation> {
  const found = (await findFound(db, person, jobId, READING)) as Citation | null;
  if (!found) throw new Refusal('not_found', 'There is no such reading. It is there when its job is done.');
  return found;
}
