import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, id, madeAt } from './columns.ts';
import { people } from './people.ts';
import { speakers } from './speakers.ts';

/** Who a speaker is who is not named: sealed with a key that the database does not have. */
export const identities = pgTable(
  'identities',
  {
    /** The speaker's. */
    id: id(),
    keyId: text().notNull(),
    sealed: bytes().notNull(),
    version: integer().notNull().default(1),
    keptBy: uuid().notNull(),
    keptAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'identities_speaker', columns: [t.id], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'identities_kept_by', columns: [t.keptBy], foreignColumns: [people.id] }),
    index('identities_by_keeper').on(t.keptBy),
  ],
);

/** Those who may read it, and nobody else. */
export const identityReaders = pgTable(
  'identity_readers',
  { identityId: uuid().notNull(), personId: uuid().notNull() },
  (t) => [
    primaryKey({ name: 'identity_readers_pk', columns: [t.identityId, t.personId] }),
    foreignKey({ name: 'identity_readers_identity', columns: [t.identityId], foreignColumns: [identities.id] }),
    foreignKey({ name: 'identity_readers_person', columns: [t.personId], foreignColumns: [people.id] }),
    index('identity_readers_by_person').on(t.personId),
  ],
);
