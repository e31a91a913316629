import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { Candidate, Change, Outcome } from '../core/anchor.ts';
import type { Stage } from '../core/check.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import { withinSight } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { claims, follows, people, revisions } from '../db/schema.ts';

export interface Revision {
  id: string;
  articleId: string;
  number: number;
  body: string;
  sha256: string;
  broughtInBy: string;
  broughtInAt: Date;
}

export interface RevisionRow extends Omit<Revision, 'body'> {
  /** How the claims of the revision before fared in it. */
  outcomes: Partial<Record<Outcome, number>>;
}

const COLUMNS = {
  id: revisions.id,
  articleId: revisions.articleId,
  number: revisions.number,
  sha256: revisions.sha256,
  broughtInBy: people.name,
  broughtInAt: revisions.createdAt,
};

const PAGE = 50;

/** The revisions of an article, newest first, at most fifty below the number given. */
export async function listRevisions(
  db: Db,
  person: Person,
  articleId: string,
  below: number | null,
): Promise<{ rows: RevisionRow[]; next: number | null }> {
  const outcomes = sql<Partial<Record<Outcome, number>>>`coalesce((
    select jsonb_object_agg(counted.outcome, counted.many)
    from (select f.outcome, count(*) as many from ${follows} f where f.revision_id = ${revisions.id} group by f.outcome)
      as counted), '{}'::jsonb)`;
  const rows = await db
    .select({ ...COLUMNS, outcomes })
    .from(revisions)
    .innerJoin(people, eq(people.id, revisions.createdBy))
    .where(
      and(
        eq(revisions.articleId, articleId),
        withinSight(person, revisions.articleId),
        below === null ? undefined : lt(revisions.number, below),
      ),
    )
    .orderBy(desc(revisions.number))
    .limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.number ?? null) : null };
}

export async function getRevision(db: Db, person: Person, articleId: string, number: number): Promise<Revision> {
  const [revision] = await db
    .select({ ...COLUMNS, body: revisions.body })
    .from(revisions)
    .innerJoin(people, eq(people.id, revisions.createdBy))
    .where(
      and(eq(revisions.articleId, articleId), eq(revisions.number, number), withinSight(person, revisions.articleId)),
    );
  if (!revision) throw new Refusal('not_found', `The article has no revision ${number}.`);
  return revision;
}

export interface Follow {
  claimId: string;
  claimNumber: number;
  stage: Stage;
  outcome: Outcome;
  exact: string;
  wasStart: number;
  wasEnd: number;
  start: number | null;
  end: number | null;
  changes: Change[];
  candidates: Candidate[];
}

/** How the claims fared when a revision came in, in reading order of the revision before. */
export function listFollows(db: Db, revisionId: string): Promise<Follow[]> {
  return db
    .select({
      claimId: follows.claimId,
      claimNumber: claims.number,
      stage: claims.stage,
      outcome: follows.outcome,
      exact: follows.exact,
      wasStart: follows.wasStart,
      wasEnd: follows.wasEnd,
      start: follows.start,
      end: follows.end,
      changes: follows.changes,
      candidates: follows.candidates,
    })
    .from(follows)
    .innerJoin(claims, eq(claims.id, follows.claimId))
    .where(eq(follows.revisionId, revisionId))
    .orderBy(asc(follows.wasStart), asc(claims.number));
}

export interface FollowOfClaim {
  revision: number;
  outcome: Outcome;
  exact: string;
  start: number | null;
  end: number | null;
  changes: Change[];
  candidates: Candidate[];
}

/** How one claim fared in each revision since it was marked, newest first. */
export function listFollowsOfClaim(db: Db, person: Person, claimId: string): Promise<FollowOfClaim[]> {
  return db
    .select({
      revision: revisions.number,
      outcome: follows.outcome,
      exact: follows.exact,
      start: follows.start,
      end: follows.end,
      changes: follows.changes,
      candidates: follows.candidates,
    })
    .from(follows)
    .innerJoin(revisions, eq(revisions.id, follows.revisionId))
    .where(and(eq(follows.claimId, claimId), withinSight(person, revisions.articleId)))
    .orderBy(desc(revisions.number))
    .limit(100);
}
