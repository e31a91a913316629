import { and, asc, desc, eq, ne, or, sql, type SQL, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AttributionKind, Manner } from '../core/attribution.ts';
import type {
  AttributionCheck,
  ClaimInCheck,
  FixDecision,
  LapseCause,
  RecheckCause,
  Stage,
  VerificationStatus,
} from '../core/check.ts';
import type { ClaimAtGate } from '../core/gate.ts';
import { Refusal } from '../core/refusal.ts';
import { seesByAdmissionAlone, type Person } from '../core/rights.ts';
import {
  sourcingOf,
  type SourceKind,
  type SourceRole,
  type Sourcing,
  type SourcingLevel,
  type Stance,
} from '../core/sourcing.ts';
import type { ClaimType, Risk } from '../core/suggest.ts';
import type { Quote, Span } from '../core/text.ts';
import { withinSight } from '../articles/queries.ts';
import { getHouseRules } from '../house_rules/queries.ts';
import type { SourceStanding } from '../sources/queries.ts';
import type { Db, Tx } from '../db/client.ts';
import { byKey } from '../db/rows.ts';
import {
  articles,
  attributions,
  claims,
  evidence,
  findings,
  people,
  revisions,
  snapshots,
  sourceLooks,
  sources,
  speakers,
} from '../db/schema.ts';
import { atLevel } from '../levels/queries.ts';
import { getGrounds, sourcingQuestion } from '../relays/queries.ts';

/** A claim as lists show it: its words, where it stands, and what its sourcing level is computed from. */
export interface ClaimRow extends Span {
  id: string;
  articleId: string;
  revisionId: string;
  number: number;
  exact: string;
  statement: string;
  type: ClaimType;
  risk: Risk;
  hedged: boolean;
  stage: Stage;
  status: VerificationStatus;
  recheckCause: RecheckCause | null;
  checkerId: string | null;
  /** Who signed it off last, and why that no longer holds. */
  signerId: string | null;
  lapse: LapseCause | null;
  queriedFrom: Stage | null;
  /** Queries to the writer that nobody has answered. */
  openQueries: number;
  version: number;
  /** Whom the text credits it to, nearest first; empty in the article's own voice. */
  credits: Credit[];
  evidence: EvidenceRow[];
  /** How well it is sourced, by what is linked to it and where that has it from. */
  sourcing: Sourcing;
  gate: GateMarks;
}

/** What the article gate asks of a claim besides its status. */
export type GateMarks = Pick<ClaimAtGate, 'fixWanted' | 'fix' | 'noted'>;

export interface Credit {
  link: number;
  speakerId: string;
  speaker: string;
  kind: AttributionKind;
  manner: Manner;
  source: Quote[];
  cue: Quote[];
  inherited: boolean;
  hedged: boolean;
  weasel: boolean;
  check: AttributionCheck;
  checkNote: string;
}

export interface EvidenceRow {
  id: string;
  sourceId: string;
  stance: Stance;
  role: SourceRole;
  locator: string;
  linkedAt: Date;
  sourceKind: SourceKind;
  sourceIssued: string | null;
  /** The source is the word of somebody whom the text does not name. */
  sourceUnnamed: boolean;
  /** Whether the desk holds the source's bytes. */
  hasSnapshot: boolean;
  /** Whether the source's address said something else when it was looked at after this was linked. */
  changedSince: boolean;
}

/** Everything about a claim: for its own page, and for the report. */
export interface ClaimFile extends ClaimRow {
  prefix: string;
  suffix: string;
  checker: string | null;
  signer: string | null;
  signedOffAt: Date | null;
  markedBy: string;
  markedAt: Date;
  evidence: EvidenceRecord[];
  finding: Finding | null;
}

export interface EvidenceRecord extends EvidenceRow {
  excerpt: string;
  note: string;
  linkedBy: string;
  source: {
    title: string;
    author: string;
    publisher: string;
    address: string;
  } & SourceStanding;
}

export interface Finding {
  id: string;
  status: VerificationStatus;
  reason: string;
  wording: string | null;
  givenBy: string;
  givenById: string;
  givenAt: Date;
  /** Why an editor lets the claim run as it was found. */
  note: string | null;
  notedBy: string | null;
  fix: FixDecision | null;
  fixReason: string;
}

const ROW = {
  id: claims.id,
  articleId: claims.articleId,
  revisionId: claims.revisionId,
  number: claims.number,
  exact: claims.exact,
  start: claims.start,
  end: claims.end,
  statement: claims.statement,
  type: claims.type,
  risk: claims.risk,
  hedged: claims.hedged,
  stage: claims.stage,
  status: claims.status,
  recheckCause: claims.recheckCause,
  checkerId: claims.checkerId,
  signerId: claims.signerId,
  lapse: claims.lapse,
  queriedFrom: claims.queriedFrom,
  openQueries: sql<number>`(
    select count(*)::int from author_queries where author_queries.claim_id = claims.id and author_queries.answered_at is null)`,
  version: claims.version,
};

const EVIDENCE_ROW = {
  id: evidence.id,
  sourceId: evidence.sourceId,
  stance: evidence.stance,
  role: evidence.role,
  locator: evidence.locator,
  linkedAt: evidence.linkedAt,
  sourceKind: sources.kind,
  sourceIssued: sources.issued,
  sourceUnnamed: sql<boolean>`coalesce(${speakers.kind} = 'unnamed', false)`,
  hasSnapshot: sql<boolean>`exists (select from ${snapshots} where ${snapshots.sourceId} = ${evidence.sourceId})`,
  changedSince: sql<boolean>`exists (
    select from ${sourceLooks}
    where ${sourceLooks.sourceId} = ${evidence.sourceId} and ${sourceLooks.outcome} = 'changed'
      and ${sourceLooks.lookedAt} > ${evidence.linkedAt})`,
};

/** All claims of an article in reading order, withdrawn ones too. */
export async function listClaims(
  db: Db,
  person: Person,
  articleId: string,
  asOf = new Date(),
  sourcing: SourcingLevel | null = null,
): Promise<ClaimRow[]> {
  const level = sourcing === null ? undefined : atLevel(sourcing);
  const ofArticle = and(eq(claims.articleId, articleId), withinSight(person, claims.articleId), level)!;
  const rows = await db
    .select({ ...ROW, articleAddress: articles.address })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(ofArticle)
    .orderBy(...READING_ORDER);
  const credits = await creditsOf(db, ofArticle);
  const evidenceRows = await db
    .select({ claimId: evidence.claimId, ...EVIDENCE_ROW })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .innerJoin(sources, eq(sources.id, evidence.sourceId))
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(ofArticle)
    .orderBy(evidence.linkedAt, evidence.id);
  const evidenceByClaim = byKey(evidenceRows, (row) => row.claimId);
  const grounds = await getGrounds(db, sourcesOf(evidenceRows));
  const { staleAfterDays } = await getHouseRules(db);
  const marks = await gateMarks(db, ofArticle);
  return rows.map(({ articleAddress, ...row }) => {
    const claim = {
      ...row,
      credits: credits.get(row.id) ?? [],
      evidence: evidenceByClaim.get(row.id) ?? [],
      gate: marks.get(row.id) ?? NO_MARKS,
    };
    const question = sourcingQuestion(matterOf(claim), grounds, articleAddress, asOf, staleAfterDays);
    return { ...claim, sourcing: sourcingOf(question) };
  });
}

const NO_MARKS: GateMarks = { fixWanted: false, fix: null, noted: false };

async function gateMarks(db: Db, which: SQL): Promise<Map<string, GateMarks>> {
  const newest = await db
    .selectDistinctOn([findings.claimId], {
      claimId: findings.claimId,
      fixWanted: sql<boolean>`${findings.wording} is not null`,
      fix: findings.fix,
      noted: sql<boolean>`${findings.note} is not null`,
    })
    .from(findings)
    .innerJoin(claims, eq(claims.id, findings.claimId))
    .where(which)
    .orderBy(findings.claimId, desc(findings.givenAt), desc(findings.id));
  return new Map(newest.map(({ claimId, ...marks }) => [claimId, { ...NO_MARKS, ...marks }]));
}

const READING_ORDER = [asc(claims.start), desc(claims.end), asc(claims.number)];

/** The ids of an article's claims in reading order, but for those withdrawn. */
export async function listClaimIds(db: Db, person: Person, articleId: string): Promise<string[]> {
  const rows = await db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.articleId, articleId), ne(claims.stage, 'withdrawn'), withinSight(person, claims.articleId)))
    .orderBy(...READING_ORDER);
  return rows.map(({ id }) => id);
}

/** Everything about some claims, in reading order. */
export const listClaimFilesOf = (db: Db, person: Person, claimIds: readonly string[], asOf?: Date) =>
  claimFiles(db, person, inArray(claims.id, [...claimIds]), asOf);

export async function getClaimFile(db: Db, person: Person, claimId: string): Promise<ClaimFile> {
  const [file] = await claimFiles(db, person, eq(claims.id, claimId));
  if (!file) throw new Refusal('not_found', 'There is no such claim.');
  return file;
}

/** The claim with all it rests on, held until commit. */
export async function lockClaim(tx: Tx, person: Person, claimId: string): Promise<ClaimFile> {
  const wanted = and(eq(claims.id, claimId), withinSight(person, claims.articleId));
  await tx.select({ id: claims.id }).from(claims).where(wanted).for('no key update');
  return getClaimFile(tx, person, claimId);
}

/** Holds all claims of an article until commit, in one order for everybody; the article's row is held before them. */
export async function lockClaimsOf(tx: Tx, articleId: string): Promise<void> {
  const ofArticle = eq(claims.articleId, articleId);
  await tx.select({ id: claims.id }).from(claims).where(ofArticle).orderBy(claims.id).for('no key update');
}

async function claimFiles(db: Db, person: Person, wanted: SQL, asOf = new Date()): Promise<ClaimFile[]> {
  const which = and(wanted, withinSight(person, claims.articleId))!;
  const marker = alias(people, 'marker');
  const checker = alias(people, 'checker');
  const signer = alias(people, 'signer');
  const noter = alias(people, 'noter');
  const rows = await db
    .select({
      ...ROW,
      prefix: claims.prefix,
      suffix: claims.suffix,
      checker: checker.name,
      signer: signer.name,
      signedOffAt: claims.signedOffAt,
      markedBy: marker.name,
      markedAt: claims.markedAt,
      articleAddress: articles.address,
    })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .innerJoin(marker, eq(marker.id, claims.markedBy))
    .leftJoin(checker, eq(checker.id, claims.checkerId))
    .leftJoin(signer, eq(signer.id, claims.signerId))
    .where(which)
    .orderBy(...READING_ORDER);
  const credits = await creditsOf(db, which);
  const evidenceRows = await db
    .select({
      claimId: evidence.claimId,
      ...EVIDENCE_ROW,
      excerpt: evidence.excerpt,
      // The desk's own; a guest reads the check without it.
      note: seesByAdmissionAlone(person) ? sql<string>`''` : evidence.note,
      linkedBy: people.name,
      source: {
        title: sources.title,
        author: sources.author,
        publisher: sources.publisher,
        address: sources.address,
        standing: sources.standing,
        standingReason: sources.standingReason,
        standingOn: sources.standingOn,
        standingSince: sources.standingSince,
      },
    })
    .from(evidence)
    .innerJoin(claims, eq(claims.id, evidence.claimId))
    .innerJoin(sources, eq(sources.id, evidence.sourceId))
    .innerJoin(people, eq(people.id, evidence.linkedBy))
    .leftJoin(speakers, eq(speakers.id, sources.speakerId))
    .where(which)
    .orderBy(evidence.linkedAt, evidence.id);
  const newest = await db
    .selectDistinctOn([findings.claimId], {
      claimId: findings.claimId,
      id: findings.id,
      status: findings.status,
      reason: findings.reason,
      wording: findings.wording,
      givenBy: people.name,
      givenById: findings.givenBy,
      givenAt: findings.givenAt,
      note: findings.note,
      notedBy: noter.name,
      fix: findings.fix,
      fixReason: findings.fixReason,
    })
    .from(findings)
    .innerJoin(claims, eq(claims.id, findings.claimId))
    .innerJoin(people, eq(people.id, findings.givenBy))
    .leftJoin(noter, eq(noter.id, findings.notedBy))
    .where(which)
    .orderBy(findings.claimId, desc(findings.givenAt), desc(findings.id));
  const evidenceByClaim = byKey(evidenceRows, (row) => row.claimId);
  const findingByClaim = new Map(newest.map((finding) => [finding.claimId, finding]));
  const grounds = await getGrounds(db, sourcesOf(evidenceRows));
  const { staleAfterDays } = await getHouseRules(db);
  return rows.map(({ articleAddress, ...row }) => {
    const finding = findingByClaim.get(row.id) ?? null;
    const claim = {
      ...row,
      credits: credits.get(row.id) ?? [],
      evidence: evidenceByClaim.get(row.id) ?? [],
      finding,
      gate: {
        fixWanted: finding !== null && finding.wording !== null,
        fix: finding?.fix ?? null,
        noted: finding !== null && finding.note !== null,
      },
    };
    const question = sourcingQuestion(matterOf(claim), grounds, articleAddress, asOf, staleAfterDays);
    return { ...claim, sourcing: sourcingOf(question) };
  });
}

const matterOf = ({ credits, evidence }: Pick<ClaimRow, 'credits' | 'evidence'>) => ({
  credited: credits.length > 0,
  evidence,
});

const sourcesOf = (rows: readonly { sourceId: string }[]) => [...new Set(rows.map((row) => row.sourceId))];

async function creditsOf(db: Db, which: SQL): Promise<Map<string, Credit[]>> {
  const rows = await db
    .select({
      claimId: attributions.claimId,
      link: attributions.link,
      speakerId: attributions.speakerId,
      speaker: speakers.name,
      kind: attributions.kind,
      manner: attributions.manner,
      source: attributions.source,
      cue: attributions.cue,
      inherited: attributions.inherited,
      hedged: attributions.hedged,
      weasel: attributions.weasel,
      check: attributions.check,
      checkNote: attributions.checkNote,
    })
    .from(attributions)
    .innerJoin(claims, eq(claims.id, attributions.claimId))
    .innerJoin(speakers, eq(speakers.id, attributions.speakerId))
    .where(which)
    .orderBy(attributions.claimId, attributions.link);
  return byKey(rows, (row) => row.claimId);
}

/** The claim as the rules of checking see it. */
export function inCheck(claim: ClaimFile): ClaimInCheck {
  const { finding } = claim;
  return {
    stage: claim.stage,
    status: claim.status,
    checkerId: claim.checkerId,
    finderId: finding?.givenById ?? null,
    fixWanted: claim.gate.fixWanted,
    recheckCause: claim.recheckCause,
    signerId: claim.signerId,
    lapse: claim.lapse,
    queriedFrom: claim.queriedFrom,
    openQueries: claim.openQueries,
    attributionCheck: claim.credits[0]?.check ?? null,
    evidence: claim.evidence.map((piece) => ({
      id: piece.id,
      stance: piece.stance,
      rested: finding !== null && piece.linkedAt <= finding.givenAt,
    })),
  };
}

/** The claim as the article gate sees it, beside a revision. */
export function atGate(claim: ClaimRow, revisionId: string): ClaimAtGate {
  const { number, risk, stage, status, recheckCause, gate, sourcing, openQueries } = claim;
  return {
    number,
    risk,
    stage,
    status,
    recheckCause,
    inText: claim.revisionId === revisionId,
    attributionCheck: claim.credits[0]?.check ?? null,
    level: sourcing.level,
    offRecordAlone: sourcing.flags.includes('off_record_alone'),
    openQueries,
    ...gate,
  };
}

/** The article that each of these claims stands in. */
export async function articlesOfClaims(db: Db, claimIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: claims.id, articleId: claims.articleId })
    .from(claims)
    .where(inArray(claims.id, [...new Set(claimIds)]));
  return new Map(rows.map((row) => [row.id, row.articleId]));
}

/** The claim of an article by its number, as people name it: "claim 7". */
export async function getClaimId(db: Db, person: Person, articleId: string, number: number): Promise<string> {
  const claimId = await findClaimId(db, person, articleId, number);
  if (claimId === null) throw new Refusal('not_found', `The article has no claim ${number}.`);
  return claimId;
}

export async function findClaimId(db: Db, person: Person, articleId: string, number: number): Promise<string | null> {
  const [row] = await db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.articleId, articleId), eq(claims.number, number), withinSight(person, claims.articleId)));
  return row?.id ?? null;
}

export interface Neighbours {
  position: number;
  total: number;
  previousId: string | null;
  nextId: string | null;
  /** The next one without a finding that counts; from the beginning again after the last. */
  nextOpenId: string | null;
}

/** Where a claim stands among its article's claims in reading order, withdrawn ones left out. */
export async function getNeighbours(db: Db, claim: ClaimRow): Promise<Neighbours> {
  const order = await db
    .select({ id: claims.id, status: claims.status, recheckCause: claims.recheckCause })
    .from(claims)
    .where(and(eq(claims.articleId, claim.articleId), or(ne(claims.stage, 'withdrawn'), eq(claims.id, claim.id))))
    .orderBy(...READING_ORDER);
  const at = order.findIndex((row) => row.id === claim.id);
  const onward = [...order.slice(at + 1), ...order.slice(0, at)];
  return {
    position: at + 1,
    total: order.length,
    previousId: order[at - 1]?.id ?? null,
    nextId: order[at + 1]?.id ?? null,
    nextOpenId: onward.find((row) => row.status === 'unverified' || row.recheckCause !== null)?.id ?? null,
  };
}

/** Where the words of a claim last stood: in which revision, and up to 32 UTF-16 units of what stood beside them. */
export interface LastStood {
  revision: number;
  prefix: string;
  suffix: string;
}

/** By claim, for those claims of an article that wait because their words are not in the newest revision. */
export async function listLastStood(
  db: Db,
  article: { id: string; revisionId: string },
): Promise<Map<string, LastStood>> {
  const rows = await db
    .select({ id: claims.id, revision: revisions.number, prefix: claims.prefix, suffix: claims.suffix })
    .from(claims)
    .innerJoin(revisions, eq(revisions.id, claims.revisionId))
    .where(
      and(eq(claims.articleId, article.id), ne(claims.revisionId, article.revisionId), ne(claims.stage, 'withdrawn')),
    );
  return new Map(rows.map(({ id, ...stood }) => [id, stood]));
}

/** Where the claims stand in a revision; withdrawn ones left out. */
export async function listMarked(db: Db, revisionId: string): Promise<(Span & { id: string })[]> {
  return db
    .select({ id: claims.id, start: claims.start, end: claims.end })
    .from(claims)
    .where(and(eq(claims.revisionId, revisionId), ne(claims.stage, 'withdrawn')));
}

/** The same claims by their span as "start-end". */
export async function listMarkedSpans(db: Db, revisionId: string): Promise<Map<string, string>> {
  const rows = await listMarked(db, revisionId);
  return new Map(rows.map((row) => [`${row.start}-${row.end}`, row.id]));
}
