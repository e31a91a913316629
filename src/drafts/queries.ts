import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { findFound } from '../jobs/queries.ts';
import type { About, FoundArticle } from '../readers/found.ts';

/** The job that makes a draft. */
export const DRAFT = 'article_draft';

/** An article as it was found on a page or in a file: to be corrected by a person before anything is stored. */
export interface Draft {
  /** What was typed when it was asked for; it counts for more than what was found. */
  typed: About;
  found: FoundArticle;
}

/**
 * What a text was made of that was corrected from a draft, whose bytes are still with its job; null where it was from none.
 */
export async function originOf(
  db: Db,
  person: Person,
  draftId: string | null,
): Promise<{ told: FoundArticle; came: { jobId: string } } | null> {
  if (draftId === null) return null;
  return { told: (await getDraft(db, person, draftId)).found, came: { jobId: draftId } };
}

/** Refuses `not_found` while it is not made, and when it is forgotten. */
export async function getDraft(db: Db, person: Person, jobId: string): Promise<Draft> {
  const draft = (await findFound(db, person, jobId, DRAFT)) as Draft | null;
  if (!draft) throw new Refusal('not_found', 'There is no such draft. It is made when its job is done.');
  return draft;
}
