import { getArticle } from '../articles/queries.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { standingAsked } from '../history/queries.ts';
import { remember } from '../history/remember.ts';
import { requestJob } from '../jobs/actions.ts';
import type { Face } from './face.ts';
import { REPORT, type ReportAsked } from './queries.ts';

/**
 * Lets somebody take a face of the report along with its confidential parts, and remembers that they did. What they get
 * is the report as of a moment before that. Refuses whoever has no right to it.
 */
export async function discloseReport(
  db: Db,
  person: Person,
  { articleId, asOf, format }: Pick<ReportAsked, 'articleId' | 'asOf'> & { format: string },
): Promise<ReportAsked> {
  demand(person, 'disclose');
  await getArticle(db, person, articleId);
  const { moment } = await standingAsked(db, articleId, asOf);
  await db.transaction((tx) =>
    remember(tx, person, { articleId }, { kind: 'report_disclosed', format, asOf: moment.toISOString() }),
  );
  return { person, articleId, asOf: { 'as-of': moment, entry: null }, confidential: true };
}

/** Asks for a face of the report in the background. Returns the job's id: the file is its outcome. */
export async function requestFace(
  db: Db,
  { person, articleId, asOf, confidential }: ReportAsked,
  { format, label }: Face,
): Promise<string> {
  demand(person, 'browse');
  return db.transaction(async (tx) => {
    const { title } = await getArticle(tx, person, articleId);
    const asked = { articleId, format, asOf: asOf['as-of'], entry: asOf.entry, confidential };
    return requestJob(tx, person, { kind: REPORT, title: `${title}: ${label}`, asked, articleId });
  });
}
