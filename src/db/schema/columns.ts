import { sql, type SQL } from 'drizzle-orm';
import { customType, timestamp, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** A closed list as the database checks it; drizzle's `enum` alone makes no CHECK. */
export function oneOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;
}

/** The same for a list of codes in one column. */
export function someOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} <@ array[${sql.raw(values.map((value) => `'${value}'`).join(', '))}]`;
}

/** A year, a month or a day: `2013`, `2013-06` or `2013-06-14`. */
export function partialDay(column: AnyPgColumn): SQL {
  return sql`${column} ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'`;
}

export const id = () => uuid().primaryKey();
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
export const madeAt = () => moment().notNull().defaultNow();
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
