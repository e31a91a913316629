import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { passwordTroubles } from '../core/password.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person, type PersonRole } from '../core/rights.ts';
import { brokenConstraint, newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { invitations, passwords, people } from '../db/schema.ts';
import { makeSecret } from '../db/secrets.ts';
import { remember } from '../history/remember.ts';
import { forgetNoticesIn } from '../notifications/actions.ts';
import { endSessionsIn, tryPassword } from '../sessions/actions.ts';
import { endTokensIn } from '../tokens/actions.ts';
import { forgetVisitsIn } from '../visits/actions.ts';
import { hashPassword } from './passwords.ts';
import { getInvited, getPerson, hasAdmin, lockPerson, TERMINAL_ID, VISITOR_ID } from './queries.ts';

/** Whoever works on the server's own machine: who can open its database can do everything with it. */
export async function openTerminal(db: Db): Promise<Person> {
  const person = { id: TERMINAL_ID, name: 'Terminal', role: 'admin' } as const;
  await db
    .insert(people)
    .values(person)
    .onConflictDoUpdate({ target: people.id, set: { role: 'admin', leftAt: null } });
  return person;
}

/** The guest who may look at what they are admitted to without signing in. */
export async function openToVisitors(db: Db): Promise<Person> {
  const person = { id: VISITOR_ID, name: 'Visitor', role: 'visitor' } as const;
  await db
    .insert(people)
    .values(person)
    .onConflictDoUpdate({ target: people.id, set: { leftAt: null } });
  return person;
}

/** Puts somebody on file who did not come through an invitation, such as the demo's people. */
export async function addPerson(
  db: Db,
  name: string,
  role: PersonRole,
  account: { mail: string; password: string } | null = null,
): Promise<Person> {
  const person = { id: newId(), name, role };
  await db.insert(people).values({ ...person, mail: account?.mail ?? null });
  if (account) await db.insert(passwords).values({ personId: person.id, hash: await hashPassword(account.password) });
  return person;
}

export interface PersonFields {
  name: string;
  mail: string;
  role: PersonRole;
}

/** Takes somebody on. Returns their id, and the secret of a link with which they choose a password. */
export async function takeOn(
  db: Db,
  person: Person,
  fields: PersonFields,
): Promise<{ personId: string; secret: string }> {
  demand(person, 'manage');
  const personId = newId();
  return db.transaction(async (tx) => {
    try {
      await tx.insert(people).values({ id: personId, ...fields });
    } catch (error) {
      throw whereTaken(error);
    }
    await remember(tx, person, {}, { kind: 'person_added', whomId: personId, role: fields.role });
    return { personId, secret: await inviteIn(tx, person, personId) };
  });
}

/** Makes a new link for somebody who lost the first one, or the password. Links made before it end. */
export async function inviteAgain(db: Db, person: Person, personId: string): Promise<string> {
  demand(person, 'manage');
  return db.transaction(async (tx) => {
    const { leftAt } = await lockPerson(tx, personId);
    if (leftAt) throw new Refusal('conflict', 'They have left. Take them back first.');
    return inviteIn(tx, person, personId);
  });
}

async function inviteIn(tx: Tx, person: Person, personId: string): Promise<string> {
  const { secret, digest } = makeSecret();
  await tx.delete(invitations).where(eq(invitations.personId, personId));
  await tx
    .insert(invitations)
    .values({ id: newId(), personId, digest, madeBy: person.id, endsAt: sql`now() + interval '3 days'` });
  await remember(tx, person, {}, { kind: 'person_invited', whomId: personId });
  return secret;
}

/**
 * For a desk that nobody keeps yet: the secret of a link that makes the first admin; links made at earlier starts end.
 * Null where there is an admin who can sign in.
 */
export async function inviteFirstAdmin(db: Db): Promise<string | null> {
  const terminal = await openTerminal(db);
  return db.transaction(async (tx) => {
    await tx.select({ id: people.id }).from(people).where(eq(people.id, terminal.id)).for('update');
    if (await hasAdmin(tx)) return null;
    const [waiting] = await tx
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.role, 'admin'), ne(people.id, terminal.id), isNull(people.mail), isNull(people.leftAt)))
      .limit(1);
    const personId = waiting?.id ?? newId();
    if (!waiting) {
      await tx.insert(people).values({ id: personId, name: 'First admin', role: 'admin' });
      await remember(tx, terminal, {}, { kind: 'person_added', whomId: personId, role: 'admin' });
    }
    return inviteIn(tx, terminal, personId);
  });
}

export interface Chosen {
  /** Asked of the first admin alone; of others it is known. */
  name: string;
  mail: string;
  password: string;
}

/**
 * Chooses a password by an invitation, which is used up by it, as are all others of that person; and ends all their
 * sessions. Refuses `invalid` a password that is easy to guess. Returns who it is.
 */
export async function choosePassword(db: Db, secret: string, chosen: Chosen): Promise<Person> {
  const invited = await getInvited(db, secret);
  const account = invited.mail === null ? { name: chosen.name, mail: chosen.mail } : invited;
  const missing = (['name', 'mail'] as const).filter((field) => !account[field]);
  if (missing.length > 0) {
    throw new Refusal(
      'invalid',
      'Say who you are.',
      Object.fromEntries(missing.map((field) => [field, ['This is needed.']])),
    );
  }
  demandGood(chosen.password, [account.name, account.mail!]);
  const hash = await hashPassword(chosen.password);
  return db.transaction(async (tx) => {
    const { id: personId, role } = await lockPerson(tx, invited.id);
    // Two who follow one link at once: the second finds it used.
    await getInvited(tx, secret);
    const { name, mail } = account;
    try {
      await tx.update(people).set({ name, mail }).where(eq(people.id, personId));
    } catch (error) {
      throw whereTaken(error);
    }
    await keepPassword(tx, personId, hash, null);
    const person: Person = { id: personId, name, role };
    await remember(tx, person, {}, { kind: 'password_chosen' });
    return person;
  });
}

/**
 * Changes one's own password, and ends all sessions but the one it was changed in. Whoever sits before somebody's open session
 * has no more tries at the old one than a stranger has: `too_many`.
 */
export async function changePassword(
  db: Db,
  person: Person,
  sessionId: string | null,
  { current, password }: { current: string; password: string },
): Promise<void> {
  demand(person, 'keep_account');
  const { name, mail } = await getPerson(db, person.id);
  const known = mail === null ? null : await tryPassword(db, mail, current);
  if (!known) throw new Refusal('invalid', 'Nothing was changed.', { current: ['This is not your password.'] });
  demandGood(password, [name, mail!]);
  const hash = await hashPassword(password);
  await db.transaction(async (tx) => {
    await keepPassword(tx, person.id, hash, sessionId);
    await remember(tx, person, {}, { kind: 'password_chosen' });
  });
}

async function keepPassword(tx: Tx, personId: string, hash: string, keptSessionId: string | null): Promise<void> {
  const set = { hash, chosenAt: sql`now()` };
  await tx.insert(passwords).values({ personId, hash }).onConflictDoUpdate({ target: passwords.personId, set });
  await tx.delete(invitations).where(eq(invitations.personId, personId));
  await endSessionsIn(tx, personId, keptSessionId);
}

function demandGood(password: string, about: readonly string[]): void {
  const troubles = passwordTroubles(password, about);
  if (troubles.length > 0) throw new Refusal('invalid', 'Choose another password.', { password: troubles });
}

/** Changes name, mail address or role. Refuses to leave the desk without an admin. */
export async function amendPerson(
  db: Db,
  person: Person,
  personId: string,
  seen: number,
  fields: PersonFields,
): Promise<void> {
  await movePerson(db, person, personId, seen, async (tx, before) => {
    if (before.role === 'admin' && fields.role !== 'admin') await demandAnotherAdmin(tx, personId);
    try {
      await tx.update(people).set(fields).where(eq(people.id, personId));
    } catch (error) {
      throw whereTaken(error);
    }
    // Who somebody is stands outside the record, so that it can be erased there; that it changed is in it.
    if (before.name !== fields.name || before.mail !== fields.mail) {
      await remember(tx, person, {}, { kind: 'person_amended', whomId: personId });
    }
    if (before.role !== fields.role) {
      await remember(tx, person, {}, { kind: 'role_changed', whomId: personId, from: before.role, to: fields.role });
    }
  });
}

/** Somebody leaves the desk: their sessions, tokens and links end, what they did stays. */
export async function letGo(db: Db, person: Person, personId: string, seen: number): Promise<void> {
  await movePerson(db, person, personId, seen, async (tx, before) => {
    if (before.leftAt) throw new Refusal('conflict', 'They have left already.');
    if (before.role === 'admin') await demandAnotherAdmin(tx, personId);
    await tx
      .update(people)
      .set({ leftAt: sql`now()` })
      .where(eq(people.id, personId));
    await tx.delete(passwords).where(eq(passwords.personId, personId));
    await tx.delete(invitations).where(eq(invitations.personId, personId));
    await endSessionsIn(tx, personId, null);
    await endTokensIn(tx, personId);
    await remember(tx, person, {}, { kind: 'person_left', whomId: personId });
  });
}

/** Takes somebody back who left; they choose a password anew, by a link. */
export async function takeBack(db: Db, person: Person, personId: string, seen: number): Promise<void> {
  await movePerson(db, person, personId, seen, async (tx, before) => {
    if (!before.leftAt) throw new Refusal('conflict', 'They have not left.');
    await tx.update(people).set({ leftAt: null }).where(eq(people.id, personId));
    await remember(tx, person, {}, { kind: 'person_returned', whomId: personId });
  });
}

async function movePerson(
  db: Db,
  person: Person,
  personId: string,
  seen: number,
  write: (tx: Tx, before: Awaited<ReturnType<typeof lockPerson>>) => Promise<void>,
): Promise<void> {
  demand(person, 'manage');
  await db.transaction(async (tx) => {
    const before = await lockPerson(tx, personId);
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed this while you were reading it.');
    if (before.erasedAt) throw new Refusal('conflict', 'Who this was has been erased.');
    await write(tx, before);
    await tx
      .update(people)
      .set({ version: sql`${people.version} + 1` })
      .where(eq(people.id, personId));
  });
}

async function demandAnotherAdmin(tx: Tx, personId: string): Promise<void> {
  // Held, so that two admins do not let each other go at once.
  const admins = await tx
    .select({ id: people.id })
    .from(people)
    .innerJoin(passwords, eq(passwords.personId, people.id))
    .where(and(eq(people.role, 'admin'), isNull(people.leftAt)))
    .orderBy(people.id)
    .for('no key update', { of: people });
  if (admins.some(({ id }) => id !== personId)) return;
  throw new Refusal('conflict', 'Somebody has to keep this desk: make another person an admin first.');
}

function whereTaken(error: unknown): unknown {
  if (brokenConstraint(error) !== 'people_one_per_mail') return error;
  return new Refusal('invalid', 'This could not be kept.', { mail: ['Somebody has this mail address already.'] });
}

/** What stands where the name of somebody stood who was erased. */
const ERASED_NAME = 'A former colleague';

/**
 * Takes out of the desk who somebody was: name, mail address, account and what was only theirs. What they did stays, by
 * their id. Refuses to leave the desk without an admin.
 */
export async function erasePerson(db: Db, person: Person, personId: string, seen: number): Promise<void> {
  demand(person, 'erase');
  await movePerson(db, person, personId, seen, async (tx, before) => {
    if (before.role === 'admin' && !before.leftAt) await demandAnotherAdmin(tx, personId);
    const leftAt = sql`coalesce(${people.leftAt}, now())`;
    const nobody = { name: ERASED_NAME, mail: null, leftAt, erasedAt: sql`now()` };
    await tx
      .update(people)
      .set(nobody)
      .where(or(eq(people.id, personId), eq(people.sameAs, personId)));
    await tx.delete(passwords).where(eq(passwords.personId, personId));
    await tx.delete(invitations).where(eq(invitations.personId, personId));
    await endSessionsIn(tx, personId, null);
    await endTokensIn(tx, personId);
    await forgetNoticesIn(tx, personId);
    await forgetVisitsIn(tx, personId);
    await remember(tx, person, {}, { kind: 'person_erased', whomId: personId });
  });
}

/** Somebody as the record of an article knows them. */
export interface PersonRecorded {
  id: string;
  name: string;
  mail: string | null;
  /** They came by a link to read the article. */
  outsider: boolean;
}

/**
 * Has everybody on file whom a record that is taken over names. Whoever has the same id or mail address is of this desk
 * already; the others are known by their names from now on, and have no account. Returns who each is here, and how many
 * are names.
 */
export async function recognisePeopleIn(
  tx: Tx,
  recorded: readonly PersonRecorded[],
): Promise<{ here: Map<string, string>; names: number }> {
  const here = await tx
    .select({ id: people.id, sameAs: people.sameAs, mail: sql<string | null>`lower(${people.mail})` })
    .from(people)
    .where(
      or(
        sql`${people.id} = any(${sql.param(recorded.map(({ id }) => id))}::uuid[])`,
        sql`lower(${people.mail}) = any(${sql.param(recorded.map(({ mail }) => mail?.toLowerCase() ?? ''))}::text[])`,
      ),
    );
  const byId = new Map(here.map(({ id, sameAs }) => [id, sameAs ?? id]));
  const byMail = new Map(here.flatMap(({ id, mail }) => (mail === null ? [] : [[mail, id]])));
  const fresh = recorded
    .filter(({ id }) => !byId.has(id))
    .map(({ id, name, mail, outsider }) => {
      const sameAs = mail === null ? undefined : byMail.get(mail.toLowerCase());
      byId.set(id, sameAs ?? id);
      if (mail !== null && sameAs === undefined) byMail.set(mail.toLowerCase(), id);
      return {
        id,
        name,
        role: roleOfRecorded(id, outsider),
        mail: sameAs === undefined ? mail : null,
        sameAs: sameAs ?? null,
        leftAt: sql`now()`,
      };
    });
  await inChunks(fresh, async (chunk) => {
    await tx.insert(people).values(chunk);
  });
  return { here: byId, names: fresh.filter(({ sameAs }) => sameAs === null).length };
}

/** The least that one can be; but some are the same on every desk. */
function roleOfRecorded(id: string, outsider: boolean): 'admin' | 'visitor' | 'outsider' | 'reader' {
  if (id === TERMINAL_ID) return 'admin';
  if (id === VISITOR_ID) return 'visitor';
  return outsider ? 'outsider' : 'reader';
}

/** Puts a guest on file, for the history to name them by. */
export async function addGuestIn(tx: Tx, name: string): Promise<Person> {
  const guest = { id: newId(), name, role: 'outsider' } as const;
  await tx.insert(people).values(guest);
  return guest;
}

export async function letGuestGoIn(tx: Tx, personId: string): Promise<void> {
  await tx
    .update(people)
    .set({ leftAt: sql`now()` })
    .where(and(eq(people.id, personId), eq(people.role, 'outsider')));
  await endSessionsIn(tx, personId, null);
}
