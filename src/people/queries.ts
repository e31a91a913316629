import { and, asc, count, eq, gt, ilike, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import { Refusal } from '../core/refusal.ts';
import { GUEST_ROLES, type Person, type PersonRole } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { containing } from '../db/rows.ts';
import { digestOf } from '../db/secrets.ts';
import { invitations, passwords, people, sessions } from '../db/schema.ts';
import { isPassword } from './passwords.ts';

/** Somebody of the desk, as those see them who keep its people. */
export interface PersonOnFile {
  id: string;
  name: string;
  role: PersonRole;
  mail: string | null;
  leftAt: Date | null;
  /** Since when nobody knows who they were. */
  erasedAt: Date | null;
  version: number;
  /** They have chosen a password. */
  canSignIn: boolean;
  seenAt: Date | null;
}

const ON_FILE = {
  id: people.id,
  name: people.name,
  role: people.role,
  mail: people.mail,
  leftAt: people.leftAt,
  erasedAt: people.erasedAt,
  version: people.version,
  canSignIn: sql<boolean>`exists (select from ${passwords} where ${passwords.personId} = people.id)`,
  seenAt:
    sql<Date | null>`(select max(${sessions.seenAt}) from ${sessions} where ${sessions.personId} = people.id)`.mapWith(
      sessions.seenAt,
    ),
};

/** Guests have rows as well, for the history to name them by. */
const ofTheDesk = and(notInArray(people.role, [...GUEST_ROLES]), isNull(people.sameAs));
/** Whoever works from a terminal of the server's own has no account. */
export const TERMINAL_ID = '01900000-0000-7000-8000-000000000001';
export const VISITOR_ID = '01900000-0000-7000-8000-000000000002';
const withAccount = and(ofTheDesk, sql`${people.id} <> ${TERMINAL_ID}`);

const PAGE = 100;

export interface PeopleSlice {
  rows: PersonOnFile[];
  total: number;
  next: string | null;
}

/** The people of the desk by name, those who left too, a page at a time after the person given. */
export async function listPeople(db: Db, search: string, afterId: string | null): Promise<PeopleSlice> {
  const name = sql`lower(${people.name})`;
  const after = afterId === null ? null : await getPerson(db, afterId);
  const found = and(
    withAccount,
    search === '' ? undefined : or(ilike(people.name, containing(search)), ilike(people.mail, containing(search))),
  );
  const rows = await db
    .select(ON_FILE)
    .from(people)
    .where(
      and(
        found,
        after === null
          ? undefined
          : or(gt(name, sql`lower(${after.name})`), and(eq(name, sql`lower(${after.name})`), gt(people.id, after.id))),
      ),
    )
    .orderBy(name, asc(people.id))
    .limit(PAGE + 1);
  const [counted] = await db.select({ total: count() }).from(people).where(found);
  return {
    rows: rows.slice(0, PAGE).map((row) => row as PersonOnFile),
    total: counted?.total ?? 0,
    next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
  };
}

export async function getPerson(db: Db, personId: string): Promise<PersonOnFile> {
  const [row] = await db
    .select(ON_FILE)
    .from(people)
    .where(and(eq(people.id, personId), withAccount));
  if (!row) throw new Refusal('not_found', 'There is no such person.');
  return row as PersonOnFile;
}

/** The person, held until commit. */
export async function lockPerson(tx: Tx, personId: string): Promise<PersonOnFile> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('no key update');
  return getPerson(tx, personId);
}

export async function findByMail(db: Db, mail: string): Promise<Person | null> {
  const [row] = await db
    .select({ id: people.id, name: people.name, role: people.role })
    .from(people)
    .where(and(eq(sql`lower(${people.mail})`, mail.toLowerCase()), isNull(people.leftAt)));
  return row ?? null;
}

/** Whoever has this mail address and password; null, after the same time, where nobody has both. */
export async function findByPassword(db: Db, mail: string, password: string): Promise<Person | null> {
  const [row] = await db
    .select({ id: people.id, name: people.name, role: people.role, hash: passwords.hash })
    .from(people)
    .innerJoin(passwords, eq(passwords.personId, people.id))
    .where(and(eq(sql`lower(${people.mail})`, mail.toLowerCase()), isNull(people.leftAt)));
  if (!(await isPassword(row?.hash ?? null, password)) || !row) return null;
  return { id: row.id, name: row.name, role: row.role };
}

/** Somebody invited to choose a password. */
export interface Invited {
  id: string;
  name: string;
  /** null for the first admin of a desk, who says it. */
  mail: string | null;
}

/** Whom the secret of a link invites; refuses `not_found` where it is used, past its end or no invitation. */
export async function getInvited(db: Db, secret: string): Promise<Invited> {
  const [row] = await db
    .select({ id: people.id, name: people.name, mail: people.mail })
    .from(invitations)
    .innerJoin(people, eq(people.id, invitations.personId))
    .where(and(eq(invitations.digest, digestOf(secret)), sql`${invitations.endsAt} > now()`, isNull(people.leftAt)));
  if (!row) throw new Refusal('not_found', 'This link has been used, has run out, or is not whole. Ask for a new one.');
  return row;
}

/** Whether anybody keeps the people of this desk, and can sign in to do it. */
export async function hasAdmin(db: Db): Promise<boolean> {
  const [some] = await db
    .select({ id: people.id })
    .from(people)
    .innerJoin(passwords, eq(passwords.personId, people.id))
    .where(and(eq(people.role, 'admin'), isNull(people.leftAt)))
    .limit(1);
  return some !== undefined;
}

/** The guest who looks round the demo, where there is one. */
export async function findVisitor(db: Db): Promise<Person | null> {
  const [row] = await db
    .select({ id: people.id, name: people.name, role: people.role })
    .from(people)
    .where(and(eq(people.id, VISITOR_ID), isNull(people.leftAt)));
  return row ?? null;
}

/** Who has these mail addresses. Refuses `invalid`, beside the field named, those that nobody here has. */
export async function listIdsByMail(db: Db, mails: readonly string[], field: string): Promise<string[]> {
  const wanted = [...new Set(mails.map((mail) => mail.toLowerCase()))].slice(0, 500);
  if (wanted.length === 0) return [];
  const rows = await db
    .select({ id: people.id, mail: sql<string>`lower(${people.mail})` })
    .from(people)
    .where(and(inArray(sql`lower(${people.mail})`, wanted), isNull(people.leftAt), withAccount));
  const unknown = wanted.filter((mail) => !rows.some((row) => row.mail === mail));
  if (unknown.length === 0) return rows.map((row) => row.id);
  const sentence = `Nobody here has ${unknown.length === 1 ? 'this mail address' : 'these mail addresses'}: ${unknown.join(', ')}.`;
  throw new Refusal('invalid', 'Somebody who was named is not of this desk.', { [field]: [sentence] });
}
