import { createHash } from 'node:crypto';
import { and, asc, count, desc, eq, inArray, notInArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import { CHAIN_START, DESK_CHAIN, follow, type Break, type ChainEnd, type SealedEntry } from '../core/chain.ts';
import { kindsOf, type HistoryThing } from '../core/history-things.ts';
import { peopleIn, type HistoryEvent } from '../core/history.ts';
import { GUEST_ROLES, seesByAdmissionAlone, seesEverything, type Person } from '../core/rights.ts';
import { Refusal } from '../core/refusal.ts';
import type { Db } from '../db/client.ts';
import { readAsOf, settledMoment } from '../db/past.ts';
import {
  articles,
  claims,
  chains,
  changes,
  formerSeals,
  history,
  people,
  seals,
  sources,
  speakers,
} from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';
import { speakerInSight } from '../speakers/queries.ts';

export interface HistoryEntry {
  entry: number;
  at: Date;
  person: string;
  claimId: string | null;
  event: HistoryEvent;
}

export interface HistorySlice {
  entries: HistoryEntry[];
  /** The names of the people whom the events tell of by id. */
  names: Record<string, string>;
  /** The entry to ask `before` for the older ones, or null when these are the oldest. */
  olderBefore: number | null;
}

const MOST = 100;

/** Which entries are wanted, newest first. */
export interface HistoryFilter {
  thing: HistoryThing | null;
  /** Who did it. */
  by: string | null;
  /** The number of a claim of the article. */
  claim: number | null;
  /** Only what is in the chain of the desk. */
  of: 'desk' | null;
}

export const EVERYTHING: HistoryFilter = { thing: null, by: null, claim: null, of: null };

function wantedBy({ thing, by, claim, of }: HistoryFilter): SQL | undefined {
  return and(
    thing === null ? undefined : inArray(sql`${history.event} ->> 'kind'`, kindsOf(thing)),
    by === null ? undefined : eq(history.personId, by),
    claim === null
      ? undefined
      : sql`${history.claimId} in (
          select c.id from ${claims} as c where c.article_id = ${history.articleId} and c.number = ${claim})`,
    of === null ? undefined : isNull(history.articleId),
  );
}

/** What happened to one noun, newest first, at most a hundred entries before the entry given. */
async function listWhere(db: Db, person: Person, about: SQL | undefined, before: number | null): Promise<HistorySlice> {
  const rows = await db
    .select({
      entry: history.entry,
      at: history.at,
      person: people.name,
      claimId: history.claimId,
      event: history.event,
    })
    .from(history)
    .innerJoin(people, eq(people.id, history.personId))
    .leftJoin(articles, eq(articles.id, history.articleId))
    .leftJoin(sources, eq(sources.id, history.sourceId))
    .leftJoin(speakers, eq(speakers.id, history.speakerId))
    .where(and(about, tellable(person), before === null ? undefined : lt(history.entry, before)))
    .orderBy(desc(history.entry))
    .limit(MOST + 1);
  const entries = rows.slice(0, MOST);
  const names = await namesOf(
    db,
    entries.flatMap(({ event }) => peopleIn(event)),
  );
  return { entries, names, olderBefore: rows.length > MOST ? (entries.at(-1)?.entry ?? null) : null };
}

/** For statements that join what an entry is about: nothing in it is out of the person's sight. */
function tellable(person: Person): SQL {
  return and(
    or(isNull(history.articleId), inSight(person)),
    or(isNull(history.sourceId), sourceInSight(person)),
    or(isNull(history.speakerId), speakerInSight(person)),
    namesInSight(person),
    sql`${history.event} ->> 'kind' <> 'words_removed'`,
    // Why an article was erased may say what it was.
    seesEverything(person) ? undefined : sql`${history.event} ->> 'kind' <> 'article_erased'`,
    // What people of the desk say to each other, and ask the writer, is told to them alone.
    seesByAdmissionAlone(person) ? sql`${history.event} ->> 'kind' !~ '^(comment|query)_'` : undefined,
  )!;
}

/** Entries about a source or speaker name others, which may be of embargoed work alone: whoever does not see those is not told. */
function namesInSight(person: Person): SQL {
  const named = (...path: string[]) => sql`(${history.event} #>> ${sql.param(`{${path.join(',')}}`)})::uuid`;
  const others = [named('relayedId'), named('otherId'), named('keeper', 'id'), named('gone', 'id')];
  const other = sql`unnest(array[${sql.join(others, sql`, `)}]) as other (id)`;
  const unseen = (there: SQL) =>
    sql`exists (select from ${other} where other.id is not null and not exists (${there}))`;
  const sourceThere = sql`select from sources where sources.id = other.id and ${sourceInSight(person)}`;
  const speakerThere = sql`select from speakers where speakers.id = other.id and ${speakerInSight(person)}`;
  return sql`(case when ${history.sourceId} is not null then not ${unseen(sourceThere)}
    when ${history.speakerId} is not null then not ${unseen(speakerThere)} else true end)`;
}

async function namesOf(db: Db, ids: string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]));
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

export const listHistory = (db: Db, person: Person, before: number | null = null, filter = EVERYTHING) =>
  listWhere(db, person, wantedBy(filter), before);

export const listArticleHistory = (
  db: Db,
  person: Person,
  articleId: string,
  before: number | null = null,
  filter = EVERYTHING,
) => listWhere(db, person, and(eq(history.articleId, articleId), wantedBy(filter)), before);

/** Who did something in an article that is in sight, or on the desk, by name: those to look for. Guests of articles stay with them. */
export function listDoers(db: Db, articleId: string | null): Promise<{ id: string; name: string }[]> {
  const here =
    articleId === null
      ? notInArray(people.role, [...GUEST_ROLES])
      : sql`exists (select from ${history} as h where h.person_id = ${people.id} and h.article_id = ${articleId})`;
  return db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(here)
    .orderBy(sql`lower(${people.name})`, asc(people.id))
    .limit(500);
}

export const listClaimHistory = (db: Db, person: Person, claimId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.claimId, claimId), before);

export const listSourceHistory = (db: Db, person: Person, sourceId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.sourceId, sourceId), before);

export const listSpeakerHistory = (db: Db, person: Person, speakerId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.speakerId, speakerId), before);

/** What others did in an article behind a place of its history, newest first. */
export const listNews = (db: Db, person: Person, articleId: string, place: number, before: number | null = null) =>
  listWhere(db, person, newsSince(person, articleId, place), before);

/** How many entries that is, counted no further than `most`. */
export async function countNews(
  db: Db,
  person: Person,
  articleId: string,
  place: number,
  most: number,
): Promise<number> {
  const some = db
    .select({ entry: history.entry })
    .from(history)
    .leftJoin(articles, eq(articles.id, history.articleId))
    .leftJoin(sources, eq(sources.id, history.sourceId))
    .leftJoin(speakers, eq(speakers.id, history.speakerId))
    .where(and(newsSince(person, articleId, place), tellable(person)))
    .limit(most)
    .as('some');
  const [counted] = await db.select({ total: count() }).from(some);
  return counted?.total ?? 0;
}

/** A claim whose words stayed is no news: the new revision says how many did. */
function newsSince(person: Person, articleId: string, place: number): SQL {
  return and(
    eq(history.articleId, articleId),
    ne(history.personId, person.id),
    sql`${history.entry} in (select s.entry from ${seals} as s where s.chain = ${articleId} and s.place > ${place})`,
    sql`not (${history.event} ->> 'kind' = 'claim_followed' and ${history.event} ->> 'outcome' in ('same', 'moved'))`,
  )!;
}

/** The newest entry of a chain: whoever has written its hash down can tell later whether anything before it was changed. */
export interface ChainHead {
  chain: string;
  length: number;
  hash: string;
}

export async function getChainHead(db: Db, articleId: string | null): Promise<ChainHead> {
  const chain = articleId ?? DESK_CHAIN;
  const [newest] = await db
    .select({ length: seals.place, hash: seals.hash })
    .from(seals)
    .where(eq(seals.chain, chain))
    .orderBy(desc(seals.place))
    .limit(1);
  return { chain, length: newest?.length ?? 0, hash: newest?.hash ?? CHAIN_START.hash };
}

/** Every chain there is, the desk's own first; those too whose end somebody took away. */
export async function listChains(db: Db): Promise<string[]> {
  const { rows } = await db.execute<{ chain: string }>(sql`
    select chain from ${chains} union select chain from ${seals}
    union select coalesce(article_id, ${DESK_CHAIN}::uuid) from ${history} order by 1`);
  return rows.map(({ chain }) => chain);
}

export interface Verification extends ChainHead {
  broken: Break | null;
  /** The article was erased: its entries have their places and no words. */
  erased: boolean;
  /** Whether the hash that was asked for is one of the chain's; null when none was. */
  holdsHash: boolean | null;
}

/** Walks a chain from its first entry and says where it stops holding. All of it is read from one snapshot. */
export function verifyChain(db: Db, chain: string, wantedHash: string | null = null): Promise<Verification> {
  return db.transaction(
    async (tx) => {
      let end: ChainEnd = CHAIN_START;
      let holdsHash = wantedHash === null ? null : false;
      const erasure = await findErasure(tx, chain);
      const erased = erasure !== null;
      for (;;) {
        const batch = await listSealed(tx, chain, end.place, erased);
        for (const sealed of batch) {
          const next = follow(end, sealed, sha256);
          if ('how' in next) return { chain, length: end.place, hash: end.hash, broken: next, erased, holdsHash };
          end = next;
          if (end.hash === wantedHash) holdsHash = true;
        }
        if (batch.length < BATCH) break;
      }
      const asErased = erasure === null || (erasure.entries === end.place && erasure.head === end.hash);
      const broken = (await strayIn(tx, chain, end)) ?? (asErased ? null : { chain, entry: null, how: 'cut_off' });
      return { chain, length: end.place, hash: end.hash, broken, erased, holdsHash };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** What the chain of the desk says of an article that was erased. */
async function findErasure(db: Db, chain: string): Promise<(HistoryEvent & { kind: 'article_erased' }) | null> {
  const [row] = await db
    .select({ event: history.event })
    .from(history)
    .where(
      and(
        sql`${history.event} ->> 'kind' = 'article_erased'`,
        sql`${history.event} ->> 'articleId' = ${chain}`,
        isNull(history.articleId),
      ),
    )
    .limit(1);
  return row?.event.kind === 'article_erased' ? row.event : null;
}

const BATCH = 2_000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** The seals of a chain behind a place, in order, each with what stands in history under its number. */
async function listSealed(db: Db, chain: string, behind: number, erased: boolean): Promise<SealedEntry[]> {
  const { rows } = await db.execute<Omit<SealedEntry, 'entry' | 'number'> & { entry: string; number: string }>(sql`
    select s.chain, s.place, s.entry, coalesce(f.number, s.entry) as number, s.digest, s.hash,
      ${erased} and h.event = '{"kind":"words_removed"}' as erased,
      case when h.entry is not null then jsonb_build_object(
        'at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'says', jsonb_strip_nulls(to_jsonb(h) - 'entry' - 'at' - 'event') || jsonb_build_object('event', h.event)) end as told
    from ${seals} as s left join ${history} as h on h.entry = s.entry
      left join ${formerSeals} as f on f.entry = s.entry and f.hash = s.hash
    where s.chain = ${chain} and s.place > ${behind}
    order by s.place limit ${BATCH}`);
  return rows.map((row) => ({ ...row, entry: Number(row.entry), number: Number(row.number) }));
}

/** What is in history beside a chain that holds to its end: an entry that nobody sealed, or an end that is missing. */
async function strayIn(db: Db, chain: string, end: ChainEnd): Promise<Break | null> {
  const { rows } = await db.execute<{ entry: string }>(sql`
    select h.entry from ${history} as h
    where coalesce(h.article_id, ${DESK_CHAIN}::uuid) = ${chain}::uuid
      and not exists (select from ${seals} as s where s.entry = h.entry and s.chain = ${chain})
    order by h.entry limit 1`);
  if (rows[0]) return { chain, entry: Number(rows[0].entry), how: 'put_in' };
  const [kept] = await db
    .select({ place: chains.length, hash: chains.head })
    .from(chains)
    .where(eq(chains.chain, chain));
  const whole = kept?.place === end.place && kept.hash === end.hash;
  return whole ? null : { chain, entry: null, how: 'cut_off' };
}

/** A moment that somebody asked for. */
export interface AsOf {
  'as-of': Date | null;
  entry: number | null;
}

export const NOW: AsOf = { 'as-of': null, entry: null };

/** As something stood at a moment; `asked` is false where that moment is now. */
export interface Standing {
  moment: Date;
  asked: boolean;
}

/**
 * Reads of an article what stood at the moment that was asked for, from one snapshot; what is read now can be read again
 * later as of the moment that it is told. Whether the person may see the article is for the caller to have asked.
 */
export async function readStanding<T>(
  db: Db,
  articleId: string,
  asOf: AsOf,
  read: (db: Db, standing: Standing) => Promise<T>,
): Promise<T> {
  const { moment, asked } = await standingAsked(db, articleId, asOf);
  return readAsOf(db, moment, async (past) => {
    if (asked) await demandPast(past, articleId);
    return read(past, { moment, asked });
  });
}

/** The moment that was asked for, or the newest to which nothing will be added any more. */
export async function standingAsked(db: Db, articleId: string, asOf: AsOf): Promise<Standing> {
  const settled = await settledMoment(db);
  const asked = asOf.entry === null ? asOf['as-of'] : await momentOfEntry(db, articleId, asOf.entry);
  if (asked !== null && asked > settled) throw new Refusal('invalid', 'That moment is still to come.');
  return { moment: asked ?? settled, asked: asked !== null };
}

/** For a page: as it stood where a moment was asked for, else simply as it stands, with `null`. */
export function readPage<T>(
  db: Db,
  articleId: string,
  asOf: AsOf,
  read: (db: Db, stood: Date | null) => Promise<T>,
): Promise<T> {
  if (asOf['as-of'] === null && asOf.entry === null) return read(db, null);
  return readStanding(db, articleId, asOf, (past, { moment }) => read(past, moment));
}

async function momentOfEntry(db: Db, articleId: string, entry: number): Promise<Date> {
  const [found] = await db
    .select({ at: sql<Date | null>`coalesce(${formerSeals.changedAt}, ${changes.at})`.mapWith(changes.at) })
    .from(seals)
    .innerJoin(changes, eq(changes.id, seals.changeId))
    .leftJoin(formerSeals, eq(formerSeals.entry, seals.entry))
    .where(and(eq(seals.entry, entry), inArray(seals.chain, [articleId, DESK_CHAIN])));
  if (!found?.at) throw new Refusal('not_found', `The history of this article has no entry ${entry}.`);
  return found.at;
}

async function demandPast(past: Db, articleId: string): Promise<void> {
  const [there] = await past.select({ id: articles.id }).from(articles).where(eq(articles.id, articleId));
  if (!there) throw new Refusal('not_found', 'Nothing is kept here of how this article stood then.');
}
