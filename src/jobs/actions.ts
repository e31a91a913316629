import { and, count, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { againstCancelling, againstRetry } from '../core/jobs.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { jobFiles, jobs, people } from '../db/schema.ts';
import type { Finish } from './kind.ts';
import { lockJob } from './queries.ts';

/** The one task that the queue knows; which job is meant stands in its payload. */
export const TASK = 'job';

const MOST_OPEN = 50;
const MOST_ATTEMPTS_LOST = 3;
/** A job whose runner was not heard of for so long has lost it. */
const LOST_AFTER = '30 seconds';
const KEPT_FOR = '14 days';
const FILES_KEPT_FOR = '1 day';

export interface JobAsked {
  kind: string;
  /** What is to be done, as its person will read it. */
  title: string;
  /** Plain data in the shape that the kind asks for. */
  asked: unknown;
  articleId?: string;
  sourceId?: string;
}

/**
 * Asks for a job in the transaction of the change that wants it: it runs when that has committed, and never otherwise.
 * Returns its id; its page is `/jobs/ID`. Refuses `too_many` when fifty of the person's are under way.
 */
export async function requestJob(tx: Tx, person: Person, asked: JobAsked): Promise<string> {
  const [open] = await tx
    .select({ many: count() })
    .from(jobs)
    .where(and(eq(jobs.personId, person.id), isNull(jobs.endedAt)));
  if ((open?.many ?? 0) >= MOST_OPEN) {
    throw new Refusal('too_many', `${MOST_OPEN} jobs of yours are under way. Wait for some of them to end.`);
  }
  const jobId = newId();
  await tx.insert(jobs).values({ id: jobId, ...asked, personId: person.id });
  await putInLine(tx, jobId, 1);
  return jobId;
}

/** Says which article a job was for that brought it in: with the article it is seen, and goes. */
export async function tieJobIn(tx: Tx, person: Person, jobId: string, articleId: string): Promise<void> {
  await tx
    .update(jobs)
    .set({ articleId })
    .where(and(eq(jobs.id, jobId), eq(jobs.personId, person.id)));
}

/** What is running stops within a second or two; whatever it was about to change stays as it is. */
export async function cancelJob(db: Db, person: Person, jobId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { state } = await lockJob(tx, person, jobId);
    const against = againstCancelling(state);
    if (against !== null) throw new Refusal('conflict', against);
    await tx.update(jobs).set({ state: 'cancelled', endedAt: new Date() }).where(eq(jobs.id, jobId));
  });
}

/** Puts a job that failed or was cancelled in line once more. */
export async function retryJob(db: Db, person: Person, jobId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { state, attempt } = await lockJob(tx, person, jobId);
    const against = againstRetry(state);
    if (against !== null) throw new Refusal('conflict', against);
    await putBack(tx, jobId, attempt);
  });
}

/** What a runner takes on: its own from here until it ends or `attempt` counts up. */
export interface TakenJob {
  id: string;
  kind: string;
  asked: unknown;
  attempt: number;
  person: Person;
}

/** Null where there is nothing to do any more: cancelled, done by another, or put in line anew. */
export async function takeJob(db: Db, jobId: string, attempt: number): Promise<TakenJob | null> {
  const [taken] = await db
    .update(jobs)
    .set({ state: 'running', heardAt: sql`now()`, progress: '' })
    .where(and(eq(jobs.id, jobId), eq(jobs.attempt, attempt), eq(jobs.state, 'waiting')))
    .returning({ id: jobs.id, kind: jobs.kind, asked: jobs.asked, attempt: jobs.attempt, personId: jobs.personId });
  if (!taken) return null;
  const [person] = await db
    .select({ id: people.id, name: people.name, role: people.role })
    .from(people)
    .where(eq(people.id, taken.personId));
  return person ? { ...taken, person } : null;
}

/** Says that the runner is still at it, and how far. False when nobody wants it any more. */
export async function keepJob(db: Db, { id, attempt }: TakenJob, progress: string): Promise<boolean> {
  const kept = await db
    .update(jobs)
    .set({ heardAt: sql`now()`, progress })
    .where(and(eq(jobs.id, id), eq(jobs.attempt, attempt), eq(jobs.state, 'running')))
    .returning({ id: jobs.id });
  return kept.length > 0;
}

/** Makes the change that a job led to and ends the job, both or neither; nothing where it was cancelled meanwhile. */
export async function finishJob(db: Db, taken: TakenJob, finish: Finish): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holds(tx, taken))) return;
    const { text, href, found, file } = await finish(tx);
    if (file) await tx.insert(jobFiles).values({ jobId: taken.id, ...file });
    await tx
      .update(jobs)
      .set({ state: 'done', result: text, resultHref: href ?? null, found: found ?? null, endedAt: new Date() })
      .where(eq(jobs.id, taken.id));
  });
}

export async function failJob(db: Db, taken: TakenJob, refusal: string): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await holds(tx, taken))) return;
    await tx.update(jobs).set({ state: 'failed', refusal, endedAt: new Date() }).where(eq(jobs.id, taken.id));
  });
}

/** The desk stops while the job runs: the next start goes on with it. */
export async function releaseJob(db: Db, taken: TakenJob): Promise<void> {
  await db.transaction(async (tx) => {
    if (await holds(tx, taken)) await putBack(tx, taken.id, taken.attempt);
  });
}

/** Handed out just as the desk stops: nothing was done, and the next start takes it up as it is. */
export async function leaveInLine(db: Db, jobId: string, attempt: number): Promise<void> {
  await db.transaction((tx) => putInLine(tx, jobId, attempt));
}

/** Whether the job is still this runner's, held until commit. */
async function holds(tx: Tx, { id, attempt }: TakenJob): Promise<boolean> {
  const held = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.id, id), eq(jobs.attempt, attempt), eq(jobs.state, 'running')))
    .for('update');
  return held.length > 0;
}

async function putBack(tx: Tx, jobId: string, attempt: number): Promise<void> {
  await tx
    .update(jobs)
    .set({
      state: 'waiting',
      attempt: attempt + 1,
      heardAt: sql`now()`,
      progress: '',
      refusal: null,
      endedAt: null,
    })
    .where(eq(jobs.id, jobId));
  await putInLine(tx, jobId, attempt + 1);
}

async function putInLine(tx: Tx, jobId: string, attempt: number): Promise<void> {
  const payload = JSON.stringify({ jobId, attempt });
  await tx.execute(
    sql`select from graphile_worker.add_job(${TASK}, ${payload}::json, max_attempts := 1, job_key := ${jobId})`,
  );
}

/**
 * Puts in line again what was lost when a desk was killed, or when a backup was brought back without its queue. What was
 * lost three times fails: it may be what kills the desk.
 */
export async function recoverJobs(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const queued = sql`exists (select from graphile_worker.jobs as queued where queued.key = ${jobs.id}::text)`;
    const lost = await tx
      .select({ id: jobs.id, attempt: jobs.attempt })
      .from(jobs)
      .where(
        and(
          lt(jobs.heardAt, sql`now() - ${LOST_AFTER}::interval`),
          sql`(${jobs.state} = 'running' or (${jobs.state} = 'waiting' and not ${queued}))`,
        ),
      )
      .limit(200)
      .for('update', { skipLocked: true });
    for (const { id, attempt } of lost.filter((each) => each.attempt < MOST_ATTEMPTS_LOST)) {
      await putBack(tx, id, attempt);
    }
    const hopeless = lost.filter((each) => each.attempt >= MOST_ATTEMPTS_LOST).map((each) => each.id);
    if (hopeless.length > 0) {
      const refusal = 'The desk stopped several times while this was being done. Try again, or tell whoever runs it.';
      await tx.update(jobs).set({ state: 'failed', refusal, endedAt: new Date() }).where(inArray(jobs.id, hopeless));
    }
  });
}

/** Clears away what ended long ago, and files after a day. */
export async function forgetJobs(db: Db): Promise<void> {
  const old = db
    .select({ id: jobs.id })
    .from(jobs)
    .where(lt(jobs.endedAt, sql`now() - ${FILES_KEPT_FOR}::interval`));
  await db.delete(jobFiles).where(inArray(jobFiles.jobId, old));
  await db.delete(jobs).where(lt(jobs.endedAt, sql`now() - ${KEPT_FOR}::interval`));
}
