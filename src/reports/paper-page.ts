import type { Block, Paper, Run } from '../papers/paper.ts';
import type { PassageKind } from '../core/text.ts';
import { view } from '../web/render.ts';

/** views/reports/paper.ejs: a document on the desk, and as a file of its own. */
export interface PaperPage {
  title: string;
  kind: string;
  heading: string;
  credit: string[];
  blocks: PaperBlock[];
  notes: { heading: string; items: PaperNote[] } | null;
}

export interface PaperNote {
  number: number;
  /** Each a paragraph. */
  parts: PaperRun[][];
}

/** Words that look alike, by the element that they stand in. */
export interface PaperRun {
  text: string;
  tag: 'plain' | 'ins' | 'del' | 'bold' | 'quiet' | 'untouched' | 'note';
  href: string | null;
  /** "Maren Oakes, 2026-11-24", who wants a change. */
  by: string | null;
}

export type PaperBlock =
  | { kind: 'heading'; level: number; text: string; anchor: string | null }
  | { kind: 'text'; quiet: boolean; runs: PaperRun[] }
  | { kind: 'facts'; rows: { label: string; runs: PaperRun[] }[] }
  | { kind: 'passage'; as: PassageKind; label: string | null; runs: PaperRun[] };

export const paperView = view<PaperPage>('reports/paper');

/** A paper as a web page. */
export function paperPage(paper: Paper): PaperPage {
  return {
    title: `${paper.kind}: ${paper.title}`,
    kind: paper.kind,
    heading: paper.title,
    credit: paper.credit,
    blocks: paper.blocks.flatMap(blocksOf),
    notes: paper.notes && {
      heading: paper.notes.heading,
      items: paper.notes.items.map((blocks, at) => ({
        number: at + 1,
        parts: blocks.flatMap((block) => (block.kind === 'text' ? [block.runs.map(runOf)] : [])),
      })),
    },
  };
}

function blocksOf(block: Block): PaperBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: block.text, anchor: block.anchor }];
    case 'text':
      return [{ kind: 'text', quiet: block.tone === 'quiet', runs: block.runs.map(runOf) }];
    case 'facts':
      return [{ kind: 'facts', rows: block.rows.map(({ label, runs }) => ({ label, runs: runs.map(runOf) })) }];
    case 'passage':
      return [{ kind: 'passage', as: block.as, label: block.label, runs: block.runs.map(runOf) }];
    case 'entry': {
      const runs = block.blocks.flatMap((each) => (each.kind === 'text' ? each.runs.map(runOf) : []));
      return [{ kind: 'facts', rows: [{ label: block.sign, runs }] }];
    }
    case 'quote':
    case 'list':
    case 'table':
      throw new Error(`No ${block.kind} stands in a paper that is shown as a page.`);
  }
}

function runOf(run: Run): PaperRun {
  const { text, note, change, changed, bold, quiet, mark, href } = run;
  const tag =
    note !== undefined
      ? 'note'
      : change === 'in'
        ? 'ins'
        : change === 'out'
          ? 'del'
          : mark === 'untouched'
            ? 'untouched'
            : bold
              ? 'bold'
              : quiet
                ? 'quiet'
                : 'plain';
  return { text, tag, href: href ?? null, by: changed ? `${changed.by}, ${changed.at.slice(0, 10)}` : null };
}
