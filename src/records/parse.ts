import { z } from 'zod';
import { columnsOfSections, type ColumnTold } from './queries.ts';

/** Said where a form comes without the file. */
export const NO_FILE = 'Choose a file.';

const moment = z.iso.datetime().describe('A moment, to the millisecond, in UTC');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.uuid();

const TYPES: Record<ColumnTold['type'], z.ZodType> = {
  uuid: id,
  text: z.string(),
  day: z.iso.date(),
  moment,
  whole: z.int32(),
  number: z.number(),
  truth: z.boolean(),
  texts: z.array(z.string()),
  json: z.unknown(),
};

/** The rows of each table by the names of its columns; a column that somebody added later has to be there too. */
const ROWS = Object.fromEntries(
  Object.entries(columnsOfSections()).map(([section, columns]) => [
    section,
    z.array(z.strictObject(Object.fromEntries(columns.map((column) => [column.name, cellShape(column)])))),
  ]),
);

function cellShape({ type, codes, optional }: ColumnTold): z.ZodType {
  const one = codes === null || codes.length === 0 ? TYPES[type] : z.enum(codes);
  const shape = type === 'texts' && codes !== null ? z.array(one) : one;
  return optional ? shape.nullable() : shape;
}

/** An entry of history as it stands, with what seals it: core/chain.ts says what is hashed. */
const EntryShape = z.strictObject({
  entry: z.int(),
  chain: id,
  place: z.int32().min(1),
  articleId: id.nullable(),
  claimId: id.nullable(),
  sourceId: id.nullable(),
  speakerId: id.nullable(),
  personId: id,
  event: z.looseObject({ kind: z.string() }),
  at: moment,
  changedAt: moment,
  digest: sha256,
  hash: sha256,
});

/**
 * The record of an article: the rows of its tables, each table behind those that it refers to but for the people, who
 * come last; history verbatim, that of the article without gaps and what the desk's own says of its sources and speakers.
 */
export const RecordShape = z.strictObject({
  ...ROWS,
  history: z.array(EntryShape),
  people: z.array(z.strictObject({ id, name: z.string(), mail: z.string().nullable() })),
});
