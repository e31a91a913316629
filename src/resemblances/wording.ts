import { statusMark } from '../claims/wording.ts';
import { foundBy, nearestMark } from '../earlier_findings/wording.ts';
import type { Act, StatusMark } from '../web/parts.ts';
import type { Resemblance } from './queries.ts';

/** What a claim resembles, as its page shows it. */
export interface SeenBefore {
  /** What people said is the same, and what is offered. */
  shown: SeenItem[];
  dismissed: SeenItem[];
}

export interface SeenItem {
  statement: string;
  href: string;
  /** "Claim 7 in Is this the first?"; "The Ledger, 14 June 2013". */
  where: string;
  /** Theirs in their words. */
  rating: string | null;
  status: StatusMark | null;
  /** When it was found so. */
  at: string | null;
  /** "Said to be the same". */
  said: string | null;
  acts: Act[];
}

/** Null where there is nothing to be seen. */
export function seenBefore(claimId: string, found: readonly Resemblance[], mayDecide: boolean): SeenBefore | null {
  if (found.length === 0) return null;
  const items = (dismissed: boolean) =>
    found
      .filter(({ verdict }) => (verdict === 'dismissed') === dismissed)
      .map((each, at) => seenItem(claimId, each, mayDecide, `${dismissed ? 'dismissed' : 'seen'}-${at + 1}`));
  return { shown: items(false), dismissed: items(true) };
}

function seenItem(claimId: string, each: Resemblance, mayDecide: boolean, id: string): SeenItem {
  const named = { name: each.kind === 'claim' ? 'earlierClaimId' : 'earlierFindingId', value: each.id };
  const act = (verdict: string, label: string, tone: Act['tone']): Act => ({
    id: `${id}-${verdict}`,
    action: `/claims/${claimId}/resemblances`,
    label,
    hidden: [named, { name: 'verdict', value: verdict }],
    tone,
    describe: `${label}: ${each.statement.slice(0, 80)}`,
    blockers: [],
  });
  const acts =
    each.verdict === null
      ? [act('linked', 'The same claim', 'plain'), act('dismissed', 'Another claim', 'plain')]
      : [act('open', each.verdict === 'linked' ? 'Not the same after all' : 'Offer it again', 'plain')];
  return {
    statement: each.statement,
    href: each.kind === 'claim' ? `/claims/${each.id}` : `/earlier-findings/${each.id}`,
    where: each.kind === 'claim' ? `Claim ${each.number} in ${each.article}` : foundBy(each),
    rating: each.kind === 'finding' && each.ratingWords ? each.ratingWords : null,
    status: each.kind === 'claim' ? statusMark(each) : nearestMark(each),
    at: each.kind === 'claim' ? (each.foundAt?.toISOString() ?? null) : null,
    said: each.verdict === 'linked' ? 'Said to be the same' : null,
    acts: mayDecide ? acts : [],
  };
}
