import { sql } from 'drizzle-orm';
import { getArticle, lockText } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { letGuestGoIn } from '../people/actions.ts';
import { listGuestsOf } from './queries.ts';

/**
 * Takes an article out of the desk for good, its past included. Of its history the chain of hashes stays, and in the chain
 * of the desk who erased it and why. Sources and speakers are the desk's, and stay.
 */
export async function eraseArticle(
  db: Db,
  person: Person,
  articleId: string,
  seen: number,
  reason: string,
): Promise<void> {
  demand(person, 'erase');
  await db.transaction(async (tx) => {
    await lockText(tx, person, articleId);
    const { version } = await getArticle(tx, person, articleId);
    if (version !== seen) throw new Refusal('stale', 'Someone changed this article while you were reading it.');
    for (const guestId of await listGuestsOf(tx, articleId)) await letGuestGoIn(tx, guestId);
    await tx.execute(sql`select erase_article(${articleId}, ${person.id}, ${reason})`);
  });
}
