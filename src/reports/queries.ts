import { coverageOf } from '../core/coverage.ts';
import { buildReport, type Report, type ReportedSource, type ReportMatter } from '../core/report.ts';
import type { Person } from '../core/rights.ts';
import type { Quote } from '../core/text.ts';
import { getArticle, getReading, listClearances } from '../articles/queries.ts';
import { listClaimFiles, type ClaimFile } from '../claims/queries.ts';
import { getChainHead, NOW, readStanding, type AsOf, type ChainHead } from '../history/queries.ts';
import { findOverride } from '../gates/queries.ts';
import { getHouseRules } from '../house_rules/queries.ts';
import { listCorrections, type Correction } from '../corrections/queries.ts';
import { byKey } from '../db/rows.ts';
import { getPlan } from '../plans/queries.ts';
import type { Db } from '../db/client.ts';

/**
 * The report of an article as of a moment, now or past, read from one snapshot of the desk. A report is the same, but for
 * who made it, whenever it is made again as of its moment.
 */
export async function getReport(db: Db, person: Person, articleId: string, asked: AsOf = NOW): Promise<Report> {
  // What somebody may not see now has no past for them either.
  await getArticle(db, person, articleId);
  return readStanding(db, articleId, asked, async (tx, { moment: asOf }) => {
    const article = await getArticle(tx, person, articleId);
    const reading = await getReading(tx, article.revisionId);
    const clearances = await listClearances(tx, article.revisionId);
    const { version: _version, ...rules } = await getHouseRules(tx);
    const { state, owner, writer, section, claimReview } = await getPlan(tx, articleId);
    const corrections = byKey(await listCorrections(tx, person, articleId), ({ claimId }) => claimId);
    const override = await findOverride(tx, person, article.revisionId);
    const claims = await listClaimFiles(tx, person, articleId, asOf);
    const standing = claims.filter((claim) => claim.stage !== 'withdrawn');
    const inText = standing.filter((claim) => claim.revisionId === article.revisionId);
    const { id, title, byline, publication, publishedOn, address } = article;
    return buildReport(
      {
        article: { id, title, byline, publication, publishedOn, address },
        revision: { number: article.revision, sha256: article.sha256 },
        madeBy: person.name,
        history: { article: headOf(await getChainHead(tx, articleId)), desk: headOf(await getChainHead(tx, null)) },
        rules,
        plan: { state, owner, writer, section, claimReview },
        override: override && { ...override, givenAt: override.givenAt.toISOString() },
        body: article.body,
        claims: claims.map((claim) => reported(claim, article.revisionId, corrections.get(claim.id) ?? [])),
        sources: sourcesOf(standing),
        sentences: reading.sentences,
        coverage: coverageOf(article.body, reading.sentences, inText, clearances),
      },
      asOf,
    );
  });
}

const headOf = ({ length, hash }: ChainHead) => ({ entries: length, head: hash });

const wordsOf = (quotes: readonly Quote[]) => quotes.map((quote) => quote.exact).join(' … ');

function reported(claim: ClaimFile, revisionId: string, corrections: Correction[]): ReportMatter['claims'][number] {
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

function sourcesOf(claims: readonly ClaimFile[]): Map<string, Omit<ReportedSource, 'label' | 'claims'>> {
  return new Map(
    claims.flatMap((claim) =>
      claim.evidence.map((piece) => [
        piece.sourceId,
        { id: piece.sourceId, kind: piece.sourceKind, issued: piece.sourceIssued, ...piece.source },
      ]),
    ),
  );
}
