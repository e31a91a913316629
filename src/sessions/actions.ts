import { and, eq, isNull, lt, ne, sql } from 'drizzle-orm';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { attempts, people, sessions } from '../db/schema.ts';
import { digestOf, makeSecret } from '../db/secrets.ts';
import { findByMail, findByPassword } from '../people/queries.ts';

/** A session ends this long after it was last used, and this long after it began at the latest. */
const IDLE = sql.raw(`interval '7 days'`);
const LONGEST = sql.raw(`interval '30 days'`);

/** An ended session lets nobody in, but is known for a while: what is typed in it need not be lost. */
const KNOWN_ON = sql.raw(`interval '7 days'`);

/** Where a session begins: what the browser calls itself, and the address it asks from. */
export interface Whence {
  agent: string;
  address: string;
}

const WINDOW_S = 15 * 60;
const TRIES_AN_ACCOUNT = 10;
const TRIES_AN_ADDRESS = 60;

/**
 * Signs in by mail address and password. Returns the new session's secret. An unknown name, a wrong password and an
 * account that is closed are answered alike, after the same time; `too_many` after ten tries on one account or sixty from
 * one address in a quarter of an hour, whether the account exists or not.
 */
export async function signIn(db: Db, mail: string, password: string, whence: Whence): Promise<string> {
  await spend(limit(db, 'address', TRIES_AN_ADDRESS), whence.address);
  const person = await tryPassword(db, mail, password);
  if (!person) throw new Refusal('invalid', 'This is not a mail address with its password.');
  return startSession(db, person, whence);
}

/** Whoever has this mail address and password, or null. Each try counts against the account until the right one is made. */
export async function tryPassword(db: Db, mail: string, password: string): Promise<Person | null> {
  const account = limit(db, 'account', TRIES_AN_ACCOUNT);
  // The digest: a key says nothing of whom somebody tried to be, and is never too long.
  const who = digestOf(mail.toLowerCase());
  await spend(account, who);
  const person = await findByPassword(db, mail, password);
  if (person) await account.delete(who);
  return person;
}

/**
 * Signs in whoever somebody else vouches for, by a mail address. Returns the new session's secret. Nobody is taken on by it:
 * a mail address that nobody here has is `not_allowed`.
 */
export async function signInVouched<Vouched extends { mail: string }>(
  db: Db,
  vouch: () => Promise<Vouched>,
  whence: Whence,
): Promise<Vouched & { secret: string }> {
  await spend(limit(db, 'address', TRIES_AN_ADDRESS), whence.address);
  const vouched = await vouch();
  const person = await findByMail(db, vouched.mail);
  if (!person) {
    const sentence = `Nobody of this desk has the mail address ${vouched.mail}. An admin has to take you on first.`;
    throw new Refusal('not_allowed', sentence);
  }
  return { ...vouched, secret: await startSession(db, person, whence) };
}

function limit(db: Db, keyPrefix: string, points: number): RateLimiterDrizzle {
  const shared = { storeClient: db, schema: attempts, clearExpiredByTimeout: false };
  return new RateLimiterDrizzle({ ...shared, keyPrefix, points, duration: WINDOW_S });
}

async function spend(limiter: RateLimiterDrizzle, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    const minutes = Math.max(1, Math.ceil(spent.msBeforeNext / 60_000));
    throw new Refusal('too_many', `Too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`);
  }
}

/** Begins a session for somebody who has shown who they are, always with a secret of its own. Returns the secret. */
export async function startSession(db: Db, person: Pick<Person, 'id'>, whence: Whence): Promise<string> {
  const { secret, digest } = makeSecret();
  const agent = whence.agent.slice(0, 300);
  await db.delete(sessions).where(lt(sessions.endsAt, sql`now() - ${KNOWN_ON}`));
  await db.delete(attempts).where(lt(attempts.expire, sql`now()`));
  await db
    .insert(sessions)
    .values({ id: newId(), personId: person.id, digest, agent, address: whence.address, endsAt: sql`now() + ${IDLE}` });
  return secret;
}

/** A person with the session they are in. */
export interface SignedIn extends Person {
  sessionId: string;
}

/** Whose session it is, which slides on as it is used; null where it has ended. */
export async function personOfSession(db: Db, secret: string): Promise<SignedIn | null> {
  const [row] = await db
    .select({
      id: people.id,
      name: people.name,
      role: people.role,
      sessionId: sessions.id,
      slides: sql<boolean>`${sessions.seenAt} < now() - interval '1 minute'`,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(
      and(
        eq(sessions.digest, digestOf(secret)),
        sql`${sessions.endsAt} > now()`,
        isNull(people.leftAt),
        // The session of an outsider is no longer than the link that it began with.
        sql`not exists (select from outsiders where outsiders.person_id = people.id and outsiders.ends_at <= now())`,
      ),
    );
  if (!row) return null;
  const { slides, ...person } = row;
  if (slides) {
    await db
      .update(sessions)
      .set({ seenAt: sql`now()`, endsAt: sql`least(now() + ${IDLE}, ${sessions.startedAt} + ${LONGEST})` })
      .where(eq(sessions.id, person.sessionId));
  }
  return person;
}

/** Ends the session that a secret is of, if it is of one. */
export async function signOut(db: Db, secret: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.digest, digestOf(secret)));
}

/** Ends one of the person's own sessions. Refuses `not_found` what is not theirs. */
export async function endSession(db: Db, person: Person, sessionId: string): Promise<void> {
  demand(person, 'keep_account');
  const own = and(eq(sessions.id, sessionId), eq(sessions.personId, person.id));
  const ended = await db.delete(sessions).where(own).returning({ id: sessions.id });
  if (ended.length === 0) throw new Refusal('not_found', 'There is no such session.');
}

/** Ends the person's sessions but for the one they are in. */
export async function endOtherSessions(db: Db, person: Person, sessionId: string | null): Promise<void> {
  demand(person, 'keep_account');
  await db.transaction((tx) => endSessionsIn(tx, person.id, sessionId));
}

/** The same in a transaction that does more, as when a password is changed or somebody leaves. */
export async function endSessionsIn(tx: Tx, personId: string, keptId: string | null): Promise<void> {
  const others = keptId === null ? undefined : ne(sessions.id, keptId);
  await tx.delete(sessions).where(and(eq(sessions.personId, personId), others));
}
