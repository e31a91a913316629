import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { LOOK_OUTCOMES } from '../../core/snapshots.ts';
import type { Note } from '../../core/text.ts';
import { revisions } from './articles.ts';
import { bytes, id, madeAt, moment, oneOf } from './columns.ts';
import { jobs } from './jobs.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';

/** Bytes by what they are, each once, however many snapshots are of them. */
export const keptBytes = pgTable(
  'kept_bytes',
  {
    /** In hexadecimal. */
    sha256: text().primaryKey(),
    length: integer(),
    /** Null where a record was taken over that names them, and they did not come along. */
    bytes: bytes(),
    keptAt: madeAt(),
  },
  (t) => [
    check('kept_bytes_both', sql`(${t.length} is null) = (${t.bytes} is null)`),
    check('kept_bytes_sha256', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('kept_bytes_length', sql`${t.length} = octet_length(${t.bytes})`),
  ],
);

/** A page or a file as it came, with what it takes to prove later that it did. */
export const snapshots = pgTable(
  'snapshots',
  {
    id: id(),
    /** What it is of: a source, a revision's text, or a job whose outcome nobody has used yet. */
    sourceId: uuid(),
    revisionId: uuid(),
    jobId: uuid(),
    sha256: text().notNull(),
    mediaType: text().notNull(),
    /** As the server named it. */
    charset: text(),
    /** The file's name; empty for a page. */
    name: text().notNull().default(''),
    /** The address asked for, without its fragment; empty for a file. */
    address: text().notNull().default(''),
    finalAddress: text().notNull().default(''),
    /** The addresses that led to the final one. */
    redirects: text().array().notNull().default([]),
    /** Of the answer; null for a file. */
    status: integer(),
    /** Those that matter, by their names in lower case. */
    headers: jsonb().$type<Record<string, string>>().notNull().default({}),
    /** The text in it; null where there is none to be read, as in a recording. */
    text: text(),
    /** Which page or paragraph stretches of the text stood in, and where words link to; offsets into `text`. */
    notes: jsonb().$type<Note[]>().notNull().default([]),
    /** What a person should know of how it was read: why there is no text. */
    remark: text().notNull().default(''),
    takenAt: moment().notNull(),
    takenBy: uuid().notNull(),
  },
  (t) => [
    foreignKey({ name: 'snapshots_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'snapshots_revision', columns: [t.revisionId], foreignColumns: [revisions.id] }),
    foreignKey({ name: 'snapshots_job', columns: [t.jobId], foreignColumns: [jobs.id] }).onDelete('cascade'),
    foreignKey({ name: 'snapshots_bytes', columns: [t.sha256], foreignColumns: [keptBytes.sha256] }),
    foreignKey({ name: 'snapshots_taken_by', columns: [t.takenBy], foreignColumns: [people.id] }),
    index('snapshots_of_source').on(t.sourceId, t.takenAt.desc(), t.id.desc()),
    uniqueIndex('snapshots_one_per_revision').on(t.revisionId),
    uniqueIndex('snapshots_one_per_job').on(t.jobId),
    index('snapshots_by_bytes').on(t.sha256),
    index('snapshots_by_person').on(t.takenBy),
    check('snapshots_of_one', sql`num_nonnulls(${t.sourceId}, ${t.revisionId}, ${t.jobId}) = 1`),
  ],
);

/** Each look at a source's address, and what it found. */
export const sourceLooks = pgTable(
  'source_looks',
  {
    id: id(),
    sourceId: uuid().notNull(),
    outcome: text({ enum: LOOK_OUTCOMES }).notNull(),
    /** The snapshot that was kept of it, where it said something new. */
    snapshotId: uuid(),
    /** What the server answered where the page is gone. */
    note: text().notNull().default(''),
    lookedBy: uuid().notNull(),
    lookedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'source_looks_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'source_looks_snapshot', columns: [t.snapshotId], foreignColumns: [snapshots.id] }),
    foreignKey({ name: 'source_looks_looked_by', columns: [t.lookedBy], foreignColumns: [people.id] }),
    index('source_looks_of_source').on(t.sourceId, t.lookedAt.desc(), t.id.desc()),
    index('source_looks_by_snapshot').on(t.snapshotId),
    index('source_looks_by_person').on(t.lookedBy),
    check('source_looks_outcome', oneOf(t.outcome, LOOK_OUTCOMES)),
  ],
);
