import { countedMark, COUNTED_STATUSES, levelMark } from '../claims/wording.ts';
import { countedAs, type CountedStatus } from '../core/check.ts';
import { countCoverage, COVERAGE_STATES, type CoverageState } from '../core/coverage.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import { COVERAGE_WORDS } from '../core/wording.ts';
import { barRow } from '../web/bar.ts';
import type { CoverageRow, CoverageState as StateOnPage } from '../web/parts.ts';
import type { DeskInSight, Shown } from './desk.ts';

/** The codes of coverage as pages draw them. */
export const STATE_CODES: Record<CoverageState, StateOnPage> = {
  has_claims: 'claims',
  nothing_to_check: 'cleared',
  untouched: 'untouched',
};

/** The rows of the bar over an article: every number leads to what it counts. */
export function coverageBar(desk: DeskInSight): CoverageRow[] {
  const counts = new Map<CountedStatus, number>();
  for (const claim of desk.standing) counts.set(countedAs(claim), (counts.get(countedAs(claim)) ?? 0) + 1);
  return [sentencesRow(desk), statusBar(counts, desk.address, desk.shown), sourcingRow(desk)];
}

function sentencesRow({ covered, address, shown }: DeskInSight): CoverageRow {
  const counts = countCoverage(covered);
  return barRow(
    { label: 'Sentences', total: covered.length, href: address, kind: 'coverage' },
    COVERAGE_STATES,
    (state) => counts[state],
    (state) => ({
      code: STATE_CODES[state],
      label: COVERAGE_WORDS[state],
      href: `${address}?sentences=${state}`,
      current: shown.sentences === state,
    }),
  );
}

/** The claims of an article by status, each number leading to its claims. */
export function statusBar(counts: Map<CountedStatus, number>, address: string, shown: Shown | null): CoverageRow {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return barRow(
    { label: 'Claims', total, href: address, kind: 'status' },
    COUNTED_STATUSES,
    (code) => counts.get(code) ?? 0,
    (code) => ({ ...countedMark(code), href: `${address}?status=${code}`, current: shown?.status === code }),
  );
}

function sourcingRow({ standing, sourcing, address, shown }: DeskInSight): CoverageRow {
  const bare = standing.filter((claim) => claim.evidence.length === 0).length;
  const row = barRow(
    { label: 'Sourcing', total: standing.length, href: address, kind: 'sourcing' },
    SOURCING_LEVELS,
    (level) => standing.filter((claim) => sourcing.get(claim.id)?.level === level).length,
    (level) => ({ ...levelMark(level), href: `${address}?sourcing=${level}`, current: shown.sourcing === level }),
  );
  if (bare === 0) return row;
  // No source yet is not a level: a claim may have evidence against it alone. It takes no room in the bar.
  const noSource = {
    code: 'none',
    label: 'No source yet',
    href: `${address}?source=none`,
    count: bare,
    current: shown.source === 'none',
    from: 0,
    share: 0,
  };
  return { ...row, parts: [...row.parts, noSource] };
}
