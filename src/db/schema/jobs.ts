import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { JOB_STATES } from '../../core/jobs.ts';
import { articles } from './articles.ts';
import { bytes, id, madeAt, moment, oneOf } from './columns.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';

export const jobs = pgTable(
  'jobs',
  {
    id: id(),
    /** Which of the program's kinds does it; a kind that a later version dropped makes the job fail in words. */
    kind: text().notNull(),
    /** What is to be done, as its person reads it. */
    title: text().notNull(),
    /** What the kind was asked with. */
    asked: jsonb().$type<unknown>().notNull(),
    personId: uuid().notNull(),
    articleId: uuid(),
    sourceId: uuid(),
    state: text({ enum: JOB_STATES }).notNull().default('waiting'),
    /** How far it is, in words. */
    progress: text().notNull().default(''),
    /** What came of it, in words, and where it is to be seen. */
    result: text(),
    resultHref: text(),
    /** What came of it, for whoever asked to work on with. */
    found: jsonb().$type<unknown>(),
    /** Why it failed, in words. */
    refusal: text(),
    /** Counts up whenever it is put in line again, so that nobody still at an earlier attempt can end it. */
    attempt: integer().notNull().default(1),
    /** When whoever does it was last heard of. */
    heardAt: moment().notNull().defaultNow(),
    createdAt: madeAt(),
    endedAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'jobs_person', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'jobs_article', columns: [t.articleId], foreignColumns: [articles.id] }).onDelete('cascade'),
    foreignKey({ name: 'jobs_source', columns: [t.sourceId], foreignColumns: [sources.id] }).onDelete('cascade'),
    index('jobs_of_person').on(t.personId, t.id.desc()),
    index('jobs_of_article').on(t.articleId, t.id.desc()),
    index('jobs_of_source').on(t.sourceId, t.id.desc()),
    index('jobs_open')
      .on(t.heardAt)
      .where(sql`${t.endedAt} is null`),
    index('jobs_ended').on(t.endedAt),
    check('jobs_state', oneOf(t.state, JOB_STATES)),
    check('jobs_end', sql`(${t.endedAt} is null) = (${t.state} in ('waiting', 'running'))`),
    check('jobs_result', sql`(${t.result} is null) = (${t.state} <> 'done')`),
    check('jobs_refusal', sql`(${t.refusal} is null) = (${t.state} <> 'failed')`),
    check('jobs_attempt', sql`${t.attempt} >= 1`),
  ],
);

/** A file that a job made; it is gone when the job is. */
export const jobFiles = pgTable(
  'job_files',
  {
    jobId: uuid().primaryKey(),
    name: text().notNull(),
    mediaType: text().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [
    foreignKey({ name: 'job_files_job', columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade'),
    check('job_files_name', sql`${t.name} <> ''`),
  ],
);
