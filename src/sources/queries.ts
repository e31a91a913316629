import {
  and,
  arrayContains,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNull,
  ne,
  or,
  sql,
  type AnyColumn,
  type SQL,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { inSight, withinSight } from '../articles/queries.ts';
import type { RecheckCause, VerificationStatus } from '../core/check.ts';
import { keysOf, LIKENESSES, likeness, type Citation, type Likeness, type SourceKeys } from '../core/citations.ts';
import { Refusal } from '../core/refusal.ts';
import type { Grade } from '../core/reliability.ts';
import { seesByAdmissionAlone, seesEverything, type Person } from '../core/rights.ts';
import type { SourceRole, Stance, Standing } from '../core/sourcing.ts';
import type { Db, Tx } from '../db/client.ts';
import { containing, inChunks } from '../db/rows.ts';
import { articles, attributions, claims, evidence, sources, speakers } from '../db/schema.ts';

/** A source as somebody records it: what a citation says of it, and what the desk thinks of it. */
export interface SourceFields extends Citation, Grade {
  /** Who speaks in an interview or a statement. */
  speakerId: string | null;
}

/** Whether a source still stands; `reason` and `on` are of its fall, `since` is when the desk came to know. */
export interface SourceStanding {
  standing: Standing;
  standingReason: string;
  standingOn: string | null;
  standingSince: Date | null;
}

export interface Source extends SourceFields, SourceStanding {
  id: string;
  /** The authors in words. */
  author: string;
  version: number;
  /** The record that this one went into; null while it stands for itself. */
  mergedInto: string | null;
  speaker: string | null;
}

const COLUMNS = {
  id: sources.id,
  kind: sources.kind,
  citedAs: sources.citedAs,
  title: sources.title,
  authors: sources.authors,
  author: sources.author,
  publisher: sources.publisher,
  container: sources.container,
  volume: sources.volume,
  issue: sources.issue,
  page: sources.page,
  issued: sources.issued,
  accessed: sources.accessed,
  doi: sources.doi,
  isbn: sources.isbn,
  address: sources.address,
  archiveAddress: sources.archiveAddress,
  archivedOn: sources.archivedOn,
  language: sources.language,
  tags: sources.tags,
  note: sources.note,
  reliability: sources.reliability,
  reliabilityReason: sources.reliabilityReason,
  speakerId: sources.speakerId,
  speaker: speakers.name,
  standing: sources.standing,
  standingReason: sources.standingReason,
  standingOn: sources.standingOn,
  standingSince: sources.standingSince,
  mergedInto: sources.mergedInto,
  version: sources.version,
};

/**
 * Which sources exist for a person: those used on an article in sight, and those that are used nowhere and were never taken
 * away from one out of sight. What only embargoed work uses, or used, would tell of it; so would a record that was merged
 * into another, which is therefore seen by its own evidence. A condition for statements that have `sources` under its own name.
 */
export function sourceInSight(person: Person): SQL {
  if (seesEverything(person)) return sql`true`;
  const uses = sql`from (
      select evidence.claim_id from evidence where evidence.source_id = sources.id
      union all
      select evidence.claim_id from merges join evidence on evidence.id = any(merges.evidence_ids)
      where merges.gone_id = sources.id and merges.undone_at is null
    ) as used join claims on claims.id = used.claim_id join articles on articles.id = claims.article_id`;
  const inUse = sql`exists (select ${uses} where ${inSight(person)})`;
  if (seesByAdmissionAlone(person)) return inUse;
  const takenAway = sql`exists (
    select from history join articles on articles.id = history.article_id
    where history.event ->> 'kind' = 'evidence_unlinked' and history.event ->> 'sourceId' = sources.id::text
      and not ${inSight(person)})`;
  return sql`(${inUse} or not exists (select ${uses}) and not ${takenAway})`;
}

export async function getSource(db: Db, person: Person, sourceId: string): Promise<Source> {
  const [source] = await db
    .select(COLUMNS)
    .from(sources)
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(and(eq(sources.id, sourceId), sourceInSight(person)));
  if (!source) throw new Refusal('not_found', 'There is no such source.');
  return source;
}

/** The source, held until commit. */
export async function lockSource(tx: Tx, person: Person, sourceId: string): Promise<Source> {
  const wanted = and(eq(sources.id, sourceId), sourceInSight(person));
  await tx.select({ id: sources.id }).from(sources).where(wanted).for('no key update');
  return getSource(tx, person, sourceId);
}

export interface SourceRow extends Source {
  claims: number;
}

const PAGE = 50;

function foundBy(person: Person, search: string, tag: string): SQL | undefined {
  const searched = [sources.title, sources.author, sources.publisher, sources.container];
  return and(
    sourceInSight(person),
    isNull(sources.mergedInto),
    tag === '' ? undefined : arrayContains(sources.tags, [tag]),
    search === ''
      ? undefined
      : or(eq(sources.doi, search.toLowerCase()), ...searched.map((column) => ilike(column, containing(search)))),
  );
}

/** Sources by title, a page at a time after the source given, with how many claims each is used on. */
export async function listSources(
  db: Db,
  person: Person,
  search: string,
  afterId: string | null,
  tag = '',
): Promise<{ rows: SourceRow[]; next: string | null; total: number }> {
  const after = afterId === null ? null : await getSource(db, person, afterId);
  const title = sql`lower(${sources.title})`;
  const found = foundBy(person, search, tag);
  const rows = await db
    .select({ ...COLUMNS, claims: sql<number>`count(distinct ${claims.id})`.mapWith(Number) })
    .from(sources)
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .leftJoin(evidence, eq(evidence.sourceId, sources.id))
    .leftJoin(claims, and(eq(claims.id, evidence.claimId), withinSight(person, claims.articleId)))
    .where(
      and(
        found,
        after === null
          ? undefined
          : or(
              gt(title, sql`lower(${after.title})`),
              and(eq(title, sql`lower(${after.title})`), gt(sources.id, after.id)),
            ),
      ),
    )
    .groupBy(sources.id, speakers.name)
    .orderBy(title, asc(sources.id))
    .limit(PAGE + 1);
  const [counted] = await db.select({ total: count() }).from(sources).where(found);
  return {
    rows: rows.slice(0, PAGE),
    next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
    total: counted?.total ?? 0,
  };
}

/** A source that another looks like, and by what. */
export interface Twin extends Source {
  likeness: Likeness;
}

/** The sources that something with these keys looks like, the surest first, at most ten; `except` is itself. */
export async function listTwins(
  db: Db,
  person: Person,
  keys: SourceKeys,
  except: string | null = null,
): Promise<Twin[]> {
  const rows = await db
    .select(COLUMNS)
    .from(sources)
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(
      and(
        sourceInSight(person),
        isNull(sources.mergedInto),
        sharingKey([keys]),
        except === null ? undefined : ne(sources.id, except),
      ),
    )
    .orderBy(sources.createdAt, sources.id)
    .limit(200);
  const twins = rows.flatMap((row): Twin[] => {
    const like = likeness(keysOf(row), keys);
    return like === null ? [] : [{ ...row, likeness: like }];
  });
  return twins.toSorted((a, b) => LIKENESSES.indexOf(a.likeness) - LIKENESSES.indexOf(b.likeness)).slice(0, 10);
}

/** The sources that share a key with any of these, by what they are recognised by. */
export async function listRecognisable(
  db: Db,
  person: Person,
  keys: readonly SourceKeys[],
): Promise<{ id: string; keys: SourceKeys }[]> {
  const found = new Map<string, SourceKeys>();
  await inChunks(keys, async (chunk) => {
    const rows = await db
      .select({
        id: sources.id,
        doi: sources.doi,
        address: sources.address,
        title: sources.title,
        issued: sources.issued,
        authors: sources.authors,
      })
      .from(sources)
      .where(and(sourceInSight(person), isNull(sources.mergedInto), sharingKey(chunk)))
      .orderBy(sources.createdAt, sources.id);
    for (const { id, ...row } of rows) found.set(id, keysOf(row));
  });
  return [...found].map(([id, each]) => ({ id, keys: each }));
}

function sharingKey(keys: readonly SourceKeys[]): SQL | undefined {
  const shared = (column: AnyColumn, values: string[]) => {
    const filled = [...new Set(values)].filter((value) => value !== '');
    return filled.length === 0 ? undefined : inArray(column, filled);
  };
  return (
    or(
      shared(
        sources.doi,
        keys.map(({ doi }) => doi),
      ),
      shared(
        sources.addressKey,
        keys.map((each) => each.addressKey),
      ),
      shared(
        sources.titleKey,
        keys.map((each) => each.titleKey),
      ),
    ) ?? sql`false`
  );
}

/** Which citations are wanted; what is left out does not narrow them. */
export interface CitationsAsked {
  q?: string;
  tag?: string;
  ids?: readonly string[] | null;
  articleId?: string;
}

/** As many as a file of citations may hold. */
const MOST_CITATIONS = 5_000;

/** The sources of a selection by title; refuses `too_large` where they are more than a file may hold. */
export async function listCitations(db: Db, person: Person, asked: CitationsAsked): Promise<Source[]> {
  const { q = '', tag = '', ids = null, articleId } = asked;
  const ofArticle = db
    .select({ id: evidence.sourceId })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(and(eq(articles.id, articleId ?? sql`null`), inSight(person)));
  const rows = await db
    .select(COLUMNS)
    .from(sources)
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(
      and(
        foundBy(person, q, tag),
        ids === null ? undefined : inArray(sources.id, [...ids]),
        articleId === undefined ? undefined : inArray(sources.id, ofArticle),
      ),
    )
    .orderBy(sql`lower(${sources.title})`, asc(sources.id))
    .limit(MOST_CITATIONS + 1);
  if (rows.length <= MOST_CITATIONS) return rows;
  throw new Refusal(
    'too_large',
    `A file holds at most ${MOST_CITATIONS.toLocaleString('en')} citations. Narrow the selection.`,
  );
}

const TO_CHOOSE = 15;

/** The sources found by a search, else those most recently recorded, to choose from in a form; one of them surely. */
export async function listSourcesToChoose(
  db: Db,
  person: Person,
  search: string,
  chosenId: string | null,
): Promise<Source[]> {
  const listed = (found: SQL | undefined, most: number) =>
    db
      .select(COLUMNS)
      .from(sources)
      .leftJoin(speakers, eq(speakers.id, sources.speakerId))
      .where(found)
      .orderBy(desc(sources.createdAt), desc(sources.id))
      .limit(most);
  const rows = await listed(foundBy(person, search, ''), TO_CHOOSE);
  if (chosenId === null || rows.some(({ id }) => id === chosenId)) return rows;
  return [...(await listed(and(foundBy(person, '', ''), eq(sources.id, chosenId)), 1)), ...rows];
}

/** The sources most recently recorded, to choose from in a form. */
export function listRecentSources(db: Db, person: Person): Promise<Source[]> {
  return db
    .select(COLUMNS)
    .from(sources)
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(and(sourceInSight(person), isNull(sources.mergedInto)))
    .orderBy(desc(sources.createdAt), desc(sources.id))
    .limit(200);
}

export interface SourceUse {
  evidenceId: string;
  stance: Stance;
  role: SourceRole;
  locator: string;
  claimId: string;
  number: number;
  exact: string;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  articleId: string;
  article: string;
}

const USES = 50;

/** What a source is evidence for, newest first, a page at a time after the piece of evidence given. */
export async function listUsesOfSource(
  db: Db,
  person: Person,
  sourceId: string,
  afterId: string | null = null,
): Promise<{ rows: SourceUse[]; next: string | null }> {
  const after = alias(evidence, 'after');
  const rows = await db
    .select({
      evidenceId: evidence.id,
      stance: evidence.stance,
      role: evidence.role,
      locator: evidence.locator,
      claimId: claims.id,
      number: claims.number,
      exact: claims.exact,
      status: claims.status,
      recheckCause: claims.recheckCause,
      articleId: articles.id,
      article: articles.title,
    })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(
      and(
        eq(evidence.sourceId, sourceId),
        inSight(person),
        afterId === null
          ? undefined
          : sql`(${evidence.linkedAt}, ${evidence.id}) < (${db
              .select({ at: after.linkedAt, id: after.id })
              .from(after)
              .where(eq(after.id, afterId))})`,
      ),
    )
    .orderBy(desc(evidence.linkedAt), desc(evidence.id))
    .limit(USES + 1);
  return { rows: rows.slice(0, USES), next: rows.length > USES ? (rows[USES - 1]?.evidenceId ?? null) : null };
}

/** Who and what depends on a source: how many claims, in which articles, and the speakers those are credited to. */
export interface Dependents {
  claims: number;
  articles: { id: string; title: string; claims: number }[];
  speakers: { id: string; name: string; claims: number }[];
}

/** As many articles and speakers as are named. */
const MOST_NAMED = 50;

export async function getDependents(db: Db, person: Person, sourceId: string): Promise<Dependents> {
  const used = and(eq(evidence.sourceId, sourceId), inSight(person));
  const inArticles = await db
    .select({ id: articles.id, title: articles.title, claims: countDistinct(claims.id) })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(used)
    .groupBy(articles.id)
    .orderBy(desc(articles.createdAt), desc(articles.id));
  const credited = await db
    .select({ id: speakers.id, name: speakers.name, claims: countDistinct(claims.id) })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .innerJoin(attributions, eq(attributions.claimId, claims.id))
    .innerJoin(speakers, eq(speakers.id, attributions.speakerId))
    .where(used)
    .groupBy(speakers.id)
    .orderBy(desc(countDistinct(claims.id)), sql`lower(${speakers.name})`)
    .limit(MOST_NAMED);
  return {
    claims: inArticles.reduce((total, each) => total + each.claims, 0),
    articles: inArticles.slice(0, MOST_NAMED),
    speakers: credited,
  };
}
