import { sql } from 'drizzle-orm';
import { check, foreignKey, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { id, madeAt, oneOf } from './columns.ts';
import { people } from './people.ts';

/** What comes in from files by the record, each of which is answered for. */
export const IMPORTED = ['sources', 'earlier_findings', 'claims'] as const;
export type Imported = (typeof IMPORTED)[number];

/** What became of one record of a file. */
export interface RecordReport {
  /** Where it stands and what the file calls it: "Entry smith2013, line 12". */
  place: string;
  title: string;
  outcome: 'new' | 'known' | 'refused';
  /** The source, claim or finding that it became or was recognised as; null where it was refused. */
  madeId: string | null;
  /** Why it was refused, or how it was recognised. */
  why: string;
  leftOut: string[];
}

export const imports = pgTable(
  'imports',
  {
    id: id(),
    kind: text({ enum: IMPORTED }).notNull(),
    /** The file's name; empty for what was pasted. */
    name: text().notNull(),
    /** As it is called: "BibTeX", "ClaimReview", "CSV". */
    format: text().notNull(),
    /** The article whose claims they became. */
    articleId: uuid(),
    records: jsonb().$type<RecordReport[]>().notNull(),
    importedBy: uuid().notNull(),
    importedAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'imports_by', columns: [t.importedBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'imports_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    index('imports_by_person').on(t.importedBy),
    index('imports_by_article').on(t.articleId),
    check('imports_kind', oneOf(t.kind, IMPORTED)),
    check('imports_records', sql`jsonb_array_length(${t.records}) > 0`),
    check('imports_of_claims', sql`(${t.kind} = 'claims') = (${t.articleId} is not null)`),
  ],
);
