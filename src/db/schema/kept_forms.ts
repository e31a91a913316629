import { foreignKey, index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytes, id, moment } from './columns.ts';
import { people } from './people.ts';

/** What somebody sent whose session had ended, until they are back. */
export const keptForms = pgTable(
  'kept_forms',
  {
    id: id(),
    personId: uuid().notNull(),
    /** Where it was sent and its fields, sealed with a secret that their browser has. */
    sealed: bytes().notNull(),
    endsAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ name: 'kept_forms_person', columns: [t.personId], foreignColumns: [people.id] }),
    index('kept_forms_by_person').on(t.personId, t.id),
    index('kept_forms_by_end').on(t.endsAt),
  ],
);
