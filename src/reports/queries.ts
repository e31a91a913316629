import { listQueriesOfArticle, type AuthorQuery } from '../author_queries/queries.ts';
import { coverageOf } from '../core/coverage.ts';
import {
  beginReport,
  CONFIDENTIAL_PARTS,
  type ClaimMatter,
  type Report,
  type ReportedClaim,
  type ReportedQuery,
  type ReportedSource,
  type ReportHead,
  type ReportTail,
  type SourceMatter,
} from '../core/report.ts';
import type { Person } from '../core/rights.ts';
import type { Passage, Quote, Span } from '../core/text.ts';
import { getArticle, getReading, listClearances, type Article } from '../articles/queries.ts';
import { listClaimFilesOf, listClaimIds, type ClaimFile } from '../claims/queries.ts';
import { getChainHead, readStanding, type AsOf, type ChainHead } from '../history/queries.ts';
import { findOverride } from '../gates/queries.ts';
import { getHouseRules } from '../house_rules/queries.ts';
import { listCorrections, type Correction } from '../corrections/queries.ts';
import { handedOn } from '../db/handed-on.ts';
import { byKey } from '../db/rows.ts';
import { getPlan } from '../plans/queries.ts';
import { listOrigins } from '../provenance/queries.ts';
import { listNewestSnapshots } from '../snapshots/queries.ts';
import type { Db } from '../db/client.ts';

/** A report while it is read: what is known first, its claims as they come, and what only the last of them settles. */
export interface ReportReading {
  head: ReportHead;
  /** The text of the revision. */
  body: string;
  /** In reading order, to be gone through once. */
  claims: AsyncIterable<ReportedClaim>;
  /** One of the sources that the claims so far name, by its label. */
  source: (label: string) => ReportedSource;
  /** To be asked when the claims have been gone through. */
  end: () => ReportTail;
}

/** The kind of job that makes a face of a report. */
export const REPORT = 'report';

/** Held at one time while a report is read. */
const CLAIMS_AT_ONCE = 100;

/** Which report is wanted. */
export interface ReportAsked {
  person: Person;
  articleId: string;
  asOf: AsOf;
  /** With the parts that are for the desk alone; whether the person may take them is for the caller to have asked. */
  confidential: boolean;
}

/**
 * Reads the report of an article as of a moment, now or past, from one snapshot of the desk, which stands until `use` is
 * done with it. A report is the same, but for who made it, whenever it is made again as of its moment.
 */
export async function readReport<T>(
  db: Db,
  { person, articleId, asOf: asked, confidential }: ReportAsked,
  use: (reading: ReportReading, snapshot: Db) => Promise<T>,
): Promise<T> {
  // What somebody may not see now has no past for them either.
  await getArticle(db, person, articleId);
  return readStanding(db, articleId, asked, async (tx, { moment: asOf }) => {
    const article = await getArticle(tx, person, articleId);
    const head = await getHead(tx, person, article, asOf, confidential ? [] : CONFIDENTIAL_PARTS);
    const reporting = beginReport(head);
    const { sentences } = await getReading(tx, article.revisionId);
    const clearances = await listClearances(tx, article.revisionId);
    const corrections = byKey(await listCorrections(tx, person, articleId), ({ claimId }) => claimId);
    const queries = (await listQueriesOfArticle(tx, person, articleId)).map(reportedQuery);
    const inText: Span[] = [];
    const { body } = article;

    async function* claims() {
      const ids = await listClaimIds(tx, person, articleId);
      for (let at = 0; at < ids.length; at += CLAIMS_AT_ONCE) {
        const files = await listClaimFilesOf(tx, person, ids.slice(at, at + CLAIMS_AT_ONCE), asOf);
        const sources = await sourcesOf(tx, person, files, (id) => !reporting.knows(id));
        for (const claim of files) {
          const { start, end } = claim;
          if (claim.revisionId === article.revisionId) inText.push({ start, end });
          yield reporting.take(reported(claim, article.revisionId, corrections.get(claim.id) ?? []), sources);
        }
      }
    }
    const end = () =>
      reporting.end({ body, queries, sentences, coverage: coverageOf(body, sentences, inText, clearances) });
    return use({ head, body, claims: claims(), source: (label) => reporting.source(label), end }, tx);
  });
}

async function getHead(
  db: Db,
  person: Person,
  article: Article,
  asOf: Date,
  leftOut: ReportHead['leftOut'],
): Promise<ReportHead> {
  const { id, title, byline, publication, publishedOn, address } = article;
  const { version: _version, ...rules } = await getHouseRules(db);
  const { state, owner, writer, section, claimReview } = await getPlan(db, id);
  const override = await findOverride(db, person, article.revisionId);
  return {
    article: { id, title, byline, publication, publishedOn, address },
    revision: { number: article.revision, sha256: article.sha256 },
    asOf: asOf.toISOString(),
    madeBy: person.name,
    leftOut,
    history: { article: headOf(await getChainHead(db, id)), desk: headOf(await getChainHead(db, null)) },
    rules,
    override: override && { ...override, givenAt: override.givenAt.toISOString() },
    plan: { state, owner, writer, section, claimReview },
  };
}

/** The whole report with the text that it is of, for faces that show the text. */
export function getReportWithText(db: Db, asked: ReportAsked): Promise<{ report: Report; text: ReportedText }> {
  return readReport(db, asked, async ({ head, claims, end }, snapshot) => {
    const all: ReportedClaim[] = [];
    for await (const claim of claims) all.push(claim);
    const { body, revisionId } = await getArticle(snapshot, asked.person, asked.articleId);
    const { passages } = await getReading(snapshot, revisionId);
    return { report: { ...head, claims: all, ...end() }, text: { body, passages } };
  });
}

/** The text that a report is of. */
export interface ReportedText {
  body: string;
  passages: readonly Passage[];
}

/** The whole report, for faces that are made of all of it at once. */
export function getReport(db: Db, asked: ReportAsked): Promise<Report> {
  return readReport(db, asked, async ({ head, claims, end }) => {
    const all: ReportedClaim[] = [];
    for await (const claim of claims) all.push(claim);
    return { ...head, claims: all, ...end() };
  });
}

/**
 * A face that is written while the report is read: its pieces as they are asked for. Whoever stops asking ends the
 * reading; whoever is slow makes it wait.
 */
export function streamReport<Piece>(
  db: Db,
  asked: ReportAsked,
  write: (reading: ReportReading, snapshot: Db) => AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  return handedOn<Piece>((put) =>
    readReport(db, asked, async (reading, snapshot) => {
      for await (const piece of write(reading, snapshot)) await put(piece);
    }),
  );
}

const headOf = ({ length, hash }: ChainHead) => ({ entries: length, head: hash });

const wordsOf = (quotes: readonly Quote[]) => quotes.map((quote) => quote.exact).join(' … ');

function reported(claim: ClaimFile, revisionId: string, corrections: Correction[]): ClaimMatter {
  const { level, independence, flags } = claim.sourcing;
  const { id, number, exact, start, end, statement, type, risk, hedged, stage, status, recheckCause, finding } = claim;
  return {
    id,
    number,
    exact,
    start,
    end,
    statement,
    type,
    risk,
    hedged,
    stage,
    status,
    inText: claim.revisionId === revisionId,
    recheckCause,
    attribution: claim.credits.map((credit) => ({
      speaker: credit.speaker,
      kind: credit.kind,
      manner: credit.manner,
      source: wordsOf(credit.source),
      cue: wordsOf(credit.cue),
      inherited: credit.inherited,
      hedged: credit.hedged,
      weasel: credit.weasel,
      check: credit.check,
      checkNote: credit.checkNote,
    })),
    finding: finding && {
      reason: finding.reason,
      wording: finding.wording,
      givenBy: finding.givenBy,
      givenAt: finding.givenAt.toISOString(),
      note: finding.note,
      fix: finding.fix,
      fixReason: finding.fixReason,
    },
    signOff:
      claim.stage === 'signed_off' && claim.signer && claim.signedOffAt
        ? { by: claim.signer, at: claim.signedOffAt.toISOString() }
        : null,
    openQueries: claim.openQueries,
    corrections: corrections.map(({ wasSaid, isRight, wording, correctedOn, givenBy }) => ({
      wasSaid,
      isRight,
      wording,
      correctedOn,
      givenBy,
    })),
    sourcing: { level, independence, flags },
    evidence: claim.evidence.map((piece) => ({
      sourceId: piece.sourceId,
      stance: piece.stance,
      role: piece.role,
      locator: piece.locator,
      excerpt: piece.excerpt,
      note: piece.note,
      linkedBy: piece.linkedBy,
      linkedAt: piece.linkedAt.toISOString(),
    })),
  };
}

function reportedQuery(query: AuthorQuery): ReportedQuery {
  const { claim, askedOf, askedBy, dueOn, outcome, question, answer } = query;
  const askedAt = query.askedAt.toISOString();
  const answeredAt = query.answeredAt?.toISOString() ?? null;
  return { claim, askedOf, askedBy, askedAt, dueOn, answeredAt, outcome, question, answer };
}

/** What the report says of those sources of some claims that are `wanted`. */
async function sourcesOf(
  db: Db,
  person: Person,
  claims: readonly ClaimFile[],
  wanted: (sourceId: string) => boolean,
): Promise<Map<string, SourceMatter>> {
  const pieces = new Map(
    claims.flatMap(({ evidence }) =>
      evidence.filter(({ sourceId }) => wanted(sourceId)).map((piece) => [piece.sourceId, piece]),
    ),
  );
  const ids = [...pieces.keys()];
  const snapshots = await listNewestSnapshots(db, person, ids);
  const origins = await listOrigins(db, person, ids);
  return new Map(
    [...pieces].map(([id, { sourceKind: kind, sourceIssued: issued, source }]) => {
      const { standingSince: _since, ...said } = source;
      const kept = snapshots.get(id);
      const matter: SourceMatter = {
        id,
        kind,
        issued,
        ...said,
        snapshot: kept ? { sha256: kept.sha256, takenAt: kept.takenAt.toISOString() } : null,
        origins: origins.get(id) ?? [],
      };
      return [id, matter];
    }),
  );
}
