import { boolean, foreignKey, pgTable, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { people } from './people.ts';

/** Who is written to each morning about what is new; somebody without a row wants it and has had none. */
export const digests = pgTable(
  'digests',
  {
    personId: uuid().primaryKey(),
    wanted: boolean().notNull().default(true),
    sentAt: moment(),
  },
  (t) => [foreignKey({ name: 'digests_person', columns: [t.personId], foreignColumns: [people.id] })],
);
