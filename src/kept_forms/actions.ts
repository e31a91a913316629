import { and, eq, lt, notInArray, sql } from 'drizzle-orm';
import { newId, type Db } from '../db/client.ts';
import { keptForms } from '../db/schema.ts';
import { makeSecret, seal } from '../db/secrets.ts';
import { latestKept } from './queries.ts';

export const MINUTES_KEPT = 60;
const MOST_KEPT = 5;

export interface KeptForm {
  /** Where it was sent. */
  address: string;
  fields: Record<string, string>;
}

/** Keeps what somebody sent too late, the latest five for an hour. Returns its id, and the secret without which nobody reads it. */
export async function keepForm(db: Db, personId: string, form: KeptForm): Promise<{ id: string; secret: string }> {
  const id = newId();
  const { secret } = makeSecret();
  const sealed = seal(secret, JSON.stringify(form));
  await db.transaction(async (tx) => {
    const endsAt = sql`now() + make_interval(mins => ${MINUTES_KEPT})`;
    await tx.insert(keptForms).values({ id, personId, sealed, endsAt });
    const latest = await latestKept(tx, personId, MOST_KEPT);
    await tx.delete(keptForms).where(and(eq(keptForms.personId, personId), notInArray(keptForms.id, latest)));
  });
  return { id, secret };
}

/** What has not been asked for in time is gone. */
export async function forgetForms(db: Db): Promise<void> {
  await db.delete(keptForms).where(lt(keptForms.endsAt, sql`now()`));
}
