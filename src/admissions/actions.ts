import { and, eq, sql } from 'drizzle-orm';
import { admitGuest, dismissGuest } from '../articles/actions.ts';
import { lockText } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { outsiders } from '../db/schema.ts';
import { makeSecret } from '../db/secrets.ts';
import { remember } from '../history/remember.ts';
import { addGuestIn, letGuestGoIn } from '../people/actions.ts';
import { getOutsider } from './queries.ts';

/** Makes a link by which somebody from outside reads one article. Returns its secret, which is kept nowhere. */
export async function inviteOutsider(
  db: Db,
  person: Person,
  articleId: string,
  { name, days }: { name: string; days: number },
): Promise<string> {
  demand(person, 'review');
  const { secret, digest } = makeSecret();
  await db.transaction(async (tx) => {
    await lockText(tx, person, articleId);
    const guest = await addGuestIn(tx, name);
    const endsAt = sql`now() + make_interval(days => ${days})`;
    await tx.insert(outsiders).values({ personId: guest.id, articleId, digest, invitedBy: person.id, endsAt });
    await admitGuest(tx, guest, articleId, person);
    await remember(tx, person, { articleId }, { kind: 'outsider_invited', whomId: guest.id, days });
  });
  return secret;
}

/** Takes a link back: whoever reads by it is out at once. */
export async function endOutsider(db: Db, person: Person, articleId: string, personId: string): Promise<void> {
  demand(person, 'review');
  await db.transaction(async (tx) => {
    await lockText(tx, person, articleId);
    const ended = await tx
      .update(outsiders)
      .set({ endsAt: sql`now()` })
      .where(and(eq(outsiders.personId, personId), eq(outsiders.articleId, articleId)))
      .returning({ personId: outsiders.personId });
    if (ended.length === 0) throw new Refusal('not_found', 'There is no such link.');
    await letGuestGoIn(tx, personId);
    await dismissGuest(tx, personId, articleId);
    await remember(tx, person, { articleId }, { kind: 'outsider_dismissed', whomId: personId });
  });
}

/** Somebody comes in by a link, which the history of the article says. Returns who, and to which article. */
export function comeIn(db: Db, secret: string): Promise<Person & { articleId: string }> {
  return db.transaction(async (tx) => {
    const { title: _title, ...outsider } = await getOutsider(tx, secret);
    await tx
      .update(outsiders)
      .set({ seenAt: sql`now()` })
      .where(eq(outsiders.personId, outsider.id));
    await remember(tx, outsider, { articleId: outsider.articleId }, { kind: 'outsider_visited' });
    return outsider;
  });
}
