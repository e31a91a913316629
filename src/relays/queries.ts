import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { isSameAddress } from '../core/addresses.ts';
import type { Person } from '../core/rights.ts';
import type { EvidenceAtHand, Relay, RelayKind, SourceAtHand, SourcingQuestion } from '../core/sourcing.ts';
import type { Db } from '../db/client.ts';
import { people, relays, sourceLooks, sources, speakers } from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';

/** Sources with all that they pass on, directly or through others: what a sourcing level is computed from. */
export interface Grounds {
  sources: (Omit<SourceAtHand, 'isOurArticle'> & { address: string })[];
  relays: Relay[];
}

export async function getGrounds(db: Db, sourceIds: readonly string[]): Promise<Grounds> {
  if (sourceIds.length === 0) return { sources: [], relays: [] };
  const behind = sql`(
    with recursive behind (id) as (
      select unnest(${sql.param(sourceIds)}::uuid[])
      union
      select ${relays.relayedId} from ${relays} join behind on ${relays.sourceId} = behind.id
    )
    select id from behind
  )`;
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
    .where(inArray(sources.id, behind));
  return {
    sources: rows.map(({ passesOn: _passesOn, said, gone, ...source }) => ({
      ...source,
      standing: said === 'standing' && gone ? 'dead' : said,
    })),
    relays: rows.flatMap(({ id, passesOn }) => passesOn.map((to) => ({ from: id, to }))),
  };
}

/** What the core asks to say how well a claim is sourced. */
export function sourcingQuestion(
  claim: { credited: boolean; evidence: readonly EvidenceAtHand[] },
  grounds: Grounds,
  articleAddress: string,
  asOf: Date,
): SourcingQuestion {
  return {
    credited: claim.credited,
    evidence: claim.evidence,
    sources: grounds.sources.map(({ address, ...source }) => ({
      ...source,
      isOurArticle: isSameAddress(address, articleAddress),
    })),
    relays: grounds.relays,
    asOf,
    staleAfterDays: null,
  };
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
