import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { isSameAddress } from '../core/addresses.ts';
import type { Person } from '../core/rights.ts';
import type { EvidenceAtHand, Relay, RelayKind, SourceAtHand, SourcingQuestion } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { people, relays, sourceLooks, sources, speakers } from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';

/** Sources with all that they pass on, directly or through others: what a sourcing level is computed from. */
export interface Grounds {
  /** By id, each with what it passes on. */
  sources: Map<string, Ground>;
}

interface Ground extends Omit<SourceAtHand, 'isOurArticle'> {
  address: string;
  passesOn: string[];
}

/** These sources and all that they pass on, directly or through others: their ids, as a subquery. */
export const behind = (sourceIds: readonly string[]): SQL => sql`(
    with recursive behind (id) as (
      select unnest(${sql.param(sourceIds)}::uuid[])
      union
      select ${relays.relayedId} from ${relays} join behind on ${relays.sourceId} = behind.id
    )
    select id from behind
  )`;

export async function getGrounds(db: Db, sourceIds: readonly string[]): Promise<Grounds> {
  if (sourceIds.length === 0) return { sources: new Map() };
  const rows = await db
    .select({
      id: sources.id,
      kind: sources.kind,
      issuedOn: sources.issued,
      said: sources.standing,
      address: sources.address,
      unnamed: sql<boolean>`coalesce(${speakers.kind} = 'unnamed', false)`,
      groundRules: speakers.groundRules,
      gone: sql<boolean>`coalesce((
        select ${sourceLooks.outcome} = 'gone' from ${sourceLooks} where ${sourceLooks.sourceId} = ${sources.id}
        order by ${sourceLooks.lookedAt} desc, ${sourceLooks.id} desc limit 1), false)`,
      passesOn: sql<
        string[]
      >`array(select ${relays.relayedId} from ${relays} where ${relays.sourceId} = ${sources.id})`,
    })
    .from(sources)
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(inArray(sources.id, behind(sourceIds)));
  return {
    sources: new Map(
      rows.map(({ said, gone, ...source }) => [
        source.id,
        { ...source, standing: said === 'standing' && gone ? 'dead' : said },
      ]),
    ),
  };
}

/** What the core asks to say how well a claim is sourced: of the grounds, only those that it stands on. */
export function sourcingQuestion(
  claim: { credited: boolean; evidence: readonly EvidenceAtHand[] },
  grounds: Grounds,
  articleAddress: string,
  asOf: Date,
  staleAfterDays: number | null,
): SourcingQuestion {
  const behind = groundsBehind(claim, grounds);
  return {
    credited: claim.credited,
    evidence: claim.evidence,
    sources: behind.map(({ address, passesOn: _passesOn, ...source }) => ({
      ...source,
      isOurArticle: isSameAddress(address, articleAddress),
    })),
    relays: behind.flatMap(({ id, passesOn }) => passesOn.map((to): Relay => ({ from: id, to }))),
    asOf,
    staleAfterDays,
  };
}

function groundsBehind({ evidence }: { evidence: readonly EvidenceAtHand[] }, { sources: known }: Grounds): Ground[] {
  // A set is gone through to its end, with what is added on the way.
  const ids = new Set(evidence.map(({ sourceId }) => sourceId));
  const behind: Ground[] = [];
  for (const id of ids) {
    const ground = known.get(id);
    if (ground === undefined) throw new Error(`Source ${id} is relied on but was not read.`);
    behind.push(ground);
    for (const passedOn of ground.passesOn) ids.add(passedOn);
  }
  return behind;
}

export interface RelayRow {
  kind: RelayKind;
  words: string;
  linkedBy: string;
  linkedAt: Date;
  /** The source at the other end. */
  id: string;
  title: string;
  publisher: string;
  version: number;
}

const MOST = 200;

/** What a source passes on, by title; at most two hundred. */
export const listRelayed = (db: Db, person: Person, sourceId: string) =>
  listEnds(db, person, relays.sourceId, relays.relayedId, sourceId);

/** The sources that pass it on. */
export const listRelaying = (db: Db, person: Person, sourceId: string) =>
  listEnds(db, person, relays.relayedId, relays.sourceId, sourceId);

type End = typeof relays.sourceId | typeof relays.relayedId;

function listEnds(db: Db, person: Person, here: End, there: End, sourceId: string): Promise<RelayRow[]> {
  return db
    .select({
      kind: relays.kind,
      words: relays.words,
      linkedBy: people.name,
      linkedAt: relays.linkedAt,
      id: sources.id,
      title: sources.title,
      publisher: sources.publisher,
      version: sources.version,
    })
    .from(relays)
    .innerJoin(sources, eq(sources.id, there))
    .innerJoin(people, eq(people.id, relays.linkedBy))
    .where(and(eq(here, sourceId), sourceInSight(person)))
    .orderBy(sql`lower(${sources.title})`, asc(sources.id))
    .limit(MOST);
}
