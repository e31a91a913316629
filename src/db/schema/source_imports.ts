import { sql } from 'drizzle-orm';
import { check, foreignKey, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { CITATION_FORMATS } from '../../core/citations.ts';
import { id, madeAt, oneOf } from './columns.ts';
import { people } from './people.ts';

/** What became of one record of a file. */
export interface RecordReport {
  /** Where it stands and what the file calls it: "Entry smith2013, line 12". */
  place: string;
  title: string;
  outcome: 'new' | 'known' | 'refused';
  /** What it was recorded as, or what the desk had already; null where it was refused. */
  sourceId: string | null;
  /** Why it was refused, or how it was recognised. */
  why: string;
  leftOut: string[];
}

export const sourceImports = pgTable(
  'source_imports',
  {
    id: id(),
    /** The file's name; empty for what was pasted. */
    name: text().notNull(),
    format: text({ enum: CITATION_FORMATS }).notNull(),
    records: jsonb().$type<RecordReport[]>().notNull(),
    importedBy: uuid().notNull(),
    importedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'source_imports_by', columns: [t.importedBy], foreignColumns: [people.id] }),
    index('source_imports_by_person').on(t.importedBy),
    check('source_imports_format', oneOf(t.format, CITATION_FORMATS)),
    check('source_imports_records', sql`jsonb_array_length(${t.records}) > 0`),
  ],
);
