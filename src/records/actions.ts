import { getTableColumns, sql } from 'drizzle-orm';
import { canonical, DESK_CHAIN, type Json } from '../core/chain.ts';
import type { HistoryEvent } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { brokenConstraint, isUnfit, type Db, type Tx } from '../db/client.ts';
import { changeOrigins, settleLevelsOfArticle, settleLevelsOver } from '../levels/actions.ts';
import { recognisePeopleIn } from '../people/actions.ts';
import { keepNamedIn } from '../snapshots/actions.ts';
import { holdEntry } from '../sources/actions.ts';
import type { RecordFile } from './file.ts';
import {
  findRowsAlike,
  hasChain,
  isArticleHere,
  keyOf,
  listSealsKnown,
  listSections,
  type Row,
  type SectionTold,
} from './queries.ts';

/** What was brought in with a record: as history tells it, and where it is. */
export type RecordImported = Extract<HistoryEvent, { kind: 'record_imported' }> & { articleId: string; title: string };

/**
 * Brings in an article as it stood on another desk: every row under the id that it has, history word for word with its
 * seals, and behind it one entry that says so. All of it or nothing. People are known again by id or mail address; the
 * others stay names. Refuses an article that is here or was, and ids under which something else is here.
 */
export async function importRecord(db: Db, person: Person, file: RecordFile): Promise<RecordImported> {
  demand(person, 'manage');
  try {
    return await db.transaction((tx) => importIn(tx, person, file));
  } catch (error) {
    if (brokenConstraint(error) === null && !isUnfit(error)) throw error;
    const constraint = brokenConstraint(error);
    const what = constraint === null ? 'a value in it cannot be kept' : `its rows break the rule “${constraint}”`;
    throw refused('invalid', `The record does not hold together: ${what}.`);
  }
}

async function importIn(tx: Tx, person: Person, file: RecordFile): Promise<RecordImported> {
  const { article, rows } = file;
  await changeOrigins(tx);
  await holdEntry(tx);
  await demandNew(tx, file);
  const { here, names } = await recognisePeopleIn(tx, file.people);
  const named = [...new Set(rows['snapshots']!.map((row) => row['sha256'] as string))];
  const kept = await keepNamedIn(tx, named, file.bytes);
  const relays: Row[] = [];
  for (const section of listSections()) {
    const theirs = rows[section.section]!.map((row) => withPeople(row, section, here));
    const fresh = await onlyNew(tx, section, theirs);
    await putRows(tx, section, fresh);
    if (section.section === 'relays') relays.push(...fresh);
  }
  const event: Extract<HistoryEvent, { kind: 'record_imported' }> = {
    kind: 'record_imported',
    name: file.name,
    sha256: file.sha256,
    asOf: file.asOf,
    ...file.head,
    people: { here: here.size - names, names },
    snapshots: { named: named.length, kept },
  };
  // What is said of sources and speakers may have come with another article of theirs.
  const known = await listSealsKnown(tx, file.history);
  const entries = file.history.filter(({ chain, hash }) => chain !== DESK_CHAIN || !known.has(hash));
  await tx.execute(
    sql`select take_over_history(${article.id}, ${person.id}, ${JSON.stringify(entries)}::jsonb, ${JSON.stringify(event)}::jsonb)`,
  );
  await settleLevelsOfArticle(tx, article.id);
  // A source that was here may come from another one from now on.
  for (const relay of relays) await settleLevelsOver(tx, relay['sourceId'] as string);
  return { ...event, articleId: article.id, title: article.title };
}

const refused = (reason: 'invalid' | 'conflict', sentence: string): Refusal =>
  new Refusal(reason, `Nothing was brought in. ${sentence}`, { file: [sentence] });

async function demandNew(tx: Tx, { article }: RecordFile): Promise<void> {
  if (await isArticleHere(tx, article.id)) {
    throw refused('conflict', `“${article.title}” is on this desk already, under the id that it has in the file.`);
  }
  if (await hasChain(tx, article.id)) {
    throw refused('conflict', 'This article was on this desk and was erased. What is erased does not come back.');
  }
}

/** A row with whoever it names as they are known here. */
function withPeople(row: Row, { people }: SectionTold, here: ReadonlyMap<string, string>): Row {
  const known = people.flatMap((name) => (row[name] === null ? [] : [[name, here.get(row[name] as string)!] as const]));
  return { ...row, ...Object.fromEntries(known) };
}

/**
 * The rows that are not here yet. What is the desk's, such as a source, may have come with another article, word for
 * word; refuses what is here and says something else, and whatever is an article's own.
 */
async function onlyNew(tx: Tx, section: SectionTold, rows: readonly Row[]): Promise<Row[]> {
  const there = await findRowsAlike(tx, section, rows);
  return rows.filter((row) => {
    const other = there.get(keyOf(section.key, row));
    if (other === undefined) return true;
    if (section.ofTheDesk && canonicalRow(row) === canonicalRow(other)) return false;
    const title = (row['title'] ?? row['name'] ?? keyOf(section.key, row)) as string;
    throw refused(
      'conflict',
      `Under the id of “${title}” (${section.section}) this desk has something already, and it says something else.`,
    );
  });
}

const canonicalRow = (row: Row): string => canonical(JSON.parse(JSON.stringify(row)) as Json);

/** Writes rows as they were. Each table has one writer for what is done on the desk; this was done on another. */
async function putRows(tx: Tx, { table }: SectionTold, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table));
  const list = (each: (name: string, type: string) => string) =>
    sql.raw(columns.map(([name, column]) => each(name, column.getSQLType())).join(', '));
  await tx.execute(sql`
    insert into ${table} (${list((name) => `"${inSnakeCase(name)}"`)}) select ${list((name) => `"${name}"`)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as each (${list((name, type) => `"${name}" ${type}`)})`);
}

/** A column as the database calls it. */
const inSnakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
