import { getArticle } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import type { AllowedHost } from '../fetching/addresses.ts';
import { checkAddress } from '../fetching/fetch-page.ts';
import { requestJob } from '../jobs/actions.ts';
import { FILE_LIMITS } from '../readers/file.ts';
import type { About } from '../readers/found.ts';
import { keepSnapshot, NOT_READ } from '../snapshots/actions.ts';
import type { Came } from '../snapshots/came.ts';
import { DRAFT } from './queries.ts';

/** For which article the draft is: a new one, or a revision of one that there is. */
export interface DraftFor {
  articleId: string | null;
  typed: About;
}

/** Asks for the article at an address. Returns the job's id; what comes of it is its draft. Refuses what may not be fetched. */
export async function draftFromAddress(
  db: Db,
  person: Person,
  address: string,
  allowHosts: readonly AllowedHost[],
  { articleId, typed }: DraftFor,
): Promise<string> {
  demand(person, 'annotate');
  checkAddress(address, allowHosts);
  return db.transaction(async (tx) => {
    if (articleId !== null) await getArticle(tx, person, articleId);
    const asked = { address, articleId, typed };
    return requestJob(tx, person, { kind: DRAFT, title: `Fetch ${address}`, asked, ...(articleId && { articleId }) });
  });
}

/** Asks for the article in a file, which is kept from now on as it came. */
export async function draftFromFile(
  db: Db,
  person: Person,
  came: Came,
  { articleId, typed }: DraftFor,
): Promise<string> {
  demand(person, 'annotate');
  if (came.bytes.length > FILE_LIMITS.bytes) {
    const limit = `This file is larger than ${FILE_LIMITS.bytes / 1_000_000} MB, the limit.`;
    throw new Refusal('too_large', limit, { file: [limit] });
  }
  return db.transaction(async (tx) => {
    if (articleId !== null) await getArticle(tx, person, articleId);
    const asked = { address: null, articleId, typed };
    const job = { kind: DRAFT, title: `Read ${came.name}`, asked, ...(articleId && { articleId }) };
    const jobId = await requestJob(tx, person, job);
    await keepSnapshot(tx, person, { jobId }, came, NOT_READ);
    return jobId;
  });
}
