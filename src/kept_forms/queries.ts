import { and, desc, eq, sql } from 'drizzle-orm';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { keptForms } from '../db/schema.ts';
import { unseal } from '../db/secrets.ts';
import type { KeptForm } from './actions.ts';

/** What a person sent from this browser while they were signed out. */
export async function getKeptForm(db: Db, person: Person, keptId: string, secret: string | null): Promise<KeptForm> {
  const [row] = await db
    .select({ sealed: keptForms.sealed })
    .from(keptForms)
    .where(and(eq(keptForms.id, keptId), eq(keptForms.personId, person.id), sql`${keptForms.endsAt} > now()`));
  const words = row && secret !== null ? unseal(secret, row.sealed) : null;
  if (words === null) {
    throw new Refusal('not_found', 'What was typed is kept for an hour, in the browser in which it was typed.');
  }
  return JSON.parse(words) as KeptForm;
}

export async function latestKept(db: Db, personId: string, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: keptForms.id })
    .from(keptForms)
    .where(eq(keptForms.personId, personId))
    .orderBy(desc(keptForms.id))
    .limit(most);
  return rows.map(({ id }) => id);
}
