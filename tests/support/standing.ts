import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { ReplayedArticle, ReplayedClaim, ReplayEntry } from '../../src/core/replay.ts';
import type { Db } from '../../src/db/client.ts';
import { byKey } from '../../src/db/rows.ts';
import {
  admissions,
  articles,
  attributions,
  authorQueries,
  claims,
  clearances,
  comments,
  corrections,
  resemblances,
  evidence,
  findings,
  follows,
  gateOverrides,
  history,
  people,
  plans,
  revisions,
  sentences,
  suggestions,
} from '../../src/db/schema.ts';

/** The history of an article as it is played. */
export async function entriesOf(db: Db, articleId: string): Promise<ReplayEntry[]> {
  return db.select().from(history).where(eq(history.articleId, articleId)).orderBy(asc(history.entry));
}

/** An article as the tables have it, in the shape in which its history is played. */
export async function standingOf(db: Db, articleId: string): Promise<ReplayedArticle> {
  const [article] = await db.select().from(articles).where(eq(articles.id, articleId));
  const { title, byline, publication, publishedOn, address, access } = article!;
  const texts = await db
    .select()
    .from(revisions)
    .where(eq(revisions.articleId, articleId))
    .orderBy(asc(revisions.number));
  const newest = texts.at(-1)!;
  const admitted = await db
    .select({ id: admissions.personId, role: people.role })
    .from(admissions)
    .innerJoin(people, eq(people.id, admissions.personId))
    .where(eq(admissions.articleId, articleId));
  const idsOf = (outsider: boolean) =>
    new Set(
      admitted.filter(({ role }) => role !== 'visitor' && (role === 'outsider') === outsider).map(({ id }) => id),
    );
  const [plan] = await db.select().from(plans).where(eq(plans.articleId, articleId));
  const cleared = await db
    .select({
      start: sentences.start,
      end: sentences.end,
      reason: clearances.reason,
      by: clearances.clearedBy,
      at: clearances.clearedAt,
    })
    .from(clearances)
    .innerJoin(
      sentences,
      and(eq(sentences.revisionId, clearances.revisionId), eq(sentences.position, clearances.position)),
    )
    .where(eq(clearances.revisionId, newest.id));
  const dismissed = await db
    .select()
    .from(suggestions)
    .where(and(eq(suggestions.revisionId, newest.id), eq(suggestions.state, 'dismissed')));
  const overrides = await db
    .select({
      revision: revisions.number,
      reason: gateOverrides.reason,
      covers: gateOverrides.covers,
      by: gateOverrides.givenBy,
      at: gateOverrides.givenAt,
    })
    .from(gateOverrides)
    .innerJoin(revisions, eq(revisions.id, gateOverrides.revisionId))
    .where(and(eq(gateOverrides.articleId, articleId), isNull(gateOverrides.liftedAt)));
  return {
    title,
    byline,
    publication,
    publishedOn,
    address,
    access,
    revisions: texts.map(({ number, sha256, body, createdBy: by, createdAt: at }) => ({
      number,
      sha256,
      length: body.length,
      by,
      at,
    })),
    admitted: idsOf(false),
    outsiders: idsOf(true),
    plan: {
      state: plan?.state ?? 'draft',
      archivedFrom: plan?.archivedFrom ?? null,
      ownerId: plan?.ownerId ?? null,
      writerId: plan?.writerId ?? null,
      dueOn: plan?.dueOn ?? null,
      section: plan?.section ?? '',
      claimReview: plan?.claimReview ?? false,
    },
    claims: await claimsOf(db, articleId, new Map(texts.map(({ id, number }) => [id, number]))),
    clearances: new Map(cleared.map((each) => [each.start, each])),
    dismissals: new Map(
      dismissed.map(({ id, dismissedReason, decidedBy, decidedAt }) => [
        id,
        { reason: dismissedReason!, by: decidedBy!, at: decidedAt! },
      ]),
    ),
    overrides: new Map(overrides.map(({ revision, ...override }) => [revision, override])),
  };
}

async function claimsOf(
  db: Db,
  articleId: string,
  numbers: ReadonlyMap<string, number>,
): Promise<Map<string, ReplayedClaim>> {
  const ofClaims = { claimId: claims.id };
  const here = eq(claims.articleId, articleId);
  const rows = await db.select().from(claims).where(here);
  const credits = byKey(
    await db
      .select({ ...ofClaims, row: attributions })
      .from(attributions)
      .innerJoin(claims, eq(claims.id, attributions.claimId))
      .where(here)
      .orderBy(asc(attributions.link)),
    ({ claimId }) => claimId,
  );
  const pieces = byKey(
    await db
      .select({ ...ofClaims, row: evidence })
      .from(evidence)
      .innerJoin(claims, eq(claims.id, evidence.claimId))
      .where(here),
    ({ claimId }) => claimId,
  );
  const found = byKey(
    await db
      .select({ ...ofClaims, row: findings })
      .from(findings)
      .innerJoin(claims, eq(claims.id, findings.claimId))
      .where(here)
      .orderBy(asc(findings.givenAt), asc(findings.id)),
    ({ claimId }) => claimId,
  );
  const lost = byKey(
    await db
      .select({ ...ofClaims, row: follows })
      .from(follows)
      .innerJoin(claims, eq(claims.id, follows.claimId))
      .where(and(here, isNull(follows.start))),
    ({ claimId }) => claimId,
  );
  const of = <T extends { claimId: string }>(all: T[]) => byKey(all, ({ claimId }) => claimId);
  const asked = of(await db.select().from(authorQueries).where(eq(authorQueries.articleId, articleId)));
  const said = of(await db.select().from(comments).where(eq(comments.articleId, articleId)));
  const resembling = of(
    await db
      .select()
      .from(resemblances)
      .where(
        inArray(resemblances.claimId, db.select({ id: claims.id }).from(claims).where(eq(claims.articleId, articleId))),
      ),
  );
  const corrected = of(await db.select().from(corrections).where(eq(corrections.articleId, articleId)));
  const words = (quotes: readonly { exact: string }[]) => quotes.map(({ exact }) => exact).join(' … ');
  return new Map(
    rows.map((claim): [string, ReplayedClaim] => {
      const revision = numbers.get(claim.revisionId)!;
      const lostIn = (lost.get(claim.id) ?? []).map(({ row }) => numbers.get(row.revisionId)!);
      return [
        claim.id,
        {
          number: claim.number,
          revision,
          lostIn: lostIn.find((number) => number > revision) ?? null,
          start: claim.start,
          end: claim.end,
          exact: claim.exact,
          statement: claim.statement,
          type: claim.type,
          risk: claim.risk,
          hedged: claim.hedged,
          marked: { by: claim.markedBy, at: claim.markedAt },
          stage: claim.stage,
          status: claim.status,
          recheckCause: claim.recheckCause,
          checkerId: claim.checkerId,
          signed: claim.signerId === null ? null : { by: claim.signerId, at: claim.signedOffAt! },
          lapse: claim.lapse,
          queriedFrom: claim.queriedFrom,
          credits: (credits.get(claim.id) ?? []).map(({ row: { speakerId, kind, manner, source, cue, ...row } }) => ({
            speakerId,
            kind,
            manner,
            source: words(source),
            cue: words(cue),
            check: row.check,
            checkNote: row.checkNote,
          })),
          evidence: new Map(
            (pieces.get(claim.id) ?? []).map(({ row }) => [
              row.id,
              {
                sourceId: row.sourceId,
                stance: row.stance,
                role: row.role,
                locator: row.locator,
                excerpt: row.excerpt,
                note: row.note,
                by: row.linkedBy,
                at: row.linkedAt,
              },
            ]),
          ),
          findings: (found.get(claim.id) ?? []).map(({ row }) => ({
            id: row.id,
            revision: numbers.get(row.revisionId)!,
            status: row.status,
            reason: row.reason,
            wording: row.wording,
            note: row.note,
            notedBy: row.notedBy,
            fix: row.fix,
            fixReason: row.fixReason,
            fixDecidedBy: row.fixDecidedBy,
            by: row.givenBy,
            at: row.givenAt,
          })),
          queries: new Map(
            (asked.get(claim.id) ?? []).map((row) => [
              row.id,
              {
                askedOf: row.askedOf,
                question: row.question,
                dueOn: row.dueOn,
                answer: row.answer,
                answeredBy: row.answeredBy,
                outcome: row.outcome,
                outcomeNote: row.outcomeNote,
                settledBy: row.settledBy,
                by: row.askedBy,
                at: row.askedAt,
              },
            ]),
          ),
          comments: new Map(
            (said.get(claim.id) ?? []).map((row) => [
              row.id,
              { body: row.body, removed: row.removedAt !== null, by: row.writtenBy, at: row.writtenAt },
            ]),
          ),
          resemblances: new Map(
            (resembling.get(claim.id) ?? []).map((row) => [
              row.earlierClaimId ?? row.earlierFindingId ?? '',
              { verdict: row.verdict, by: row.decidedBy, at: row.decidedAt },
            ]),
          ),
          corrections: new Map(
            (corrected.get(claim.id) ?? []).map((row) => [
              row.id,
              {
                wasSaid: row.wasSaid,
                isRight: row.isRight,
                wording: row.wording,
                correctedOn: row.correctedOn,
                by: row.givenBy,
                at: row.givenAt,
              },
            ]),
          ),
        },
      ];
    }),
  );
}
