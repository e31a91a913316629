import { and, asc, desc, eq, ilike, inArray, isNull, like, ne, or, sql, gt, type SQL } from 'drizzle-orm';
import { inSight, withinSight } from '../articles/queries.ts';
import type { AttributionKind } from '../core/attribution.ts';
import { countedAs, type AttributionCheck, type CountedStatus } from '../core/check.ts';
import type { RecheckCause, VerificationStatus } from '../core/check.ts';
import { Refusal } from '../core/refusal.ts';
import { seesByAdmissionAlone, seesEverything, type Person } from '../core/rights.ts';
import { NAME_LIKENESSES, nameLikeness, shortNames, type NameLikeness, type Terms } from '../core/speakers.ts';
import type { Db, Tx } from '../db/client.ts';
import { byKey, containing } from '../db/rows.ts';
import { articles, attributions, claims, people, speakers } from '../db/schema.ts';

/** A speaker as an article credits it. */
export interface Speaker {
  id: string;
  kind: AttributionKind;
  name: string;
  version: number;
}

/** The record of a speaker across articles. */
export interface SpeakerFile extends Speaker, Terms {
  /** Who approved that they go unnamed on these terms; null while nobody has. */
  approvedBy: string | null;
  approvedAt: Date | null;
  mergedInto: string | null;
  /** Another record, in this person's sight, under which this one is shown; itself where it stands for itself. */
  shownAs: string;
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

/**
 * The record under which a person finds a speaker: the one that it was merged into, unless that one is out of their sight.
 * For statements that have `speakers` under its own name.
 */
function shownAs(person: Person): SQL<string> {
  if (seesEverything(person)) return sql<string>`speakers.keeper_id`;
  return sql<string>`case when speakers.keeper_id = speakers.id then speakers.id
    when speakers.keeper_id in (
      select speakers.id from speakers
      where speakers.id in (select merged.keeper_id from speakers as merged where merged.merged_into is not null)
        and ${speakerInSight(person)}) then speakers.keeper_id
    else speakers.id end`;
}

export async function getSpeaker(db: Db, person: Person, speakerId: string): Promise<SpeakerFile> {
  const [speaker] = await db
    .select({
      ...COLUMNS,
      groundRules: speakers.groundRules,
      terms: speakers.terms,
      whyUnnamed: speakers.whyUnnamed,
      people: speakers.people,
      approvedBy: sql<string | null>`(select ${people.name} from ${people} where ${people.id} = speakers.approved_by)`,
      approvedAt: speakers.approvedAt,
      mergedInto: speakers.mergedInto,
      shownAs: shownAs(person),
    })
    .from(speakers)
    .where(and(eq(speakers.id, speakerId), speakerInSight(person)));
  if (!speaker) throw new Refusal('not_found', 'There is no such speaker.');
  return speaker;
}

/**
 * Which speaker is meant by a link to its page, its id or its name. Refuses, beside the field `speaker`, what names none and
 * what names several.
 */
export async function getSpeakerMeant(db: Db, person: Person, words: string): Promise<string> {
  const [linked] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(words) ?? [];
  const rows = await db
    .select({ id: speakers.id })
    .from(speakers)
    .where(
      and(
        linked ? eq(speakers.id, linked.toLowerCase()) : eq(sql`lower(${speakers.name})`, words.toLowerCase()),
        speakerInSight(person),
        linked ? undefined : sql`${shownAs(person)} = ${speakers.id}`,
      ),
    )
    .limit(2);
  if (rows.length === 1) return rows[0]!.id;
  const sentence =
    rows.length === 0
      ? 'No speaker is recorded so.'
      : 'More than one speaker is called so: paste the link to the page of the one that is meant.';
  throw new Refusal('invalid', sentence, { speaker: [sentence] });
}

/** The speaker, held until commit. */
export async function lockSpeaker(tx: Tx, person: Person, speakerId: string): Promise<SpeakerFile> {
  const wanted = and(eq(speakers.id, speakerId), speakerInSight(person));
  await tx.select({ id: speakers.id }).from(speakers).where(wanted).for('no key update');
  return getSpeaker(tx, person, speakerId);
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

/** What became of the claims that are credited to a speaker, in every article in sight, withdrawn ones left out. */
export interface Turnout {
  claims: number;
  articles: number;
  counted: { status: CountedStatus; claims: number }[];
}

const NONE: Turnout = { claims: 0, articles: 0, counted: [] };

/** By the record under which the person finds the speaker. */
async function tallyTurnouts(db: Db, person: Person, keeperIds: readonly string[]): Promise<Map<string, Turnout>> {
  if (keeperIds.length === 0) return new Map();
  const shown = shownAs(person);
  const credited = and(
    or(inArray(speakers.id, [...keeperIds]), inArray(speakers.keeperId, [...keeperIds])),
    inArray(shown, [...keeperIds]),
    inSight(person),
    ne(claims.stage, 'withdrawn'),
  );
  const inArticles = new Map(
    (
      await db
        .select({
          id: shown.as('shown_as'),
          articles: sql<number>`count(distinct ${claims.articleId})`.mapWith(Number),
        })
        .from(speakers)
        .innerJoin(attributions, eq(attributions.speakerId, speakers.id))
        .innerJoin(claims, eq(claims.id, attributions.claimId))
        .innerJoin(articles, eq(articles.id, claims.articleId))
        .where(credited)
        .groupBy(sql`shown_as`)
    ).map((row) => [row.id, row.articles]),
  );
  const tallied = await db
    .select({
      id: shown.as('shown_as'),
      status: claims.status,
      recheckCause: claims.recheckCause,
      claims: sql<number>`count(distinct ${claims.id})`.mapWith(Number),
    })
    .from(speakers)
    .innerJoin(attributions, eq(attributions.speakerId, speakers.id))
    .innerJoin(claims, eq(claims.id, attributions.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(credited)
    .groupBy(sql`shown_as`, claims.status, claims.recheckCause);
  const turnouts = new Map<string, Turnout>();
  for (const [id, rows] of byKey(tallied, (row) => row.id)) {
    const counted = new Map<CountedStatus, number>();
    for (const row of rows) counted.set(countedAs(row), (counted.get(countedAs(row)) ?? 0) + row.claims);
    turnouts.set(id, {
      claims: rows.reduce((sum, row) => sum + row.claims, 0),
      articles: inArticles.get(id) ?? 0,
      counted: [...counted].map(([status, of]) => ({ status, claims: of })),
    });
  }
  return turnouts;
}

export async function getTurnout(db: Db, person: Person, speakerId: string): Promise<Turnout> {
  return (await tallyTurnouts(db, person, [speakerId])).get(speakerId) ?? NONE;
}

export interface SpeakerRow extends Speaker, Turnout {}

export interface SpeakerSlice {
  rows: SpeakerRow[];
  next: string | null;
}

const PAGE = 50;

/** Speakers by name, a page at a time after the speaker given, with what became of the claims credited to each. */
export async function listSpeakers(
  db: Db,
  person: Person,
  search: string,
  afterId: string | null,
): Promise<SpeakerSlice> {
  const after = afterId === null ? null : await getSpeaker(db, person, afterId);
  const rows = await db
    .select(COLUMNS)
    .from(speakers)
    .where(
      and(
        speakerInSight(person),
        sql`${shownAs(person)} = ${speakers.id}`,
        search === '' ? undefined : foundBy(search),
        after === null
          ? undefined
          : or(
              gt(sql`lower(${speakers.name})`, sql`lower(${after.name})`),
              and(eq(sql`lower(${speakers.name})`, sql`lower(${after.name})`), gt(speakers.id, after.id)),
            ),
      ),
    )
    .orderBy(sql`lower(${speakers.name})`, asc(speakers.id))
    .limit(PAGE + 1);
  const page = rows.slice(0, PAGE);
  const turnouts = await tallyTurnouts(
    db,
    person,
    page.map(({ id }) => id),
  );
  return {
    rows: page.map((row) => ({ ...row, ...(turnouts.get(row.id) ?? NONE) })),
    next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
  };
}

/** By the name of the record itself, whichever others were merged into it. */
const foundBy = (search: string): SQL => ilike(speakers.name, containing(search));

export interface CreditedClaim {
  claimId: string;
  number: number;
  exact: string;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  attributionCheck: AttributionCheck;
  /** As the article itself calls the speaker. */
  name: string;
  articleId: string;
  article: string;
}

/** As many claims as a page of them has. */
export const CLAIMS_A_PAGE = 50;

/** The claims credited to a speaker under any of its records, newest article first, in pages counted from 1. */
export function listClaimsOfSpeaker(db: Db, person: Person, speakerId: string, page: number): Promise<CreditedClaim[]> {
  return db
    .select({
      claimId: claims.id,
      number: claims.number,
      exact: claims.exact,
      status: claims.status,
      recheckCause: claims.recheckCause,
      attributionCheck: attributions.check,
      name: speakers.name,
      articleId: articles.id,
      article: articles.title,
    })
    .from(speakers)
    .innerJoin(attributions, eq(attributions.speakerId, speakers.id))
    .innerJoin(claims, eq(claims.id, attributions.claimId))
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(
      and(
        or(eq(speakers.id, speakerId), eq(speakers.keeperId, speakerId)),
        sql`${shownAs(person)} = ${speakerId}`,
        inSight(person),
        ne(claims.stage, 'withdrawn'),
      ),
    )
    .orderBy(desc(articles.createdAt), desc(articles.id), asc(claims.number), asc(attributions.link))
    .limit(CLAIMS_A_PAGE)
    .offset((page - 1) * CLAIMS_A_PAGE);
}

/** The records that went into this one and are in sight, by name; at most two hundred. */
export function listMergedInto(db: Db, person: Person, speakerId: string): Promise<Speaker[]> {
  return db
    .select(COLUMNS)
    .from(speakers)
    .where(and(eq(speakers.mergedInto, speakerId), speakerInSight(person)))
    .orderBy(sql`lower(${speakers.name})`, asc(speakers.id))
    .limit(200);
}

/** Another record that may be of the same speaker, and by what. */
export interface Namesake extends SpeakerRow {
  likeness: NameLikeness;
}

/** Records that may be of the same speaker, by their names alone: those of the same name first; at most ten. */
export async function listNamesakes(db: Db, person: Person, speaker: Speaker): Promise<Namesake[]> {
  const names = shortNames(speaker);
  const [whole] = names;
  if (whole === undefined) return [];
  const rows = await db
    .select(COLUMNS)
    .from(speakers)
    .where(
      and(
        ne(speakers.id, speaker.id),
        eq(speakers.kind, speaker.kind),
        isNull(speakers.mergedInto),
        or(
          inArray(speakers.nameKey, names),
          like(speakers.nameKey, `% ${whole}`),
          speaker.kind === 'person' ? undefined : like(speakers.nameKey, `${whole} %`),
        ),
        speakerInSight(person),
      ),
    )
    .orderBy(sql`lower(${speakers.name})`, asc(speakers.id))
    .limit(100);
  const alike = rows.flatMap((row) => {
    const likeness = nameLikeness(row, speaker);
    return likeness === null ? [] : [{ ...row, likeness }];
  });
  const first = alike
    .toSorted((a, b) => NAME_LIKENESSES.indexOf(a.likeness) - NAME_LIKENESSES.indexOf(b.likeness))
    .slice(0, 10);
  const turnouts = await tallyTurnouts(
    db,
    person,
    first.map(({ id }) => id),
  );
  return first.map((row) => ({ ...row, ...(turnouts.get(row.id) ?? NONE) }));
}
