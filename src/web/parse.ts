import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';

/** What was wrong, field by field, with what was sent. */
export type FieldTroubles = Record<string, string[]>;

type Attempt<T> = { ok: true; value: T } | { ok: false; fields: FieldTroubles };

/** The value, or what was wrong with it. A body that nothing parsed counts as empty. */
export function attempt<T>(shape: z.ZodType<T>, sent: unknown): Attempt<T> {
  const read = shape.safeParse(sent ?? {});
  if (read.success) return { ok: true, value: read.data };
  const fields: FieldTroubles = {};
  for (const issue of read.error.issues) (fields[issue.path.join('.')] ??= []).push(issue.message);
  return { ok: false, fields };
}

/** The value, or a Refusal `invalid` that names each field. */
export function parse<T>(shape: z.ZodType<T>, sent: unknown): T {
  const read = attempt(shape, sent);
  if (read.ok) return read.value;
  throw new Refusal('invalid', 'Something in what was sent needs another look.', read.fields);
}

/** The parameters of an address, or a Refusal `not_found`: an id that is not one names nothing. */
export function parseAddress<T>(shape: z.ZodType<T>, params: unknown): T {
  const read = attempt(shape, params);
  if (read.ok) return read.value;
  throw new Refusal('not_found', 'There is nothing at this address.');
}

/** What PostgreSQL cannot keep or what no exact text has: NUL and halves of surrogate pairs. */
function keepable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

const sentText = z
  .string('This is needed as text.')
  .refine(keepable, 'This has a character that cannot be kept (a NUL, or half of a surrogate pair).');

/** One line of text, trimmed, its white space folded; empty is allowed. `most` counts UTF-16 units. */
export const line = (most = 500) =>
  sentText
    .transform((value) => value.replace(/\s+/g, ' ').trim())
    .refine((value) => value.length <= most, `At most ${most.toLocaleString('en')} characters.`);

/** Several lines of text, trimmed at both ends; empty is allowed. */
export const prose = (most = 10_000) =>
  sentText
    .transform((value) => value.replaceAll('\r\n', '\n').trim())
    .refine((value) => value.length <= most, `At most ${most.toLocaleString('en')} characters.`);

/** A shape that must not be empty, with the sentence for when it is. */
export const needed = <T extends z.ZodType<string>>(shape: T, sentence = 'This is needed.') =>
  shape.refine((value) => value !== '', sentence);

/** One code of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.enum(codes, 'Choose one of the offered values.');

/** A count or an offset, sent as a number or as its digits. */
export const wholeNumber = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,10}$/)
        .transform(Number),
    ],
    'A whole number is needed.',
  )
  .refine((value) => Number.isSafeInteger(value) && value >= 0, 'A whole number is needed.');

/** From 0 to 1, sent as a number or as its digits. */
export const share = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d(\.\d+)?$/)
        .transform(Number),
    ],
    'A number from 0 to 1 is needed.',
  )
  .refine((value) => value >= 0 && value <= 1, 'A number from 0 to 1 is needed.');

/** The version a form was looking at; without it nothing could be told stale. */
export const version = z
  .union(
    [
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ],
    'The version that you were looking at is needed.',
  )
  .refine((value) => Number.isInteger(value) && value > 0, 'The version that you were looking at is needed.');

export const id = z.uuid('This is not an id.');

/** A tick box: there or not, or a JSON boolean. */
export const tick = z
  .union([z.boolean(), z.string().transform((value) => !['', '0', 'false', 'off'].includes(value))])
  .optional()
  .transform((value) => value ?? false);

/** A web address, or empty. Only http and https: an address ends up in a link. */
export const webAddress = line(2_000).refine(
  (value) => value === '' || (/^https?:\/\//i.test(value) && URL.canParse(value)),
  'A full web address, beginning with http:// or https://.',
);

/** A day as `2013-06-14`; empty becomes null. */
export const day = line(10)
  .transform((value) => value || null)
  .refine((value) => value === null || isDay(value), 'A day, written like 2013-06-14.');

/** A year, a month or a day (`2013`, `2013-06`, `2013-06-14`); empty becomes null. */
export const partialDay = line(10)
  .transform((value) => value || null)
  .refine(
    (value) =>
      value === null || isDay(value.length === 4 ? `${value}-01-01` : value.length === 7 ? `${value}-01` : value),
    'A year, a month or a day, written like 2013, 2013-06 or 2013-06-14.',
  );

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value) && value >= '0001';
}
