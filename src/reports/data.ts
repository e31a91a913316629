import type { RecordPart } from '../records/queries.ts';
import type { ReportReading } from './queries.ts';

/** What a file says it is. `version` grows when a reader of the old form would be misled by the new one. */
export const REPORT_FORMAT = { format: 'linecheck-report', version: 1 } as const;

/** The report as JSON, one line for each claim; with the rows of the article's record where they go along. */
export async function* writeJson(
  { head, claims, end }: ReportReading,
  record: AsyncIterable<RecordPart> | null,
): AsyncGenerator<string> {
  yield `{${members({ ...REPORT_FORMAT, ...head })},\n"claims":[`;
  let first = true;
  for await (const claim of claims) {
    yield `${first ? '' : ','}\n${JSON.stringify(claim)}`;
    first = false;
  }
  yield `],${members(end())}`;
  if (record !== null) yield* recordMember(record);
  yield '\n}\n';
}

async function* recordMember(record: AsyncIterable<RecordPart>): AsyncGenerator<string> {
  let open: string | null = null;
  yield ',\n"record":{';
  for await (const { section, rows } of record) {
    const begins = section !== open;
    if (begins) yield `${open === null ? '' : '],'}\n${JSON.stringify(section)}:[`;
    open = section;
    const lines = rows.map((row) => `\n${JSON.stringify(row)}`).join(',');
    yield lines === '' || begins ? lines : `,${lines}`;
  }
  yield ']}';
}

const members = (value: object): string =>
  Object.entries(value)
    .map(([name, member]) => `\n${JSON.stringify(name)}:${JSON.stringify(member)}`)
    .join(',');
