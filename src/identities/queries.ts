import { and, asc, eq, sql } from 'drizzle-orm';
import type { Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';
import { identities, identityReaders, people, speakers } from '../db/schema.ts';
import { speakerInSight } from '../speakers/queries.ts';
import type { Sealed } from './sealing.ts';

/** That an identity is kept, and who reads it; not what it says. */
export interface Identity {
  version: number;
  keptBy: string;
  keptAt: Date;
  /** By name. */
  readers: { id: string; name: string; mail: string | null }[];
}

/** Null where none is kept of this speaker, or the speaker is out of sight. */
export async function findIdentity(db: Db, person: Person, speakerId: string): Promise<Identity | null> {
  const [kept] = await db
    .select({ version: identities.version, keptBy: people.name, keptAt: identities.keptAt })
    .from(identities)
    .innerJoin(speakers, eq(speakers.id, identities.id))
    .innerJoin(people, eq(people.id, identities.keptBy))
    .where(and(eq(identities.id, speakerId), speakerInSight(person)));
  if (!kept) return null;
  const readers = await db
    .select({ id: people.id, name: people.name, mail: people.mail })
    .from(identityReaders)
    .innerJoin(people, eq(people.id, identityReaders.personId))
    .where(eq(identityReaders.identityId, speakerId))
    .orderBy(sql`lower(${people.name})`, asc(people.id));
  return { ...kept, readers };
}

/** As it is sealed, held until commit; null where none is kept. The caller has asked who may. */
export async function lockSealed(tx: Tx, speakerId: string): Promise<Sealed | null> {
  const [row] = await tx
    .select({ keyId: identities.keyId, sealed: identities.sealed })
    .from(identities)
    .where(eq(identities.id, speakerId))
    .for('no key update');
  return row ?? null;
}
