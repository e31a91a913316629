import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { withinSight } from '../articles/queries.ts';
import { registeredDomain } from '../core/addresses.ts';
import type { Person } from '../core/rights.ts';
import { originsOf } from '../core/sourcing/origins.ts';
import { signsBetween, type RelaySign, type SourceTraits } from '../core/sourcing/signs.ts';
import { sharedWords } from '../core/text/print.ts';
import type { Db } from '../db/client.ts';
import { claims, evidence, relayDismissals, snapshots, sources, textPrints } from '../db/schema.ts';
import { getGrounds } from '../relays/queries.ts';
import { sourceInSight } from '../sources/queries.ts';

/** Two sources that may have it from each other, or from a third, and nobody has said yet. */
export interface Related {
  one: RelatedSource;
  other: RelatedSource;
  /** What they have in common, the surest first. */
  signs: RelaySign[];
  /** The words of `one` that show it; empty where none do. */
  words: string;
}

export interface RelatedSource {
  id: string;
  title: string;
  publisher: string;
  version: number;
}

/** As many others as are held against a source. */
const MOST_OTHERS = 100;
/** As many as are shown. */
const MOST_SHOWN = 10;

/** The sources that look related to one: by their text to any, else to those that are evidence beside it. At most ten. */
export async function listRelatedTo(db: Db, person: Person, sourceId: string): Promise<Related[]> {
  const beside = await listBeside(db, person, sourceId);
  const alike = await listAlike(db, sourceId);
  const found = await relatedAmong(db, person, [sourceId, ...new Set([...beside, ...alike])], (one, other) => ({
    wanted: one === sourceId || other === sourceId,
    sameClaim: beside.has(one === sourceId ? other : one),
  }));
  const facing = found.map((pair) => (pair.one.id === sourceId ? pair : { ...pair, one: pair.other, other: pair.one }));
  return withWords(db, facing.slice(0, MOST_SHOWN));
}

/** The same among the sources of one claim. */
export async function listRelatedOfClaim(db: Db, person: Person, sourceIds: readonly string[]): Promise<Related[]> {
  const few = [...new Set(sourceIds)].slice(0, MOST_OTHERS);
  const found = await relatedAmong(db, person, few, () => ({ wanted: true, sameClaim: true }));
  return found.slice(0, MOST_SHOWN);
}

/** What two sources have in common now; none where nothing speaks for a relay, or one is known. */
export async function signsOf(db: Db, person: Person, sourceId: string, otherId: string): Promise<RelaySign[]> {
  const sameClaim = (await listBeside(db, person, sourceId)).has(otherId);
  const [pair] = await relatedAmong(db, person, [sourceId, otherId], () => ({ wanted: true, sameClaim }));
  return pair?.signs ?? [];
}

/** The sources that are evidence on a claim on which this one is evidence too. */
async function listBeside(db: Db, person: Person, sourceId: string): Promise<Set<string>> {
  const theirs = alias(evidence, 'theirs');
  const rows = await db
    .selectDistinct({ id: theirs.sourceId })
    .from(evidence)
    .innerJoin(theirs, eq(theirs.claimId, evidence.claimId))
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .where(
      and(
        eq(evidence.sourceId, sourceId),
        sql`${theirs.sourceId} <> ${sourceId}`,
        sql`${evidence.stance} <> 'background' and ${theirs.stance} <> 'background'`,
        withinSight(person, claims.articleId),
      ),
    )
    .limit(MOST_OTHERS);
  return new Set(rows.map(({ id }) => id));
}

/** The sources of which something much like this one's newest text is kept. */
async function listAlike(db: Db, sourceId: string): Promise<string[]> {
  const bands = sql`(
    select p.bands from ${textPrints} as p join ${snapshots} as s on s.id = p.snapshot_id
    where s.source_id = ${sourceId} order by s.taken_at desc, s.id desc limit 1)`;
  const rows = await db
    .selectDistinct({ id: snapshots.sourceId })
    .from(textPrints)
    .innerJoin(snapshots, eq(snapshots.id, textPrints.snapshotId))
    .where(sql`${textPrints.bands} && ${bands} and ${snapshots.sourceId} <> ${sourceId}`)
    .limit(MOST_OTHERS);
  return rows.flatMap(({ id }) => id ?? []);
}

interface Candidate extends RelatedSource, SourceTraits {}

async function relatedAmong(
  db: Db,
  person: Person,
  sourceIds: readonly string[],
  asked: (one: string, other: string) => { wanted: boolean; sameClaim: boolean },
): Promise<Related[]> {
  if (sourceIds.length < 2) return [];
  const candidates = await listCandidates(db, person, sourceIds);
  const ids = candidates.map(({ id }) => id);
  const { sources: grounds } = await getGrounds(db, ids);
  const relays = Array.from(grounds.values()).flatMap(({ id, passesOn }) => passesOn.map((to) => ({ from: id, to })));
  const origins = originsOf(ids, relays);
  const dismissed = await listDismissed(db, ids);
  const pairs = candidates.flatMap((one, at) =>
    candidates.slice(at + 1).flatMap((other): Related[] => {
      const { wanted, sameClaim } = asked(one.id, other.id);
      if (!wanted) return [];
      const roots = new Set(origins.rootsOf(one.id));
      // That they share an origin is known already.
      if (origins.rootsOf(other.id).some((root) => roots.has(root))) return [];
      const signs = signsBetween(one, other, sameClaim);
      const known = dismissed.get(pairOf(one.id, other.id)) ?? [];
      if (signs.every((sign) => known.includes(sign))) return [];
      return [{ one: named(one), other: named(other), signs, words: '' }];
    }),
  );
  const order = (pair: Related) => (pair.signs.includes('text') ? 0 : pair.signs.includes('wire') ? 1 : 2);
  return pairs.toSorted((a, b) => order(a) - order(b));
}

const named = ({ id, title, publisher, version }: RelatedSource): RelatedSource => ({ id, title, publisher, version });

/** The key of a pair whichever way round. */
export const pairOf = (one: string, other: string): string => [one, other].toSorted().join(' ');

async function listCandidates(db: Db, person: Person, sourceIds: readonly string[]): Promise<Candidate[]> {
  const rows = await db
    .select({
      id: sources.id,
      title: sources.title,
      publisher: sources.publisher,
      version: sources.version,
      address: sources.address,
      speakerId: sources.speakerId,
    })
    .from(sources)
    .where(and(inArray(sources.id, [...sourceIds]), isNull(sources.mergedInto), sourceInSight(person)))
    .orderBy(sources.id);
  const prints = new Map((await listPrints(db, sourceIds)).map((print) => [print.sourceId, print]));
  return rows.map(({ address, ...row }) => ({
    ...row,
    domain: registeredDomain(address),
    wires: prints.get(row.id)?.wires ?? [],
    signature: prints.get(row.id)?.signature ?? null,
  }));
}

/** Of each of these sources what its newest text is recognised by. */
function listPrints(db: Db, sourceIds: readonly string[]) {
  return db
    .selectDistinctOn([snapshots.sourceId], {
      sourceId: snapshots.sourceId,
      snapshotId: snapshots.id,
      signature: textPrints.signature,
      wires: textPrints.wires,
      wireWords: textPrints.wireWords,
    })
    .from(textPrints)
    .innerJoin(snapshots, eq(snapshots.id, textPrints.snapshotId))
    .where(inArray(snapshots.sourceId, [...sourceIds]))
    .orderBy(snapshots.sourceId, desc(snapshots.takenAt), desc(snapshots.id));
}

async function listDismissed(db: Db, sourceIds: readonly string[]): Promise<Map<string, RelaySign[]>> {
  const rows = await db
    .select()
    .from(relayDismissals)
    .where(and(inArray(relayDismissals.sourceId, [...sourceIds]), inArray(relayDismissals.otherId, [...sourceIds])));
  return new Map(rows.map(({ sourceId, otherId, signs }) => [pairOf(sourceId, otherId), signs]));
}

/** As much of a text as is read for this. */
export const MOST_READ = 200_000;

/** The words of the first that show what the signs say. */
async function withWords(db: Db, pairs: readonly Related[]): Promise<Related[]> {
  const prints = new Map(
    (
      await listPrints(
        db,
        pairs.flatMap(({ one, other }) => [one.id, other.id]),
      )
    ).map((print) => [print.sourceId, print]),
  );
  const textOf = async (sourceId: string): Promise<string> => {
    const print = prints.get(sourceId);
    if (!print) return '';
    const [row] = await db
      .select({ text: sql<string>`left(${snapshots.text}, ${MOST_READ})` })
      .from(snapshots)
      .where(eq(snapshots.id, print.snapshotId));
    return row?.text ?? '';
  };
  const told: Related[] = [];
  for (const pair of pairs) {
    const [one, other] = [prints.get(pair.one.id), prints.get(pair.other.id)];
    const shared = one?.wires.findIndex((wire) => other?.wires.includes(wire)) ?? -1;
    if (shared >= 0) told.push({ ...pair, words: one!.wireWords[shared]! });
    else if (pair.signs.includes('text')) {
      told.push({ ...pair, words: sharedWords(await textOf(pair.one.id), await textOf(pair.other.id)) });
    } else told.push(pair);
  }
  return told;
}
