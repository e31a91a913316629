import type { PassageKind } from '../core/text.ts';

/**
 * A document as it is to be set, whatever sets it: Markdown, PDF or Word. Words only, already in the newsroom's own; how
 * they look is the setter's business.
 */
export interface Paper {
  /** What kind of paper it is, over the title: "Claim and source report". */
  kind: string;
  title: string;
  /** Whose the text is, below the title. */
  credit: string[];
  /** ISO 8601: the moment that it tells of, which stands for the moment that it was made. */
  at: string;
  /** Whose paper it is. */
  author: string;
  /** What stands at the head and the foot of every page, beside its number. */
  margin: { head: string; foot: string };
  blocks: Block[];
  /** What the signs of notes lead to: the first is note 1. */
  notes: { heading: string; items: Block[][] } | null;
}

export type Block =
  /** The title is level 1. `aside` stands at its end, where it is short. */
  | { kind: 'heading'; level: 2 | 3; text: string; aside: string | null; anchor: string | null }
  | { kind: 'text'; runs: Run[]; tone?: 'quiet' | 'lead' }
  | { kind: 'quote'; runs: Run[] }
  | { kind: 'list'; items: Run[][] }
  /** Names with what they are. */
  | { kind: 'facts'; rows: { label: string; runs: Run[] }[] }
  /** Figures: the first row names the columns, the last may sum them up. */
  | { kind: 'table'; caption: string; head: string[]; rows: string[][]; sum: string[] | null }
  /** A piece of an article's text; its label says what it is where that is not plain. */
  | { kind: 'passage'; as: PassageKind; label: string | null; runs: Run[] }
  /** Blocks that belong under a sign of their own, such as "S3". */
  | { kind: 'entry'; sign: string; anchor: string | null; href: string | null; blocks: Block[] };

/** Words that look alike. `href` is a web address, or `#` and the anchor of a heading or entry in the same paper. */
export interface Run {
  text: string;
  bold?: true;
  quiet?: true;
  /** Wording that is wanted, or wanted gone. */
  change?: 'in' | 'out';
  href?: string;
  /** Who wants the change, and since when (ISO 8601). */
  changed?: { by: string; at: string };
  /** The sign of this note, raised and small. */
  note?: number;
  /** Words of the text that nobody has looked at. */
  mark?: 'untouched';
}

/** One line of plain words as runs. */
export const plain = (text: string): Run[] => [{ text }];

/** All words of a block, in order. */
export function runsIn(block: Block): Run[] {
  switch (block.kind) {
    case 'heading':
      return plain(block.aside === null ? block.text : `${block.text} ${block.aside}`);
    case 'text':
    case 'quote':
    case 'passage':
      return block.runs;
    case 'list':
      return block.items.flat();
    case 'facts':
      return block.rows.flatMap(({ label, runs }) => [{ text: label }, ...runs]);
    case 'table':
      return [block.caption, ...block.head, ...block.rows.flat(), ...(block.sum ?? [])].map((text) => ({ text }));
    case 'entry':
      return [{ text: block.sign }, ...block.blocks.flatMap(runsIn)];
  }
}
