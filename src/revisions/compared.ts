import { count } from '../claims/wording.ts';
import type { Outcome } from '../core/anchor.ts';
import type { ComparedRow } from '../core/comparison.ts';
import { marksOf } from '../core/marks.ts';
import type { Span } from '../core/text.ts';
import { OUTCOME_WORDS } from '../core/wording.ts';
import type { Mark } from '../web/parts.ts';
import type { Follow } from './queries.ts';

/** What is shown of two texts held against each other: what changed, a little around it, and the claims there. */

type Run = ComparedRow['runs'][number];

/** A stretch of text, or how much of it is left out. */
export interface ComparedPiece {
  kind: Run['kind'] | 'left_out';
  text: string;
  /** How the gravest of the claims fared whose words these are; null where they are no claim's. */
  code: Outcome | null;
  /** Before words that only changed their place: that they did. */
  note: string | null;
  /** The claims whose words begin here. */
  opens: (Mark & { name: string; number: number; href: string })[];
}

export type ComparedItem =
  | {
      kind: 'row';
      changed: boolean;
      before: ComparedPiece[] | null;
      after: ComparedPiece[] | null;
      /** In one text: as one paragraph, or, where nothing stayed, what went and what came. */
      inline: ComparedPiece[][];
    }
  | { kind: 'skipped'; text: string };

/** Bodies and how the claims of the one fared in the other. */
export interface ComparedTexts {
  before: string;
  after: string;
  claims: readonly Follow[];
}

/** UTF-16 units shown on either side of a change. */
const AROUND = 400;
/** Units shown of words that went or came at one place. */
const MOST_OF_A_CHANGE = 4_000;
/** Units of text and rows on one page. */
const PAGE_UNITS = 30_000;
const PAGE_ROWS = 60;

/** The rows that changed with the one before and the one behind each, cut into pages. */
export function pagesOfComparison(rows: readonly ComparedRow[]): (ComparedRow | number)[][] {
  const shown = (index: number) => [index - 1, index, index + 1].some((each) => rows[each]?.changed);
  const pages: (ComparedRow | number)[][] = [];
  let room = { units: 0, rows: 0 };
  let skipped = 0;
  for (const [index, row] of rows.entries()) {
    if (!shown(index)) {
      skipped++;
      continue;
    }
    const cut = { ...row, runs: row.runs.flatMap((run, at) => shortened(run, at === 0, at === row.runs.length - 1)) };
    const units = cut.runs.reduce((sum, run) => sum + lengthOf(run), 0);
    if (pages.length === 0 || room.units < units || room.rows === 0) {
      pages.push([]);
      room = { units: PAGE_UNITS, rows: PAGE_ROWS };
    }
    if (skipped > 0) pages.at(-1)!.push(skipped);
    skipped = 0;
    pages.at(-1)!.push(cut);
    room.units -= units;
    room.rows -= 1;
  }
  if (skipped > 0 && pages.length > 0) pages.at(-1)!.push(skipped);
  return pages;
}

const lengthOf = (run: Run): number => Math.max(run.beforeEnd - run.beforeStart, run.afterEnd - run.afterStart);

/** A run of which the middle is left out where it is long, or all but the end beside the change. */
function shortened(run: Run, first: boolean, last: boolean): Run[] {
  const length = lengthOf(run);
  const most = run.kind === 'same' ? 2 * AROUND + 100 : MOST_OF_A_CHANGE;
  if (length <= most) return [run];
  const keep = run.kind === 'same' ? AROUND : MOST_OF_A_CHANGE / 2;
  const { beforeStart, beforeEnd, afterStart, afterEnd } = run;
  const from = { before: Math.min(beforeStart + keep, beforeEnd), after: Math.min(afterStart + keep, afterEnd) };
  const to = { before: Math.max(beforeEnd - keep, beforeStart), after: Math.max(afterEnd - keep, afterStart) };
  const head: Run = { ...run, beforeEnd: from.before, afterEnd: from.after };
  const tail: Run = { ...run, beforeStart: to.before, afterStart: to.after };
  if (run.kind === 'same' && first && !last) return [gapBefore(tail), tail];
  if (run.kind === 'same' && last) return [head, gapBefore({ ...tail, beforeStart: beforeEnd, afterStart: afterEnd })];
  return [head, gapBefore(tail), tail];
}

/** Stands for what was left out before a run: an empty one of its kind. */
const gapBefore = (run: Run): Run => ({ ...run, beforeEnd: run.beforeStart, afterEnd: run.afterStart });

/** A page of it, with the claims marked in both texts. */
export function comparedItems(page: readonly (ComparedRow | number)[], texts: ComparedTexts): ComparedItem[] {
  return page.map((row): ComparedItem => {
    if (typeof row === 'number') return { kind: 'skipped', text: `${count(row, 'passage')} unchanged` };
    const cell = (sides: Side[]) => piecesOf(row, texts, sides);
    return {
      kind: 'row',
      changed: row.changed,
      before: row.before && cell(['before']),
      after: row.after && cell(['after']),
      inline: row.runs.some(({ kind }) => kind === 'same')
        ? [cell(['before', 'after'])]
        : [cell(['before']), cell(['after'])].filter((pieces) => pieces.length > 0),
    };
  });
}

type Side = 'before' | 'after';

/** In which of the two texts a run stands. */
const STANDS_IN: Record<Run['kind'], readonly Side[]> = {
  same: ['after', 'before'],
  removed: ['before'],
  moved_away: ['before'],
  added: ['after'],
  moved_here: ['after'],
};

function piecesOf(row: ComparedRow, texts: ComparedTexts, sides: readonly Side[]): ComparedPiece[] {
  const claims = new Map(texts.claims.map((claim) => [claim.claimId, claim]));
  const spans: Record<Side, (Span & { id: string })[]> = {
    before: inRow(texts.claims, row.before, ({ wasStart, wasEnd }) => ({ start: wasStart, end: wasEnd })),
    after: inRow(texts.claims, row.after, ({ start, end }) => (start === null || end === null ? null : { start, end })),
  };
  const opened = new Set<string>();
  return row.runs.flatMap((run): ComparedPiece[] => {
    const side = STANDS_IN[run.kind].find((each) => sides.includes(each));
    if (!side) return [];
    if (lengthOf(run) === 0) return [{ kind: 'left_out', text: '…', code: null, note: null, opens: [] }];
    const range =
      side === 'before' ? { start: run.beforeStart, end: run.beforeEnd } : { start: run.afterStart, end: run.afterEnd };
    if (range.start === range.end) return [];
    const pieces = marksOf(texts[side], range, spans[side]).map(({ text, over }, index): ComparedPiece => {
      const note = index === 0 ? noteOn(run.kind, text) : null;
      const opens = over.filter((id) => !opened.has(id)).map((id) => claims.get(id)!);
      for (const claim of opens) opened.add(claim.claimId);
      return { kind: run.kind, text: text.toWellFormed(), code: gravest(over, claims), note, opens: opens.map(markOf) };
    });
    // In one text, the room behind words that went keeps them from the next.
    const room = side === 'before' && sides.includes('after') && /\s/.test(texts.before.charAt(range.end));
    return room ? [...pieces, { kind: 'same', text: ' ', code: null, note: null, opens: [] }] : pieces;
  });
}

/** A word or two that moved need no saying. */
function noteOn(kind: Run['kind'], text: string): string | null {
  if (text.trim().split(/\s+/).length < 3) return null;
  return kind === 'moved_away' ? 'Moved away' : kind === 'moved_here' ? 'Moved here' : null;
}

function inRow(
  claims: readonly Follow[],
  row: Span | null,
  spanOf: (claim: Follow) => Span | null,
): (Span & { id: string })[] {
  return claims.flatMap((claim) => {
    const span = spanOf(claim);
    return row && span && span.start < row.end && span.end > row.start ? [{ ...span, id: claim.claimId }] : [];
  });
}

const GRAVITY: readonly Outcome[] = ['same', 'moved', 'changed', 'ambiguous', 'gone'];

function gravest(over: readonly string[], claims: Map<string, Follow>): Outcome | null {
  const outcomes = over.map((id) => claims.get(id)!.outcome);
  return outcomes.toSorted((a, b) => GRAVITY.indexOf(b) - GRAVITY.indexOf(a))[0] ?? null;
}

const markOf = ({ claimId, claimNumber, outcome }: Follow) => ({
  code: outcome,
  label: OUTCOME_WORDS[outcome],
  name: `Claim ${claimNumber}`,
  number: claimNumber,
  href: `/claims/${claimId}`,
});
