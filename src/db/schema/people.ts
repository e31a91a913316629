import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { GUEST_ROLES, PERSON_ROLES, SCOPES } from '../../core/rights.ts';
import { id, madeAt, moment, oneOf, someOf } from './columns.ts';

const KEPT_ROLES = [...PERSON_ROLES, ...GUEST_ROLES] as const;

export const people = pgTable(
  'people',
  {
    id: id(),
    name: text().notNull(),
    role: text({ enum: KEPT_ROLES }).notNull(),
    /** What they sign in with; null for those who cannot. */
    mail: text(),
    /** Since when they are of the desk no more; what they did stays theirs. */
    leftAt: moment(),
    /** Who of the desk this is, where a record that was taken over knows them by another id. */
    sameAs: uuid(),
    /** Since when nobody knows who they were. */
    erasedAt: moment(),
    version: integer().notNull().default(1),
    createdAt: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'people_same_as', columns: [t.sameAs], foreignColumns: [t.id] }),
    index('people_by_same_as').on(t.sameAs),
    uniqueIndex('people_one_per_mail').on(sql`lower(${t.mail})`),
    index('people_by_name').on(sql`lower(${t.name})`, t.id),
    check('people_role', oneOf(t.role, KEPT_ROLES)),
    check(
      'people_same',
      sql`${t.sameAs} is null or (${t.mail} is null and ${t.leftAt} is not null and ${t.sameAs} <> ${t.id})`,
    ),
    check('people_erased', sql`${t.erasedAt} is null or (${t.mail} is null and ${t.leftAt} is not null)`),
  ],
);

/** Apart from the people, so that no list of people carries one along. */
export const passwords = pgTable(
  'passwords',
  {
    personId: uuid().primaryKey(),
    /** argon2id, with its salt and costs. */
    hash: text().notNull(),
    chosenAt: madeAt(),
  },
  (t) => [foreignKey({ name: 'passwords_person', columns: [t.personId], foreignColumns: [people.id] })],
);

/** One-time links with which somebody chooses a password: the first, or one in place of a lost one. */
export const invitations = pgTable(
  'invitations',
  {
    id: id(),
    personId: uuid().notNull(),
    /** SHA-256 of the secret in the link. */
    digest: text().notNull(),
    madeBy: uuid().notNull(),
    madeAt: madeAt(),
    endsAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ name: 'invitations_person', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'invitations_made_by', columns: [t.madeBy], foreignColumns: [people.id] }),
    uniqueIndex('invitations_one_per_digest').on(t.digest),
    index('invitations_by_person').on(t.personId),
    index('invitations_by_maker').on(t.madeBy),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    personId: uuid().notNull(),
    /** SHA-256 of the secret in the cookie. */
    digest: text().notNull(),
    /** What the browser calls itself, and where it asked from, for its owner to know it by. */
    agent: text().notNull(),
    address: text().notNull(),
    startedAt: madeAt(),
    seenAt: madeAt(),
    endsAt: moment().notNull(),
  },
  (t) => [
    foreignKey({ name: 'sessions_person', columns: [t.personId], foreignColumns: [people.id] }),
    uniqueIndex('sessions_one_per_digest').on(t.digest),
    index('sessions_by_person').on(t.personId, t.seenAt),
    index('sessions_by_end').on(t.endsAt),
  ],
);

/** How often somebody tried to sign in, by account and by address; the columns are those of rate-limiter-flexible. */
export const attempts = pgTable(
  'attempts',
  {
    key: text().primaryKey(),
    points: integer().notNull(),
    expire: timestamp({ withTimezone: true, precision: 3, mode: 'date' }),
  },
  (t) => [index('attempts_by_end').on(t.expire)],
);

/** Personal access tokens: what a program of somebody's comes with. */
export const accessTokens = pgTable(
  'access_tokens',
  {
    id: id(),
    personId: uuid().notNull(),
    name: text().notNull(),
    /** SHA-256 of the secret. */
    digest: text().notNull(),
    scopes: text({ enum: SCOPES }).array().notNull(),
    madeAt: madeAt(),
    endsAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [
    foreignKey({ name: 'access_tokens_person', columns: [t.personId], foreignColumns: [people.id] }),
    uniqueIndex('access_tokens_one_per_digest').on(t.digest),
    index('access_tokens_by_person').on(t.personId),
    check('access_tokens_scopes', someOf(t.scopes, SCOPES)),
    check('access_tokens_name', sql`${t.name} <> ''`),
  ],
);
