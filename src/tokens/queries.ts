import { and, desc, eq, sql } from 'drizzle-orm';
import type { Person, Scope } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { accessTokens } from '../db/schema.ts';

export interface TokenRow {
  id: string;
  name: string;
  scopes: Scope[];
  madeAt: Date;
  endsAt: Date;
  usedAt: Date | null;
}

/** A person's tokens that are still good, the newest first; at most a hundred. */
export function listTokens(db: Db, person: Pick<Person, 'id'>): Promise<TokenRow[]> {
  return db
    .select({
      id: accessTokens.id,
      name: accessTokens.name,
      scopes: accessTokens.scopes,
      madeAt: accessTokens.madeAt,
      endsAt: accessTokens.endsAt,
      usedAt: accessTokens.usedAt,
    })
    .from(accessTokens)
    .where(and(eq(accessTokens.personId, person.id), sql`${accessTokens.endsAt} > now()`))
    .orderBy(desc(accessTokens.madeAt), desc(accessTokens.id))
    .limit(100);
}
