import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { Refusal } from '../core/refusal.ts';
import { demand, GUEST_ROLES, type Person, type Scope } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { accessTokens, people } from '../db/schema.ts';
import { digestOf, makeSecret } from '../db/secrets.ts';
import { remember } from '../history/remember.ts';
import { listTokens } from './queries.ts';

/** What every token begins with, so that one that got out is known for what it is. */
const PREFIX = 'linecheck_';

export interface TokenFields {
  name: string;
  scopes: Scope[];
  /** From now on. */
  days: number;
}

const MOST_TOKENS = 50;

/**
 * Makes a token for a person, which is for no more than the one they came with. Returns its secret, which is kept nowhere: this is
 * the one time it is seen.
 */
export async function makeToken(db: Db, person: Person, { name, scopes, days }: TokenFields): Promise<string> {
  demand(person, 'keep_tokens');
  const more = scopes.filter((scope) => person.scopes?.includes(scope) === false);
  if (more.length > 0) {
    const sentence = `A token makes none that is for more than itself: ${more.join(', ')}.`;
    throw new Refusal('not_allowed', sentence, { scopes: [sentence] });
  }
  const { secret, digest } = makeSecret();
  await db.transaction(async (tx) => {
    if ((await listTokens(tx, person)).length >= MOST_TOKENS) {
      throw new Refusal('conflict', 'There are fifty tokens already. End some first.');
    }
    const tokenId = newId();
    const endsAt = sql`now() + make_interval(days => ${days})`;
    await tx.insert(accessTokens).values({ id: tokenId, personId: person.id, name, digest, scopes, endsAt });
    await remember(tx, person, {}, { kind: 'token_made', tokenId, name, scopes, days });
  });
  return PREFIX + secret;
}

/** Ends one of the person's own tokens. */
export async function endToken(db: Db, person: Person, tokenId: string): Promise<void> {
  demand(person, 'keep_tokens');
  await db.transaction(async (tx) => {
    const name = await endIn(tx, person.id, tokenId);
    await remember(tx, person, {}, { kind: 'token_ended', tokenId, name });
  });
}

/** Ends a token of somebody else's, as when it has got out. */
export async function endTokenOf(db: Db, person: Person, ownerId: string, tokenId: string): Promise<void> {
  demand(person, 'manage');
  await db.transaction(async (tx) => {
    const name = await endIn(tx, ownerId, tokenId);
    await remember(tx, person, {}, { kind: 'token_ended', tokenId, name, whomId: ownerId });
  });
}

async function endIn(tx: Tx, ownerId: string, tokenId: string): Promise<string> {
  const theirs = and(eq(accessTokens.id, tokenId), eq(accessTokens.personId, ownerId));
  const [ended] = await tx.delete(accessTokens).where(theirs).returning({ name: accessTokens.name });
  if (!ended) throw new Refusal('not_found', 'There is no such token.');
  return ended.name;
}

/** Whose token it is, with what it is for; null where it is none, has run out, or its owner has left. */
export async function personOfToken(db: Db, token: string): Promise<Person | null> {
  if (!token.startsWith(PREFIX)) return null;
  const [row] = await db
    .select({
      tokenId: accessTokens.id,
      scopes: accessTokens.scopes,
      id: people.id,
      name: people.name,
      role: people.role,
      stale: sql<boolean>`coalesce(${accessTokens.usedAt} < now() - interval '1 minute', true)`,
    })
    .from(accessTokens)
    .innerJoin(people, eq(people.id, accessTokens.personId))
    .where(
      and(
        eq(accessTokens.digest, digestOf(token.slice(PREFIX.length))),
        sql`${accessTokens.endsAt} > now()`,
        isNull(people.leftAt),
        notInArray(people.role, [...GUEST_ROLES]),
      ),
    );
  if (!row) return null;
  const { tokenId, stale, ...person } = row;
  if (stale)
    await db
      .update(accessTokens)
      .set({ usedAt: sql`now()` })
      .where(eq(accessTokens.id, tokenId));
  return person;
}

/** Ends all tokens of somebody. */
export async function endTokensIn(tx: Tx, personId: string): Promise<void> {
  await tx.delete(accessTokens).where(eq(accessTokens.personId, personId));
}
