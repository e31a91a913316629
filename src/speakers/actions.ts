import { and, eq, sql } from 'drizzle-orm';
import type { AttributionKind } from '../core/attribution.ts';
import { changesBetween } from '../core/history.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import { againstApproval, demandTerms, wordsOf, type Terms } from '../core/speakers.ts';
import { newId, type Db, type Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { speakers } from '../db/schema.ts';
import { remember, rememberAll } from '../history/remember.ts';
import { getSpeaker, listSpeakersOf, lockSpeaker, type SpeakerFile } from './queries.ts';

export interface SpeakerFields {
  kind: AttributionKind;
  name: string;
}

/** Names the same speaker within one article, whatever the case of the letters. */
export const speakerKey = (speaker: SpeakerFields) => `${speaker.kind} ${speaker.name.toLowerCase()}`;

const keyOf = (name: string) => wordsOf(name).join(' ');

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
    await tx
      .insert(speakers)
      .values(chunk.map(({ id, kind, name }) => ({ id, kind, name, nameKey: keyOf(name), keeperId: id })));
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

/** Changes who a speaker is said to be, or on what terms. An approval holds for what it was given for alone. */
export async function amendSpeaker(
  db: Db,
  person: Person,
  speakerId: string,
  seen: number,
  fields: SpeakerFields & Terms,
): Promise<void> {
  demand(person, 'annotate');
  demandTerms(fields.kind, fields);
  await db.transaction(async (tx) => {
    const before = await lockSeen(tx, person, speakerId, seen);
    const changes = changesBetween({ ...before }, { ...fields });
    if (!changes) return;
    await tx
      .update(speakers)
      .set({
        ...fields,
        nameKey: keyOf(fields.name),
        approvedBy: null,
        approvedAt: null,
        version: sql`${speakers.version} + 1`,
      })
      .where(eq(speakers.id, speakerId));
    await remember(tx, person, { speakerId }, { kind: 'speaker_amended', changes });
    if (before.approvedAt) await remember(tx, person, { speakerId }, { kind: 'speaker_approval_lapsed' });
  });
}

/** Approves that somebody goes unnamed, on the terms that stand. */
export async function approveSpeaker(db: Db, person: Person, speakerId: string, seen: number): Promise<void> {
  demand(person, 'review');
  await db.transaction(async (tx) => {
    const speaker = await lockSeen(tx, person, speakerId, seen);
    const against = againstApproval(speaker.kind, speaker);
    if (against.length > 0) throw new Refusal('not_allowed', against.join(' '));
    if (speaker.approvedAt) return;
    await tx
      .update(speakers)
      .set({ approvedBy: person.id, approvedAt: new Date(), version: sql`${speakers.version} + 1` })
      .where(eq(speakers.id, speakerId));
    await remember(tx, person, { speakerId }, { kind: 'speaker_approved' });
  });
}

/** Any number will do that nothing else in this database locks. Which record leads where is changed by one at a time. */
const MERGES_LOCK = 7_246_342;

/**
 * Says that two records are of one speaker. The other one stays as its articles have it, and leads to the keeper: nothing
 * is moved, so that it can be taken back whole.
 */
export async function mergeSpeakers(
  db: Db,
  person: Person,
  keeperId: string,
  seen: number,
  goneId: string,
): Promise<void> {
  demand(person, 'annotate');
  if (goneId === keeperId) throw notMerged('A speaker cannot be merged with itself.');
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MERGES_LOCK})`);
    const keeper = await lockSeen(tx, person, keeperId, seen);
    const gone = await lockSpeaker(tx, person, goneId);
    for (const each of [keeper, gone]) {
      if (each.mergedInto) throw new Refusal('conflict', `“${each.name}” has been merged with another already.`);
    }
    if (keeper.kind !== gone.kind) throw notMerged('One is not of the same kind as the other. Correct that first.');
    await tx
      .update(speakers)
      .set({ mergedInto: keeperId, keeperId, version: sql`${speakers.version} + 1` })
      .where(eq(speakers.id, goneId));
    // And with it all that had been merged into it.
    await tx.update(speakers).set({ keeperId }).where(eq(speakers.keeperId, goneId));
    await tx
      .update(speakers)
      .set({ version: sql`${speakers.version} + 1` })
      .where(eq(speakers.id, keeperId));
    for (const speakerId of [keeperId, goneId]) {
      await remember(tx, person, { speakerId }, { kind: 'speaker_merged', keeper: named(keeper), gone: named(gone) });
    }
  });
}

/** Takes back that this record is of the same speaker as the one it leads to. */
export async function undoSpeakerMerge(db: Db, person: Person, goneId: string): Promise<void> {
  demand(person, 'annotate');
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MERGES_LOCK})`);
    const gone = await lockSpeaker(tx, person, goneId);
    if (!gone.mergedInto) throw new Refusal('conflict', `“${gone.name}” stands for itself.`);
    const keeper = await getSpeaker(tx, person, gone.mergedInto);
    await tx
      .update(speakers)
      .set({ mergedInto: null, keeperId: goneId, version: sql`${speakers.version} + 1` })
      .where(eq(speakers.id, goneId));
    // And with it all that had been merged into it.
    await tx.execute(sql`
      with recursive under (id) as (
        select ${goneId}::uuid
        union all
        select ${speakers.id} from ${speakers} join under on ${speakers.mergedInto} = under.id
      )
      update ${speakers} set keeper_id = ${goneId} where ${and(sql`id in (select id from under)`, sql`id <> ${goneId}`)}`);
    for (const speakerId of [keeper.id, goneId]) {
      const event = { kind: 'speaker_merge_undone', keeper: named(keeper), gone: named(gone) } as const;
      await remember(tx, person, { speakerId }, event);
    }
  });
}

async function lockSeen(tx: Tx, person: Person, speakerId: string, seen: number): Promise<SpeakerFile> {
  const speaker = await lockSpeaker(tx, person, speakerId);
  if (speaker.version !== seen) throw new Refusal('stale', 'Someone changed this speaker while you were reading it.');
  return speaker;
}

const named = ({ id, name }: SpeakerFile) => ({ id, name });

const notMerged = (sentence: string) => new Refusal('invalid', sentence, { otherId: [sentence] });
