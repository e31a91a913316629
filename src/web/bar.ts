import type { CoverageRow } from './parts.ts';

/** A row of a bar from its counts, empty ones left out. */
export function barRow<Code extends string>(
  row: Pick<CoverageRow, 'label' | 'total' | 'href' | 'kind'>,
  codes: readonly Code[],
  countOf: (code: Code) => number,
  part: (code: Code) => { code: string; label: string; href: string; current: boolean },
): CoverageRow {
  let from = 0;
  return {
    ...row,
    parts: codes
      .filter((code) => countOf(code) > 0)
      .map((code) => {
        const share = (100 * countOf(code)) / Math.max(1, row.total);
        const here = { ...part(code), count: countOf(code), from, share };
        from += share;
        return here;
      }),
  };
}
