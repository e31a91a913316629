import { eq } from 'drizzle-orm';
import { DEFAULT_RULES, type HouseRules } from '../core/gate.ts';
import type { Db } from '../db/client.ts';
import { houseRules } from '../db/schema.ts';

/** What the newsroom asks of every article; the default until somebody sets something, which is version 1 too. */
export async function getHouseRules(db: Db): Promise<HouseRules & { version: number }> {
  const [row] = await db.select().from(houseRules).where(eq(houseRules.id, 1));
  if (!row) return { ...DEFAULT_RULES, version: 1 };
  const { wantedLow: low, wantedNormal: normal, wantedHigh: high, signOffFrom, staleAfterDays, version } = row;
  return { sourcing: { low, normal, high }, signOffFrom, staleAfterDays, version };
}
