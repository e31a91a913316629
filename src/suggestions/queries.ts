import { and, count, eq, gte, lt, ne, or } from 'drizzle-orm';
import type { Attribution } from '../core/attribution.ts';
import { Refusal } from '../core/refusal.ts';
import type { Person } from '../core/rights.ts';
import { LINE, type ClaimType, type ReasonCode, type Risk } from '../core/suggest.ts';
import type { Quote } from '../core/text.ts';
import { withinSight } from '../articles/queries.ts';
import type { Db } from '../db/client.ts';
import { suggestions, type SUGGESTION_STATES } from '../db/schema.ts';

/** Words that the reading found worth checking. */
export interface Suggestion extends Quote {
  id: string;
  position: number;
  statement: string;
  type: ClaimType;
  risk: Risk;
  hedged: boolean;
  checkworthiness: number;
  reasons: ReasonCode[];
  credits: Attribution[];
  state: (typeof SUGGESTION_STATES)[number];
  dismissedReason: string | null;
  claimId: string | null;
}

const COLUMNS = {
  id: suggestions.id,
  position: suggestions.position,
  exact: suggestions.exact,
  start: suggestions.start,
  end: suggestions.end,
  statement: suggestions.statement,
  type: suggestions.type,
  risk: suggestions.risk,
  hedged: suggestions.hedged,
  checkworthiness: suggestions.checkworthiness,
  reasons: suggestions.reasons,
  credits: suggestions.credits,
  state: suggestions.state,
  dismissedReason: suggestions.dismissedReason,
  claimId: suggestions.claimId,
};

/**
 * The suggestions of a revision in reading order, in one state or in every. Open ones that score under the line are left
 * out unless `all` are asked for.
 */
export function listSuggestions(
  db: Db,
  revisionId: string,
  { state, all = false }: { state?: Suggestion['state']; all?: boolean } = {},
): Promise<Suggestion[]> {
  return db
    .select(COLUMNS)
    .from(suggestions)
    .where(
      and(
        eq(suggestions.revisionId, revisionId),
        state && eq(suggestions.state, state),
        all ? undefined : or(ne(suggestions.state, 'open'), gte(suggestions.checkworthiness, LINE)),
      ),
    )
    .orderBy(suggestions.position);
}

/** How many open suggestions of a revision score under the line. */
export async function countScoredLow(db: Db, revisionId: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(suggestions)
    .where(
      and(eq(suggestions.revisionId, revisionId), eq(suggestions.state, 'open'), lt(suggestions.checkworthiness, LINE)),
    );
  return row!.n;
}

export async function getSuggestion(
  db: Db,
  person: Person,
  articleId: string,
  suggestionId: string,
): Promise<Suggestion> {
  const [suggestion] = await db
    .select(COLUMNS)
    .from(suggestions)
    .where(
      and(
        eq(suggestions.id, suggestionId),
        eq(suggestions.articleId, articleId),
        withinSight(person, suggestions.articleId),
      ),
    );
  if (!suggestion) throw new Refusal('not_found', 'There is no such suggestion.');
  return suggestion;
}
