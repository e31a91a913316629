import { eq, sql } from 'drizzle-orm';
import { DEFAULT_RULES, type HouseRules } from '../core/gate.ts';
import { changesBetween } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { houseRules } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { getHouseRules } from './queries.ts';

/** Sets what the newsroom asks of every article from now on. */
export async function amendHouseRules(db: Db, person: Person, seen: number, rules: HouseRules): Promise<void> {
  demand(person, 'manage');
  await db.transaction(async (tx) => {
    await tx.insert(houseRules).values(rowOf(DEFAULT_RULES)).onConflictDoNothing();
    await tx.select({ id: houseRules.id }).from(houseRules).where(eq(houseRules.id, 1)).for('update');
    const before = await getHouseRules(tx);
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed the house rules while you were reading.');
    const changes = changesBetween(rowOf(before), rowOf(rules));
    if (!changes) return;
    await tx
      .update(houseRules)
      .set({ ...rowOf(rules), version: sql`${houseRules.version} + 1` })
      .where(eq(houseRules.id, 1));
    await remember(tx, person, {}, { kind: 'house_rules_amended', changes });
  });
}

function rowOf({ sourcing, signOffFrom, staleAfterDays }: HouseRules) {
  const { low: wantedLow, normal: wantedNormal, high: wantedHigh } = sourcing;
  return { wantedLow, wantedNormal, wantedHigh, signOffFrom, staleAfterDays };
}
