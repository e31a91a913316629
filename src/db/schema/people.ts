import { check, pgTable, text } from 'drizzle-orm/pg-core';
import { PERSON_ROLES } from '../../core/rights.ts';
import { id, madeAt, oneOf } from './columns.ts';

export const people = pgTable(
  'people',
  { id: id(), name: text().notNull(), role: text({ enum: PERSON_ROLES }).notNull(), createdAt: madeAt() },
  (t) => [check('people_role', oneOf(t.role, PERSON_ROLES))],
);
