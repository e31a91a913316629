import { eq, sql } from 'drizzle-orm';
import type { AttributionKind } from '../core/attribution.ts';
import { changesBetween } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { speakers } from '../db/schema.ts';
import { remember, rememberAll } from '../history/remember.ts';
import { getSpeaker, listSpeakersOf } from './queries.ts';

export interface SpeakerFields {
  kind: AttributionKind;
  name: string;
}

/** Names the same speaker within one article, whatever the case of the letters. */
export const speakerKey = (speaker: SpeakerFields) => `${speaker.kind} ${speaker.name.toLowerCase()}`;

/**
 * The speakers of an article by `speakerKey`, recording those it does not have yet. A speaker of the same
 * name in another article stays another record: "a DHS official" twice need not be one person.
 */
export async function speakersFor(
  tx: Tx,
  person: Person,
  articleId: string,
  wanted: readonly SpeakerFields[],
): Promise<Map<string, string>> {
  const known = new Map((await listSpeakersOf(tx, person, articleId)).map((each) => [speakerKey(each), each.id]));
  const fresh = new Map<string, SpeakerFields & { id: string }>();
  for (const { kind, name } of wanted) {
    const key = speakerKey({ kind, name });
    if (!known.has(key) && !fresh.has(key)) fresh.set(key, { id: newId(), kind, name });
  }
  const made = [...fresh.values()];
  await inChunks(made, async (chunk) => {
    await tx.insert(speakers).values([...chunk]);
  });
  await rememberAll(
    tx,
    person,
    made.map(({ id, kind, name }) => ({
      about: { speakerId: id },
      event: { kind: 'speaker_recorded', speakerKind: kind, name },
    })),
  );
  for (const [key, { id }] of fresh) known.set(key, id);
  return known;
}

export async function amendSpeaker(
  db: Db,
  person: Person,
  speakerId: string,
  seen: number,
  fields: SpeakerFields,
): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    await tx.select({ id: speakers.id }).from(speakers).where(eq(speakers.id, speakerId)).for('no key update');
    const before = await getSpeaker(tx, person, speakerId);
    if (before.version !== seen) throw new Refusal('stale', 'Someone changed this speaker while you were reading it.');
    const changes = changesBetween({ ...before }, { ...fields });
    if (!changes) return;
    await tx
      .update(speakers)
      .set({ ...fields, version: sql`${speakers.version} + 1` })
      .where(eq(speakers.id, speakerId));
    await remember(tx, person, { speakerId }, { kind: 'speaker_amended', changes });
  });
}
