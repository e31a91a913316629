import { and, asc, count, eq, gt, ilike, inArray, or, sql, type SQL } from 'drizzle-orm';
import { inSight, withinSight } from '../articles/queries.ts';
import type { AttributionKind } from '../core/attribution.ts';
import type { AttributionCheck, RecheckCause, VerificationStatus } from '../core/check.ts';
import { Refusal } from '../core/refusal.ts';
import { seesByAdmissionAlone, seesEverything, type Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { containing } from '../db/rows.ts';
import { articles, attributions, claims, speakers } from '../db/schema.ts';

export interface Speaker {
  id: string;
  kind: AttributionKind;
  name: string;
  version: number;
}

const COLUMNS = { id: speakers.id, kind: speakers.kind, name: speakers.name, version: speakers.version };

/**
 * Which speakers exist for a person: those whom an article in sight credits, and those whom none credits. A condition for
 * statements that have `speakers` under its own name.
 */
export function speakerInSight(person: Person): SQL {
  if (seesEverything(person)) return sql`true`;
  const credits = sql`from attributions join claims on claims.id = attributions.claim_id
    join articles on articles.id = claims.article_id where attributions.speaker_id = speakers.id`;
  const inUse = sql`exists (select ${credits} and ${inSight(person)})`;
  return seesByAdmissionAlone(person) ? inUse : sql`(${inUse} or not exists (select ${credits}))`;
}

export async function getSpeaker(db: Db, person: Person, speakerId: string): Promise<Speaker> {
  const [speaker] = await db
    .select(COLUMNS)
    .from(speakers)
    .where(and(eq(speakers.id, speakerId), speakerInSight(person)));
  if (!speaker) throw new Refusal('not_found', 'There is no such speaker.');
  return speaker;
}

/** The speakers that an article's claims are credited to, by name. */
export function listSpeakersOf(db: Db, person: Person, articleId: string): Promise<Speaker[]> {
  const credited = db
    .select({ id: attributions.speakerId })
    .from(attributions)
    .innerJoin(claims, eq(claims.id, attributions.claimId))
    .where(and(eq(claims.articleId, articleId), withinSight(person, claims.articleId)));
  return db
    .select(COLUMNS)
    .from(speakers)
    .where(inArray(speakers.id, credited))
    .orderBy(sql`lower(${speakers.name})`, asc(speakers.id))
    .limit(500);
}

export interface SpeakerRow extends Speaker {
  claims: number;
  articles: number;
}

export interface SpeakerSlice {
  rows: SpeakerRow[];
  next: string | null;
}

const PAGE = 50;

/** Speakers by name, a page at a time after the speaker given, with how many claims are credited to each. */
export async function listSpeakers(
  db: Db,
  person: Person,
  search: string,
  afterId: string | null,
): Promise<SpeakerSlice> {
  const after = afterId === null ? null : await getSpeaker(db, person, afterId);
  const rows = await db
    .select({
      ...COLUMNS,
      claims: count(claims.id),
      articles: sql<number>`count(distinct ${claims.articleId})`.mapWith(Number),
    })
    .from(speakers)
    .leftJoin(attributions, eq(attributions.speakerId, speakers.id))
    .leftJoin(claims, and(eq(claims.id, attributions.claimId), withinSight(person, claims.articleId)))
    .where(
      and(
        speakerInSight(person),
        search === '' ? undefined : ilike(speakers.name, containing(search)),
        after === null
          ? undefined
          : or(
              gt(sql`lower(${speakers.name})`, sql`lower(${after.name})`),
              and(eq(sql`lower(${speakers.name})`, sql`lower(${after.name})`), gt(speakers.id, after.id)),
            ),
      ),
    )
    .groupBy(speakers.id)
    .orderBy(sql`lower(${speakers.name})`, asc(speakers.id))
    .limit(PAGE + 1);
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null };
}

export interface CreditedClaim {
  claimId: string;
  number: number;
  exact: string;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  attributionCheck: AttributionCheck;
  articleId: string;
  article: string;
}

/** The newest claims credited to a speaker, at most two hundred. */
export function listClaimsOfSpeaker(db: Db, person: Person, speakerId: string): Promise<CreditedClaim[]> {
  return db
    .select({
      claimId: claims.id,
      number: claims.number,
      exact: claims.exact,
      status: claims.status,
      recheckCause: claims.recheckCause,
      attributionCheck: attributions.check,
      articleId: articles.id,
      article: articles.title,
    })
    .from(attributions)
    .innerJoin(claims, eq(claims.id, attributions.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(and(eq(attributions.speakerId, speakerId), inSight(person)))
    .orderBy(sql`${articles.createdAt} desc`, asc(claims.number))
    .limit(200);
}
