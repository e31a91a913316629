import { and, eq, isNull } from 'drizzle-orm';
import { getArticle, getReading, listClearances, withinSight, type Article } from '../articles/queries.ts';
import { atGate, listClaims } from '../claims/queries.ts';
import { coverageOf, countCoverage } from '../core/coverage.ts';
import { beyondOverride, obstacles, type HouseRules, type Obstacle } from '../core/gate.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { gateOverrides, people } from '../db/schema.ts';
import { getHouseRules } from '../house_rules/queries.ts';

/** An editor's word that a revision runs all the same. */
export interface GateOverride {
  reason: string;
  covers: Obstacle[];
  givenBy: string;
  givenAt: Date;
}

/** The override that stands for a revision; a newer revision has none until an editor gives it one. */
export async function findOverride(db: Db, person: Person, revisionId: string): Promise<GateOverride | null> {
  const [row] = await db
    .select({
      reason: gateOverrides.reason,
      covers: gateOverrides.covers,
      givenBy: people.name,
      givenAt: gateOverrides.givenAt,
    })
    .from(gateOverrides)
    .innerJoin(people, eq(people.id, gateOverrides.givenBy))
    .where(
      and(
        eq(gateOverrides.revisionId, revisionId),
        isNull(gateOverrides.liftedAt),
        withinSight(person, gateOverrides.articleId),
      ),
    );
  return row ?? null;
}

export interface Gate {
  revision: number;
  revisionId: string;
  rules: HouseRules;
  /** Everything that stands against running the newest revision, most pressing first. */
  standing: Obstacle[];
  override: GateOverride | null;
  /** What stands in the way but for what is overridden; the story may run when it is empty. */
  inTheWay: Obstacle[];
}

export async function getGate(db: Db, person: Person, articleId: string, asOf: Date): Promise<Gate> {
  const article = await getArticle(db, person, articleId);
  const { version: _version, ...rules } = await getHouseRules(db);
  const standing = await listObstacles(db, person, article, rules, asOf);
  const override = await findOverride(db, person, article.revisionId);
  const { revision, revisionId } = article;
  return {
    revision,
    revisionId,
    rules,
    standing,
    override,
    inTheWay: beyondOverride(standing, override?.covers ?? []),
  };
}

async function listObstacles(db: Db, person: Person, article: Article, rules: HouseRules, asOf: Date) {
  const { id, revisionId, body } = article;
  const claims = (await listClaims(db, person, id, asOf)).filter((claim) => claim.stage !== 'withdrawn');
  const { sentences } = await getReading(db, revisionId);
  const inText = claims.filter((claim) => claim.revisionId === revisionId);
  const { untouched } = countCoverage(coverageOf(body, sentences, inText, await listClearances(db, revisionId)));
  const seen = claims.map((claim) => atGate(claim, revisionId));
  return obstacles(seen, untouched, rules);
}
