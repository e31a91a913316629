import { eq, inArray, ne, sql } from 'drizzle-orm';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { identities, identityReaders } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { lockSpeaker } from '../speakers/queries.ts';
import { findIdentity, lockSealed, type Identity } from './queries.ts';
import { keyIdOf, seal, unseal, type Keys } from './sealing.ts';

/**
 * Seals who somebody unnamed is. Whoever does so is one of those who read it; once it is there, only they write it anew
 * (`seen` is its version, or 0 where there was none).
 */
export async function keepIdentity(
  db: Db,
  keys: Keys,
  person: Person,
  speakerId: string,
  seen: number,
  words: string,
  readerIds: readonly string[],
): Promise<void> {
  demand(person, 'confide');
  const sealed = seal(keys, speakerId, words);
  await db.transaction(async (tx) => {
    const { kind } = await lockSpeaker(tx, person, speakerId);
    const before = await lockIdentity(tx, person, speakerId);
    if (before) {
      demandNamed(before, person);
      demandSeen(before, seen);
      await tx
        .update(identities)
        .set({ ...sealed, keptBy: person.id, keptAt: new Date(), version: sql`${identities.version} + 1` })
        .where(eq(identities.id, speakerId));
      await remember(tx, person, { speakerId }, { kind: 'identity_rewritten' });
      return;
    }
    demand(person, 'annotate');
    if (seen !== 0) throw stale();
    if (kind !== 'unnamed')
      throw new Refusal('invalid', 'Only of somebody who is not named is the identity kept apart.');
    await tx.insert(identities).values({ id: speakerId, ...sealed, keptBy: person.id });
    const readers = await nameReaders(tx, speakerId, [person.id, ...readerIds]);
    await remember(tx, person, { speakerId }, { kind: 'identity_kept', readers });
  });
}

/** Says who reads it from now on. At least one does; whoever says it may leave themselves out. */
export async function setIdentityReaders(
  db: Db,
  person: Person,
  speakerId: string,
  seen: number,
  readerIds: readonly string[],
): Promise<void> {
  demand(person, 'confide');
  await db.transaction(async (tx) => {
    const before = await getKept(tx, person, speakerId);
    demandSeen(before, seen);
    if (readerIds.length === 0) {
      const sentence = 'Somebody has to be able to read it. Remove it where nobody is to.';
      throw new Refusal('invalid', sentence, { readers: [sentence] });
    }
    await tx
      .update(identities)
      .set({ version: sql`${identities.version} + 1` })
      .where(eq(identities.id, speakerId));
    await tx.delete(identityReaders).where(eq(identityReaders.identityId, speakerId));
    const readers = await nameReaders(tx, speakerId, readerIds);
    await remember(tx, person, { speakerId }, { kind: 'identity_readers_set', readers });
  });
}

/** What it says, for one who is named on it. That it was read is remembered, and by whom. */
export async function readIdentity(db: Db, keys: Keys, person: Person, speakerId: string): Promise<string> {
  demand(person, 'confide');
  return db.transaction(async (tx) => {
    await getKept(tx, person, speakerId);
    const words = unseal(keys, speakerId, (await lockSealed(tx, speakerId))!);
    await remember(tx, person, { speakerId }, { kind: 'identity_read' });
    return words;
  });
}

/** Nothing of it is left here; a backup taken before has it still, sealed. */
export async function removeIdentity(db: Db, person: Person, speakerId: string, seen: number): Promise<void> {
  demand(person, 'confide');
  await db.transaction(async (tx) => {
    demandSeen(await getKept(tx, person, speakerId), seen);
    await tx.delete(identityReaders).where(eq(identityReaders.identityId, speakerId));
    await tx.delete(identities).where(eq(identities.id, speakerId));
    await remember(tx, person, { speakerId }, { kind: 'identity_removed' });
  });
}

/** Seals anew, under the first key, what another one opens. Answers how many none of the keys opens. */
export async function resealIdentities(db: Db, keys: Keys): Promise<{ resealed: number; strange: number }> {
  const [first] = keys;
  if (!first) return { resealed: 0, strange: 0 };
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: identities.id, keyId: identities.keyId, sealed: identities.sealed })
      .from(identities)
      .where(ne(identities.keyId, keyIdOf(first)))
      .for('no key update');
    const known = new Set(keys.map(keyIdOf));
    const ours = rows.filter(({ keyId }) => known.has(keyId));
    for (const { id, ...sealed } of ours) {
      await tx
        .update(identities)
        .set(seal(keys, id, unseal(keys, id, sealed)))
        .where(eq(identities.id, id));
    }
    return { resealed: ours.length, strange: rows.length - ours.length };
  });
}

async function nameReaders(tx: Tx, identityId: string, personIds: readonly string[]): Promise<string[]> {
  const readers = [...new Set(personIds)].toSorted();
  await tx.insert(identityReaders).values(readers.map((personId) => ({ identityId, personId })));
  return readers;
}

async function lockIdentity(tx: Tx, person: Person, speakerId: string): Promise<Identity | null> {
  await tx
    .select({ id: identities.id })
    .from(identities)
    .where(inArray(identities.id, [speakerId]))
    .for('no key update');
  return findIdentity(tx, person, speakerId);
}

/** The identity that is kept, for one who is named on it. */
async function getKept(tx: Tx, person: Person, speakerId: string): Promise<Identity> {
  await lockSpeaker(tx, person, speakerId);
  const kept = await lockIdentity(tx, person, speakerId);
  if (!kept) throw new Refusal('not_found', 'No identity is kept of this speaker.');
  demandNamed(kept, person);
  return kept;
}

function demandNamed({ readers }: Identity, { id }: Person): void {
  if (readers.some((reader) => reader.id === id)) return;
  throw new Refusal('not_allowed', 'Only those named on it read or change this, whatever else they may do here.');
}

function demandSeen({ version }: Identity, seen: number): void {
  if (version !== seen) throw stale();
}

const stale = () => new Refusal('stale', 'Somebody changed this while you were at it. Look at it again.');
