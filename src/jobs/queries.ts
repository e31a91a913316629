import { and, desc, eq, isNull, lt } from 'drizzle-orm';
import type { JobState } from '../core/jobs.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { jobFiles, jobs } from '../db/schema.ts';

export interface Job {
  id: string;
  kind: string;
  title: string;
  articleId: string | null;
  sourceId: string | null;
  state: JobState;
  progress: string;
  result: string | null;
  resultHref: string | null;
  refusal: string | null;
  attempt: number;
  createdAt: Date;
  endedAt: Date | null;
  /** The name of the file that it made, if it made one. */
  file: string | null;
}

const COLUMNS = {
  id: jobs.id,
  kind: jobs.kind,
  title: jobs.title,
  articleId: jobs.articleId,
  sourceId: jobs.sourceId,
  state: jobs.state,
  progress: jobs.progress,
  result: jobs.result,
  resultHref: jobs.resultHref,
  refusal: jobs.refusal,
  attempt: jobs.attempt,
  createdAt: jobs.createdAt,
  endedAt: jobs.endedAt,
  file: jobFiles.name,
};

/** A job is its person's own: for others there is none. */
export async function getJob(db: Db, person: Person, jobId: string): Promise<Job> {
  const [job] = await db
    .select(COLUMNS)
    .from(jobs)
    .leftJoin(jobFiles, eq(jobFiles.jobId, jobs.id))
    .where(and(eq(jobs.id, jobId), eq(jobs.personId, person.id)));
  if (!job) throw new Refusal('not_found', 'There is no such job. Jobs that have ended are kept for a while only.');
  return job;
}

/** The same, held until commit. */
export async function lockJob(tx: Tx, person: Person, jobId: string): Promise<Job> {
  await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.personId, person.id)))
    .for('update');
  return getJob(tx, person, jobId);
}

const PAGE = 50;

/** The jobs that a person asked for, newest first, at most fifty before the one given. */
export async function listJobs(
  db: Db,
  person: Person,
  beforeId: string | null,
): Promise<{ rows: Job[]; next: string | null }> {
  const rows = await db
    .select(COLUMNS)
    .from(jobs)
    .leftJoin(jobFiles, eq(jobFiles.jobId, jobs.id))
    .where(and(eq(jobs.personId, person.id), beforeId === null ? undefined : lt(jobs.id, beforeId)))
    .orderBy(desc(jobs.id))
    .limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null };
}

/** A person's jobs about one source that are waiting or running. */
export function listOpenJobsOfSource(db: Db, person: Person, sourceId: string): Promise<Job[]> {
  return db
    .select(COLUMNS)
    .from(jobs)
    .leftJoin(jobFiles, eq(jobFiles.jobId, jobs.id))
    .where(and(eq(jobs.sourceId, sourceId), eq(jobs.personId, person.id), isNull(jobs.endedAt)))
    .orderBy(desc(jobs.id))
    .limit(PAGE);
}

/** What a job of this kind found, for its person to work on with; null while it is not done. The caller knows its shape. */
export async function findFound(db: Db, person: Person, jobId: string, kind: string): Promise<unknown> {
  const [job] = await db
    .select({ found: jobs.found })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.personId, person.id), eq(jobs.kind, kind), eq(jobs.state, 'done')));
  return job?.found ?? null;
}

export async function getJobFile(
  db: Db,
  person: Person,
  jobId: string,
): Promise<{ name: string; mediaType: string; bytes: Buffer }> {
  const [file] = await db
    .select({ name: jobFiles.name, mediaType: jobFiles.mediaType, bytes: jobFiles.bytes })
    .from(jobFiles)
    .innerJoin(jobs, eq(jobs.id, jobFiles.jobId))
    .where(and(eq(jobs.id, jobId), eq(jobs.personId, person.id)));
  if (!file) throw new Refusal('not_found', 'This job has no file, or no longer.');
  return file;
}
