import {
  and,
  asc,
  eq,
  getTableColumns,
  inArray,
  or,
  sql,
  type AnyColumn,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import { alias, getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { getArticle } from '../articles/queries.ts';
import { DESK_CHAIN } from '../core/chain.ts';
import { peopleIn, type HistoryEvent } from '../core/history.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import {
  admissions,
  articles,
  attributions,
  authorQueries,
  chains,
  changes,
  claims,
  clearances,
  comments,
  corrections,
  earlierFindings,
  evidence,
  findings,
  follows,
  formerSeals,
  gateOverrides,
  history,
  passages,
  people,
  plans,
  relays,
  resemblances,
  revisions,
  seals,
  sentences,
  snapshots,
  sourceLooks,
  sources,
  speakers,
  suggestions,
} from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';

/** Rows of one kind, as many as are held at one time. */
export interface RecordPart {
  section: string;
  rows: Row[];
}

export type Row = Record<string, unknown>;

/** What the rows of a section are found by. */
interface Scope {
  articleId: string;
  /** The sources used on the article and those behind them, as far as the person sees them. */
  sourceIds: string[];
}

interface Section {
  table: PgTable;
  of: (scope: Scope) => SQL | undefined;
  order: AnyColumn[];
  /** Its rows are the desk's, and may be on another one already when an article that uses them comes there. */
  ofTheDesk?: boolean;
}

const claimsOf = ({ articleId }: Scope) => sql`(select id from claims where article_id = ${articleId})`;
const revisionsOf = ({ articleId }: Scope) => sql`(select id from revisions where article_id = ${articleId})`;
const among = (column: SQLWrapper, ids: string[]) => sql`${column} = any(${sql.param(ids)}::uuid[])`;

/**
 * The tables whose rows are the record of an article, each behind those that it refers to. Only the people come last, as
 * nobody knows before which they are, and of a person only id, name and mail.
 */
const SECTIONS = {
  /** With those that they were merged into, on the way to the one that is kept. */
  speakers: {
    table: speakers,
    of: (scope) =>
      sql`${speakers.id} in (
        with recursive named (id, next) as (
          select id, merged_into from speakers where id in (
            select speaker_id from attributions where claim_id in ${claimsOf(scope)}
            union select speaker_id from sources where ${among(sql`sources.id`, scope.sourceIds)})
          union select speakers.id, speakers.merged_into from speakers join named on speakers.id = named.next
        )
        select id from named)`,
    order: [speakers.id],
    ofTheDesk: true,
  },
  sources: {
    table: sources,
    of: ({ sourceIds }) => among(sources.id, sourceIds),
    order: [sources.id],
    ofTheDesk: true,
  },
  relays: {
    table: relays,
    of: ({ sourceIds }) => and(among(relays.sourceId, sourceIds), among(relays.relayedId, sourceIds)),
    order: [relays.sourceId, relays.relayedId],
    ofTheDesk: true,
  },
  articles: { table: articles, of: ({ articleId }) => eq(articles.id, articleId), order: [articles.id] },
  admissions: {
    table: admissions,
    of: ({ articleId }) => eq(admissions.articleId, articleId),
    order: [admissions.personId],
  },
  plans: { table: plans, of: ({ articleId }) => eq(plans.articleId, articleId), order: [plans.articleId] },
  revisions: {
    table: revisions,
    of: ({ articleId }) => eq(revisions.articleId, articleId),
    order: [revisions.number],
  },
  passages: {
    table: passages,
    of: (scope) => sql`${passages.revisionId} in ${revisionsOf(scope)}`,
    order: [passages.revisionId, passages.position],
  },
  sentences: {
    table: sentences,
    of: (scope) => sql`${sentences.revisionId} in ${revisionsOf(scope)}`,
    order: [sentences.revisionId, sentences.position],
  },
  clearances: {
    table: clearances,
    of: (scope) => sql`${clearances.revisionId} in ${revisionsOf(scope)}`,
    order: [clearances.revisionId, clearances.position],
  },
  claims: { table: claims, of: ({ articleId }) => eq(claims.articleId, articleId), order: [claims.number] },
  findings: {
    table: findings,
    of: (scope) => sql`${findings.claimId} in ${claimsOf(scope)}`,
    order: [findings.id],
  },
  follows: {
    table: follows,
    of: (scope) => sql`${follows.claimId} in ${claimsOf(scope)}`,
    order: [follows.revisionId, follows.claimId],
  },
  attributions: {
    table: attributions,
    of: (scope) => sql`${attributions.claimId} in ${claimsOf(scope)}`,
    order: [attributions.claimId, attributions.link],
  },
  evidence: {
    table: evidence,
    of: (scope) => sql`${evidence.claimId} in ${claimsOf(scope)}`,
    order: [evidence.id],
  },
  suggestions: {
    table: suggestions,
    of: ({ articleId }) => eq(suggestions.articleId, articleId),
    order: [suggestions.revisionId, suggestions.position],
  },
  authorQueries: {
    table: authorQueries,
    of: ({ articleId }) => eq(authorQueries.articleId, articleId),
    order: [authorQueries.id],
  },
  comments: { table: comments, of: ({ articleId }) => eq(comments.articleId, articleId), order: [comments.id] },
  corrections: {
    table: corrections,
    of: ({ articleId }) => eq(corrections.articleId, articleId),
    order: [corrections.id],
  },
  gateOverrides: {
    table: gateOverrides,
    of: ({ articleId }) => eq(gateOverrides.articleId, articleId),
    order: [gateOverrides.id],
  },
  /** Their bytes are named by their SHA-256, and are elsewhere. */
  snapshots: {
    table: snapshots,
    of: (scope) =>
      or(among(snapshots.sourceId, scope.sourceIds), sql`${snapshots.revisionId} in ${revisionsOf(scope)}`),
    order: [snapshots.id],
    ofTheDesk: true,
  },
  sourceLooks: {
    table: sourceLooks,
    of: ({ sourceIds }) => among(sourceLooks.sourceId, sourceIds),
    order: [sourceLooks.id],
    ofTheDesk: true,
  },
  /** Those of others that a claim was held against. */
  earlierFindings: {
    table: earlierFindings,
    of: (scope) =>
      sql`${earlierFindings.id} in (select earlier_finding_id from resemblances where claim_id in ${claimsOf(scope)})`,
    order: [earlierFindings.id],
    ofTheDesk: true,
  },
  /** But for those to claims of other articles, which their records tell. */
  resemblances: {
    table: resemblances,
    of: (scope) =>
      sql`${resemblances.claimId} in ${claimsOf(scope)}
        and (${resemblances.earlierClaimId} is null or ${resemblances.earlierClaimId} in ${claimsOf(scope)})`,
    order: [resemblances.id],
  },
} satisfies Record<string, Section>;

/** Tables whose rows no record of an article carries, and why. */
export const NOT_IN_RECORD: Record<string, string> = {
  imports: 'is what an import answered, which what it made tells as well',
  relay_dismissals: 'tells of sources of other articles too',
  text_prints: 'is worked out again from what is kept',
  access_tokens: 'is a way in',
  attempts: 'is how often somebody tried the door',
  chains: 'is where the chains end, which the entries tell',
  digests: 'is who is written to',
  house_rules: 'is the newsroom’s; the report says by which rules the gate was asked',
  identities: 'is read by those named on it and by nobody else',
  identity_readers: 'goes with the identity',
  invitations: 'is a way in',
  job_files: 'is work under way',
  jobs: 'is work under way',
  kept_bytes: 'is as large as it comes; the package of the evidence has it',
  kept_forms: 'is what somebody typed and has not sent',
  levels: 'is worked out again from what is kept',
  merges: 'tells of evidence in other articles too',
  notifications: 'is what a person has still to read',
  outsiders: 'is a way in',
  passwords: 'is nobody’s record',
  sessions: 'is a way in',
  visits: 'is what a person has looked at, which is theirs',
};

/** A column as a reader of the record needs to know it. */
export interface ColumnTold {
  name: string;
  type: 'uuid' | 'text' | 'day' | 'moment' | 'whole' | 'number' | 'truth' | 'json' | 'texts';
  codes: readonly string[] | null;
  optional: boolean;
}

/** The columns of each section that is the rows of a table. */
export function columnsOfSections(): Record<string, ColumnTold[]> {
  return Object.fromEntries(Object.entries(SECTIONS).map(([section, { table }]) => [section, columnsOf(table)]));
}

/** The tables that a record is read from, by their names in the database. */
export function tablesInRecord(): string[] {
  const sections = Object.values(SECTIONS).map(({ table }) => table);
  const tables: PgTable[] = [...sections, people, history, seals, formerSeals, changes];
  return tables.map((table) => getTableConfig(table).name);
}

/** A section as whoever takes a record over needs to know it. */
export interface SectionTold {
  section: string;
  table: PgTable;
  ofTheDesk: boolean;
  /** The columns by which a row is told from every other. */
  key: string[];
  /** Those that name somebody by id. */
  people: string[];
  /** Those that together name a row of another section, or of this one. */
  references: { columns: string[]; section: string; there: string[] }[];
}

/** The sections in the order in which their rows can be written. */
export function listSections(): SectionTold[] {
  const sectionOf = new Map(Object.entries<Section>(SECTIONS).map(([section, { table }]) => [table, section]));
  return Object.entries<Section>(SECTIONS).map(([section, { table, ofTheDesk = false }]) => {
    const { primaryKeys, foreignKeys } = getTableConfig(table);
    const keys = primaryKeys[0]?.columns ?? Object.values(getTableColumns(table)).filter(({ primary }) => primary);
    return {
      section,
      table,
      ofTheDesk,
      key: keys.map((column) => nameIn(table, column)),
      people: peopleColumns(table),
      references: foreignKeys.flatMap((each) => {
        const { columns, foreignColumns, foreignTable } = each.reference();
        const there = sectionOf.get(foreignTable);
        if (there === undefined) return [];
        return {
          columns: columns.map((column) => nameIn(table, column)),
          section: there,
          there: foreignColumns.map((column) => nameIn(foreignTable, column)),
        };
      }),
    };
  });
}

/** A column as rows name it. */
const nameIn = (table: PgTable, column: AnyColumn): string =>
  Object.entries(getTableColumns(table)).find(([, each]) => each.name === column.name)![0];

function columnsOf(table: PgTable): ColumnTold[] {
  return Object.entries(getTableColumns(table)).map(([name, column]) => {
    const element = (column as { baseColumn?: AnyColumn }).baseColumn ?? column;
    return { name, type: typeOf(column), codes: element.enumValues ?? null, optional: !column.notNull };
  });
}

function typeOf(column: AnyColumn): ColumnTold['type'] {
  if (column.dataType === 'array') return 'texts';
  if (column.dataType === 'json') return 'json';
  if (column.dataType === 'boolean') return 'truth';
  if (column.dataType === 'date') return 'moment';
  if (column.columnType === 'PgUUID') return 'uuid';
  if (column.columnType === 'PgDateString') return 'day';
  if (column.columnType === 'PgInteger' || column.columnType === 'PgBigInt53') return 'whole';
  if (column.dataType === 'number') return 'number';
  if (column.dataType === 'string') return 'text';
  throw new Error(`No record says what a ${column.columnType} is.`);
}

/** What stands in history of the article, or of its sources and speakers in the desk's own chain, with its first seal. */
const ENTRY = {
  entry: history.entry,
  chain: seals.chain,
  place: seals.place,
  articleId: history.articleId,
  claimId: history.claimId,
  sourceId: history.sourceId,
  speakerId: history.speakerId,
  personId: history.personId,
  event: history.event,
  at: history.at,
  /** When the change that it is part of was made: the moment as of which it shows. */
  changedAt: changes.at,
  digest: seals.digest,
  hash: seals.hash,
};

/** What is told instead of an entry that was taken over itself: as it was where it was written. */
const FORMERLY: Partial<Record<keyof typeof ENTRY, AnyColumn>> = {
  entry: formerSeals.number,
  place: formerSeals.place,
  changedAt: formerSeals.changedAt,
  hash: formerSeals.hash,
};
const ENTRY_AS_TOLD = Object.fromEntries(
  Object.entries(ENTRY).map(([name, column]) => [
    name,
    sql`coalesce(${FORMERLY[name as keyof typeof ENTRY] ?? column}, ${column})`,
  ]),
);

/**
 * The record of an article row by row, with everything it takes to set it up again elsewhere but the bytes of snapshots.
 * To be read in a transaction, which sees one snapshot of the desk or of its past.
 */
export async function* readRecord(db: Db, person: Person, articleId: string): AsyncGenerator<RecordPart> {
  await getArticle(db, person, articleId);
  const scope: Scope = { articleId, sourceIds: await sourcesBehind(db, person, articleId) };
  const seen = new Set<string>();
  const namesakes = await listNamesakes(db, scope);
  const speakerIds: string[] = [];
  for (const [section, { table, of, order }] of Object.entries<Section>(SECTIONS)) {
    const columns = getTableColumns(table);
    const theirs = peopleColumns(table);
    const asked = db
      .select(named(columns))
      .from(table)
      .where(of(scope))
      .orderBy(...order.map((column) => asc(column)));
    for await (const rows of inBatches(db, section, asked, columns)) {
      for (const row of rows) {
        for (const name of theirs) {
          const id = row[name];
          if (typeof id !== 'string') continue;
          // History is word for word, and so whoever did something goes by the id that it has.
          row[name] = namesakes.get(id) ?? id;
          seen.add(row[name] as string);
        }
      }
      if (section === 'speakers') speakerIds.push(...rows.map((row) => row['id'] as string));
      yield { section, rows };
    }
  }
  const about = or(
    eq(history.articleId, articleId),
    and(
      eq(seals.chain, DESK_CHAIN),
      or(among(history.sourceId, scope.sourceIds), among(history.speakerId, speakerIds)),
    ),
  );
  const entries = db
    .select(named(ENTRY_AS_TOLD))
    .from(history)
    .innerJoin(seals, eq(seals.entry, history.entry))
    .innerJoin(changes, eq(changes.id, seals.changeId))
    .leftJoin(formerSeals, eq(formerSeals.entry, history.entry))
    .where(about)
    .orderBy(asc(history.entry));
  for await (const rows of inBatches(db, 'history', entries, ENTRY)) {
    for (const row of rows) {
      seen.add(row['personId'] as string);
      for (const id of peopleIn(row['event'] as HistoryEvent)) seen.add(id);
    }
    yield { section: 'history', rows };
  }
  const here = alias(people, 'here');
  const known = db
    .select({ id: people.id, name: people.name, mail: sql<string | null>`coalesce(${people.mail}, ${here.mail})` })
    .from(people)
    .leftJoin(here, eq(here.id, people.sameAs))
    .where(among(people.id, [...seen]))
    .orderBy(asc(people.id));
  yield { section: 'people', rows: await known };
}

/** Rows held at one time. */
const BATCH = 500;

/** Columns by the names that their rows are to have. */
const named = (columns: Record<string, SQLWrapper>) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, sql`${column}`.as(name)]));

/** What a statement selects, a batch at a time, an empty one where there is nothing. Its cursor is open until the transaction ends. */
async function* inBatches(
  db: Db,
  section: string,
  statement: SQLWrapper,
  columns: Record<string, AnyColumn>,
): AsyncGenerator<Row[]> {
  const cursor = sql.identifier(`record_${section}`);
  await db.execute(sql`declare ${cursor} no scroll cursor for ${statement.getSQL()}`);
  for (;;) {
    const { rows } = await db.execute<Row>(sql`fetch ${sql.raw(String(BATCH))} from ${cursor}`);
    yield rows.map((row) => decoded(row, columns));
    if (rows.length < BATCH) return;
  }
}

const decoded = (row: Row, columns: Record<string, AnyColumn>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value === null ? null : columns[name]!.mapFromDriverValue(value),
    ]),
  );

async function sourcesBehind(db: Db, person: Person, articleId: string): Promise<string[]> {
  const used = sql`(
    with recursive behind (id) as (
      select source_id from evidence where claim_id in (select id from claims where article_id = ${articleId})
      union
      select relayed_id from relays join behind on relays.source_id = behind.id
    )
    select id from behind
  )`;
  const rows = await db
    .select({ id: sources.id })
    .from(sources)
    .where(and(inArray(sources.id, used), sourceInSight(person)));
  return rows.map(({ id }) => id);
}

function peopleColumns(table: PgTable): string[] {
  return getTableConfig(table)
    .foreignKeys.map((key) => key.reference())
    .filter(({ foreignTable }) => foreignTable === people)
    .flatMap(({ columns }) => columns.map((column) => nameIn(table, column)));
}

/** By whom of this desk the history of an article, or of its sources and speakers, names somebody by another id. */
async function listNamesakes(db: Db, { articleId, sourceIds }: Scope): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: people.id, sameAs: sql<string>`${people.sameAs}` })
    .from(people)
    .where(
      sql`${people.sameAs} is not null and exists (
        select from history as h where (h.article_id = ${articleId} or ${among(sql`h.source_id`, sourceIds)})
          and (h.person_id = people.id or strpos(h.event::text, people.id::text) > 0))`,
    );
  return new Map(rows.map(({ id, sameAs }) => [sameAs, id]));
}

/** Rows of the desk's that have the same keys as these, by key. */
export async function findRowsAlike(
  db: Db,
  { table, key }: SectionTold,
  rows: readonly Row[],
): Promise<Map<string, Row>> {
  const columns = getTableColumns(table);
  const found = new Map<string, Row>();
  await inChunks(rows, async (chunk) => {
    const wanted = chunk.map(
      (row) =>
        sql`(${sql.join(
          key.map((name) => sql`${row[name]}`),
          sql`, `,
        )})`,
    );
    const asked = db
      .select(named(columns))
      .from(table)
      .where(
        sql`(${sql.join(
          key.map((name) => sql`${columns[name]}::text`),
          sql`, `,
        )}) in (${sql.join(wanted, sql`, `)})`,
      );
    const there = await db.execute<Row>(asked.getSQL());
    for (const row of there.rows) found.set(keyOf(key, row), decoded(row, columns));
  });
  return found;
}

/** A row's key as one text. */
export const keyOf = (key: readonly string[], row: Row): string => key.map((name) => String(row[name])).join(' ');

/** Whether an article is here, in whoever's sight. */
export async function isArticleHere(db: Db, articleId: string): Promise<boolean> {
  const [found] = await db.select({ id: articles.id }).from(articles).where(eq(articles.id, articleId));
  return found !== undefined;
}

/** Whether an article has a history here, erased or not. */
export async function hasChain(db: Db, articleId: string): Promise<boolean> {
  const [found] = await db.select({ chain: chains.chain }).from(chains).where(eq(chains.chain, articleId));
  return found !== undefined;
}

/** Those of these entries on sources and speakers that the desk wrote itself or has taken over already, by their hash. */
export async function listSealsKnown(
  db: Db,
  entries: readonly { chain: string; hash: string }[],
): Promise<Set<string>> {
  const known = new Set<string>();
  const ofDesk = entries.filter(({ chain }) => chain === DESK_CHAIN);
  await inChunks(ofDesk, async (chunk) => {
    const hashes = chunk.map(({ hash }) => hash);
    for (const table of [seals, formerSeals]) {
      const rows = await db
        .select({ hash: table.hash })
        .from(table)
        .where(and(eq(table.chain, DESK_CHAIN), inArray(table.hash, hashes)));
      for (const { hash } of rows) known.add(hash);
    }
  });
  return known;
}
