import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import {
  demoCheck,
  people,
  relays,
  sources,
  type DeskClaim,
  type PersonKey,
  type SourceKey,
} from '../fixtures/desk.ts';
import { giveFinding } from './findings/actions.ts';
import { admitGuest, importArticle } from './articles/actions.ts';
import { getArticle, getReading, type Article } from './articles/queries.ts';
import { checkAttribution, markClaim, signOff, withdrawClaim, type CreditDraft } from './claims/actions.ts';
import { askAuthor } from './author_queries/actions.ts';
import { getClaimFile } from './claims/queries.ts';
import { clearSentences } from './clearances/actions.ts';
import { BLANK, readNames } from './core/citations.ts';
import { placeOf, quotesNear } from './core/placing.ts';
import { UNGRADED } from './core/reliability.ts';
import type { Person } from './core/rights.ts';
import type { Span } from './core/text.ts';
import type { Db } from './db/client.ts';
import { articles } from './db/schema.ts';
import { linkEvidence } from './evidence/actions.ts';
import { addPerson, openToVisitors } from './people/actions.ts';
import { moveArticle, planArticle } from './plans/actions.ts';
import { readText } from './readers/text.ts';
import { linkRelay } from './relays/actions.ts';
import { recordSource } from './sources/actions.ts';
import { getSource } from './sources/queries.ts';
import { speakerKey } from './speakers/actions.ts';
import { listSpeakersOf } from './speakers/queries.ts';
import { dismissSuggestion, markFromSuggestion } from './suggestions/actions.ts';
import { listSuggestions, type Suggestion } from './suggestions/queries.ts';

export interface Demo {
  articleId: string;
  accounts: DemoAccount[];
}

/** How somebody of the demo signs in. */
export interface DemoAccount {
  mail: string;
  password: string;
  role: string;
}

/** Any number will do that nothing else in this database locks. */
const DEMO_LOCK = 7_246_341;

/**
 * Puts the demo article with its worked check on an empty desk, through the same actions as everyone. All of it or
 * nothing: a start that is killed half way leaves the desk empty. Returns what it made, or null where there was work.
 */
export function loadDemo(db: Db): Promise<Demo | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${DEMO_LOCK})`);
    const [some] = await tx.select({ id: articles.id }).from(articles).limit(1);
    return some ? null : load(tx);
  });
}

async function load(db: Db): Promise<Demo> {
  const staff = {} as Record<PersonKey, Person>;
  const accounts: DemoAccount[] = [];
  for (const [key, { name, mail, role }] of Object.entries(people)) {
    const password = makePassword();
    staff[key as PersonKey] = await addPerson(db, name, role, { mail, password });
    accounts.push({ mail, password, role });
  }
  const researcher = staff.maren;

  const body = readText(await readFile(new URL(`../fixtures/${demoCheck.file}`, import.meta.url)));
  const articleId = await importArticle(db, researcher, { ...demoCheck.article, body });
  const article = await getArticle(db, researcher, articleId);
  const spanOf = (quotation: string) => placeOf(body, { quotation, near: null });
  const suggested = await listSuggestions(db, article.revisionId, { state: 'open', all: true });

  const marked = new Map<DeskClaim, string>();
  for (const claim of demoCheck.claims) marked.set(claim, await mark(db, researcher, article, claim, suggested));
  for (const { quotation, reason } of demoCheck.dismissed) {
    const suggestion = takeNear(suggested, spanOf(quotation));
    if (suggestion) await dismissSuggestion(db, researcher, suggestion.id, reason);
  }
  const { sentences } = await getReading(db, article.revisionId);
  for (const { quotation, reason } of demoCheck.cleared) {
    const { start, end } = spanOf(quotation);
    const cleared = sentences.flatMap((each, index) => (each.start < end && each.end > start ? [index] : []));
    await clearSentences(db, researcher, articleId, article.revisionId, cleared, reason);
  }

  const sourceIds = await recordSources(db, researcher, articleId);
  for (const { from, to, ...relay } of relays) {
    const { version } = await getSource(db, researcher, sourceIds[from]);
    await linkRelay(db, researcher, sourceIds[from], version, sourceIds[to], relay);
  }
  for (const [claim, claimId] of marked) await check(db, staff, claim, claimId, sourceIds);
  const visitor = await openToVisitors(db);
  await db.transaction((tx) => admitGuest(tx, visitor, articleId, researcher));
  const plan = {
    ownerId: staff.tobias.id,
    writerId: staff.nora.id,
    dueOn: null,
    section: 'Technology',
    claimReview: false,
  };
  await planArticle(db, staff.tobias, articleId, 1, plan);
  await moveArticle(db, staff.tobias, articleId, 2, 'start', new Date());
  return { articleId, accounts };
}

/** Twenty letters and figures, of which none is taken for another: 100 bits. */
function makePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-');
}

async function mark(db: Db, person: Person, article: Article, claim: DeskClaim, suggested: Suggestion[]) {
  const span = placeOf(article.body, { quotation: claim.quotation, near: null });
  const { statement, type, risk, hedged, attribution } = claim;
  const credits: CreditDraft[] = attribution
    ? [
        {
          kind: attribution.kind,
          manner: attribution.manner,
          inherited: attribution.inherited,
          hedged: attribution.hedged,
          weasel: attribution.weasel,
          source: quotesNear(article.body, attribution.source, span, 'source'),
          cue: quotesNear(article.body, attribution.cue, span, 'cue'),
          speaker: attribution.speaker,
        },
      ]
    : [];
  const wanted = { statement, type, risk, hedged, credits, words: span, revisionId: article.revisionId };
  const suggestion = takeNear(suggested, span);
  const { id } = suggestion
    ? await markFromSuggestion(db, person, article.id, suggestion.id, wanted)
    : await markClaim(db, person, article.id, wanted);
  return id;
}

/** Takes the suggestion that shares the most with a span out of the list, if one covers half of it. */
function takeNear(suggested: Suggestion[], span: Span): Suggestion | null {
  const shared = (each: Suggestion) => Math.min(each.end, span.end) - Math.max(each.start, span.start);
  const best = suggested.toSorted((a, b) => shared(b) - shared(a))[0];
  if (!best || shared(best) * 2 < span.end - span.start) return null;
  suggested.splice(suggested.indexOf(best), 1);
  return best;
}

async function recordSources(db: Db, person: Person, articleId: string): Promise<Record<SourceKey, string>> {
  const speakerIds = new Map((await listSpeakersOf(db, person, articleId)).map((each) => [speakerKey(each), each.id]));
  const ids = {} as Record<SourceKey, string>;
  for (const [key, { speaker, author, issued, ...source }] of Object.entries(sources)) {
    const speakerId = speaker ? (speakerIds.get(speakerKey(speaker)) ?? null) : null;
    ids[key as SourceKey] = await recordSource(db, person, {
      ...BLANK,
      ...UNGRADED,
      ...source,
      authors: readNames(author),
      issued: issued || null,
      speakerId,
    });
  }
  return ids;
}

async function check(
  db: Db,
  staff: Record<PersonKey, Person>,
  { attribution, evidence, finding, signedOffBy, question, withdrawn }: DeskClaim,
  claimId: string,
  sourceIds: Record<SourceKey, string>,
): Promise<void> {
  const seen = async () => (await getClaimFile(db, staff.maren, claimId)).version;
  for (const { source, ...draft } of evidence) {
    await linkEvidence(db, staff.maren, claimId, await seen(), { sourceId: sourceIds[source] }, draft);
  }
  if (attribution && attribution.check !== 'unchecked') {
    await checkAttribution(db, staff.maren, claimId, await seen(), attribution.check, attribution.checkNote);
  }
  if (finding) {
    const { status, reason, wording = null, by } = finding;
    await giveFinding(db, staff[by], claimId, await seen(), { status, reason, wording });
  }
  if (signedOffBy) await signOff(db, staff[signedOffBy], claimId, await seen());
  if (question)
    await askAuthor(db, staff.maren, claimId, await seen(), { askedOf: staff.nora.id, question, dueOn: null });
  if (withdrawn) await withdrawClaim(db, staff.maren, claimId, await seen(), withdrawn);
}
