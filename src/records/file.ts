import { createHash } from 'node:crypto';
import { z } from 'zod';
import { breakInWords, DESK_CHAIN, walkRecord, type RecordedEntry } from '../core/chain.ts';
import { peopleIn, type HistoryEvent } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { nameOf } from '../imports/parse.ts';
import { isPacked, unpacked } from '../readers/packed.ts';
import { REPORT_FORMAT } from '../reports/data.ts';
import { ReportShape } from '../reports/shape.ts';
import { keyOf, listSections, type Row } from './queries.ts';

/** What may be handed in, in bytes: a report of some twenty thousand claims with its record, or a package with snapshots. */
export const MOST_BYTES = 100_000_000;
/** What a package may unpack to. */
const MOST_UNPACKED = { part: MOST_BYTES, sum: 300_000_000 };
const MOST_CLAIMS = 20_000;
const MOST_ENTRIES = 250_000;

/** The record of an article as a file carries it, found whole. */
export interface RecordFile {
  name: string;
  sha256: string;
  article: { id: string; title: string };
  asOf: string;
  /** Where its history ends. */
  head: { entries: number; head: string };
  /** Rows by section. */
  rows: Record<string, Row[]>;
  history: RecordedEntry[];
  people: { id: string; name: string; mail: string | null; outsider: boolean }[];
  /** What came along of what the snapshots are of. */
  bytes: Uint8Array[];
}

/**
 * The record in a file: the JSON of a report with its confidential parts, or an evidence package that has it, whose
 * snapshots then come along. Refuses, at the field `file`, what is no such file and what does not hold: whose history is
 * not as it was sealed, whose texts are not those of their hashes, that names what is not in it.
 */
export function readRecordFile(sentName: string, bytes: Uint8Array): RecordFile {
  try {
    return readFile(nameOf(sentName), bytes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.reason, `Nothing was brought in. ${error.message}`, { file: [error.message] });
  }
}

function readFile(name: string, bytes: Uint8Array): RecordFile {
  if (bytes.length > MOST_BYTES)
    throw new Refusal('too_large', `A file may have at most ${MOST_BYTES / 1_000_000} MB.`);
  const parts = isPacked(bytes) ? unpacked(bytes, isWanted, 'package', MOST_UNPACKED) : { [DATA_FILE]: bytes };
  const data = parts[DATA_FILE];
  if (data === undefined) throw invalid(`This ZIP file has no ${DATA_FILE}: it is no evidence package.`);
  const { article, asOf, revision, history, record } = readReport(data);
  const { history: entries, people, ...sections } = record;
  const file: RecordFile = {
    name,
    sha256: sha256(bytes),
    article: { id: article.id, title: article.title },
    asOf,
    head: history.article,
    rows: sections,
    history: entries,
    people: people.map((person) => ({ ...person, outsider: false })),
    bytes: [],
  };
  demandOneArticle(file);
  demandHistory(file);
  demandTexts(file, revision);
  demandReferences(file);
  const guests = new Set(entries.flatMap(({ event }) => guestIn(event as HistoryEvent)));
  for (const person of file.people) person.outsider = guests.has(person.id);
  return { ...file, bytes: snapshotsIn(file, parts) };
}

const DATA_FILE = 'report.json';
const SNAPSHOT = /^snapshots\/([0-9a-f]{64})\./;
const isWanted = (name: string) => name === DATA_FILE || SNAPSHOT.test(name);

const invalid = (sentence: string) => new Refusal('invalid', sentence);
const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

const Face = z.looseObject({
  format: z.literal(REPORT_FORMAT.format),
  version: z.unknown().optional(),
  leftOut: z.array(z.unknown()).nullish(),
  record: z.unknown().optional(),
});

function readReport(data: Uint8Array) {
  const sent = parsedJson(data);
  const face = Face.safeParse(sent);
  if (!face.success) throw invalid('This is not a report that Linecheck has written as JSON.');
  const { version, leftOut, record } = face.data;
  if (version !== REPORT_FORMAT.version) {
    throw invalid(
      `It is of version ${String(version)} of the format, and this desk knows version ${REPORT_FORMAT.version}.`,
    );
  }
  if (record === undefined || (leftOut?.length ?? 0) > 0) {
    throw invalid('It was taken without its confidential parts, and only with them has it the whole record.');
  }
  const read = ReportShape.safeParse(sent);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    throw invalid(`It is not as its schema says: ${path.join('.') || 'the whole'}: ${message}.`);
  }
  const { claims } = read.data;
  const { record: whole } = read.data;
  if (claims.length > MOST_CLAIMS || whole!.history.length > MOST_ENTRIES) {
    const [most, entries] = [MOST_CLAIMS, MOST_ENTRIES].map((count) => count.toLocaleString('en'));
    throw new Refusal('too_large', `An article with more than ${most} claims or ${entries} entries is for a backup.`);
  }
  return { ...read.data, record: whole! };
}

function parsedJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    throw invalid('This is neither JSON nor a ZIP file, or it is cut short.');
  }
}

function demandOneArticle({ article, rows }: RecordFile): void {
  const [one, ...more] = rows['articles']!;
  if (one === undefined || more.length > 0 || one['id'] !== article.id) {
    throw invalid('Its record is not of the one article that the report is of.');
  }
}

function demandHistory({ article, history, head }: RecordFile): void {
  const stranger = history.find(({ chain, articleId, claimId, sourceId, speakerId }) =>
    chain === article.id
      ? articleId !== article.id
      : chain !== DESK_CHAIN || articleId !== null || claimId !== null || (sourceId ?? speakerId) === null,
  );
  if (stranger) throw invalid(`Entry ${stranger.entry} of its history is not about this article.`);
  const end = walkRecord(article.id, history, sha256);
  if ('how' in end) throw invalid(`Its history does not hold. ${breakInWords(end)}`);
  if (end.place !== head.entries || end.hash !== head.head) {
    throw invalid('Its history does not end where the report says: the newest entries are cut off.');
  }
}

/** Each text is that of its hash, and each claim stands on its words. */
function demandTexts({ rows }: RecordFile, reported: { number: number; sha256: string }): void {
  const bodies = new Map<unknown, string>();
  for (const { id, number, body, sha256: told } of rows['revisions']!) {
    if (sha256(body as string) !== told) throw invalid(`Revision ${Number(number)} is not the text of its SHA-256.`);
    bodies.set(id, body as string);
  }
  const newest = rows['revisions']!.at(-1);
  if (newest?.['number'] !== reported.number || newest['sha256'] !== reported.sha256) {
    throw invalid('The newest revision in its record is not the one that the report is of.');
  }
  for (const { number, revisionId, start, end, exact } of rows['claims']!) {
    if (bodies.get(revisionId)?.slice(start as number, end as number) !== exact) {
      throw invalid(`Claim ${Number(number)} does not stand on its words.`);
    }
  }
}

/** Whatever a row names by its id is in the record: nothing of another article can be reached by it. */
function demandReferences({ article, rows, history, people }: RecordFile): void {
  const persons = new Set(people.map(({ id }) => id));
  const there = new Map<string, Set<string>>();
  const keysOf = (section: string, columns: string[]) => {
    const name = `${section} ${columns.join(' ')}`;
    const known = there.get(name) ?? new Set(rows[section]!.map((row) => keyOf(columns, row)));
    there.set(name, known);
    return known;
  };
  for (const { section, people: theirs, references } of listSections()) {
    for (const row of rows[section]!) {
      const missing =
        theirs.find((name) => row[name] !== null && !persons.has(row[name] as string)) ??
        references.find(
          (each) =>
            each.columns.every((name) => row[name] !== null) &&
            !keysOf(each.section, each.there).has(keyOf(each.columns, row)),
        )?.columns[0];
      if (missing !== undefined) throw invalid(`A row of ${section} names a ${missing} that is not in the file.`);
      if (row['articleId'] !== undefined && row['articleId'] !== article.id) {
        throw invalid(`A row of ${section} is of another article.`);
      }
    }
  }
  for (const { entry, personId, claimId, sourceId, speakerId, event } of history) {
    const known =
      [personId, ...peopleIn(event as HistoryEvent)].every((id) => persons.has(id)) &&
      (claimId === null || keysOf('claims', ['id']).has(claimId)) &&
      (sourceId === null || keysOf('sources', ['id']).has(sourceId)) &&
      (speakerId === null || keysOf('speakers', ['id']).has(speakerId));
    if (!known) throw invalid(`Entry ${entry} of its history names what is not in the file.`);
  }
  if (rows['snapshots']!.some(({ jobId }) => jobId !== null))
    throw invalid('A snapshot in it is of no source or text.');
}

const guestIn = (event: HistoryEvent): string[] => (event.kind === 'outsider_invited' ? [event.whomId] : []);

function snapshotsIn({ rows }: RecordFile, parts: Record<string, Uint8Array>): Uint8Array[] {
  const named = new Set(rows['snapshots']!.map((row) => row['sha256']));
  return Object.entries(parts).flatMap(([name, content]) => {
    const told = SNAPSHOT.exec(name)?.[1];
    if (told === undefined || !named.has(told)) return [];
    if (sha256(content) !== told) throw invalid(`${name} is not what it was.`);
    return [content];
  });
}
