import type { PassageKind } from '../core/text.ts';
import { unsettable } from './pdf-fonts.ts';
import type { Style } from './pdf-lines.ts';
import { LABELS, Sheet, TOGETHER, WORDS } from './pdf-sheet.ts';
import { runsIn, type Block, type Paper, type Run } from './paper.ts';

const TITLE: Style = { font: 'serif-bold', bold: 'serif-bold', size: 21, leading: 25 };
const KIND: Style = { font: 'sans-bold', bold: 'sans-bold', size: 9, leading: 13 };
const HEADING: Record<2 | 3, Style> = {
  2: { font: 'serif-bold', bold: 'serif-bold', size: 14, leading: 18 },
  3: { font: 'sans-bold', bold: 'sans-bold', size: 9.5, leading: 14.5 },
};
const TEXT: Style = { font: 'serif', bold: 'serif-bold', size: 9.8, leading: 14 };
const LEAD: Style = { font: 'serif', bold: 'serif-bold', size: 11, leading: 16 };
const SMALL: Style = { font: 'sans', bold: 'sans-bold', size: 8.6, leading: 12 };
const QUOTE: Style = { font: 'serif', bold: 'serif-bold', size: 10.6, leading: 15 };
const INNER: Style = { font: 'serif-italic', bold: 'serif-bold', size: 9.4, leading: 13.4 };
const LABEL: Style = { font: 'sans', bold: 'sans-bold', size: 8.2, leading: 11 };

type Element = PDFKit.PDFStructureElement;

/** What a long paper is set under. */
export interface Setting {
  signal: AbortSignal;
  tell: (progress: string) => void;
}

/** The paper as a tagged PDF with bookmarks. The same paper gives the same bytes. */
export async function setPdf(paper: Paper, { signal, tell }: Setting): Promise<Buffer> {
  const sheet = new Sheet(paper);
  setTitle(sheet, paper);
  for (const [at, block] of paper.blocks.entries()) {
    const before = paper.blocks[at - 1];
    if (at % 50 === 0) {
      tell(`${Math.round((100 * at) / paper.blocks.length)} % set, ${sheet.pages} pages`);
      // Whoever else waits for the program gets a turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    setBlock(sheet, block, before?.kind === 'heading', paper.blocks[at + 1]);
  }
  for (const [at, blocks] of (paper.notes?.items ?? []).entries()) {
    if (at === 0) setHeading(sheet, headingOf(paper.notes!.heading), false);
    sheet.space(6);
    setLabelled(sheet, [{ text: String(at + 1), bold: true }], blocks, sheet.open('L'), `note-${at + 1}`);
  }
  return sheet.end();
}

const headingOf = (text: string): Block & { kind: 'heading' } => ({
  kind: 'heading',
  level: 2,
  text,
  aside: null,
  anchor: null,
});

function setTitle(sheet: Sheet, paper: Paper): void {
  const width = WORDS.x + WORDS.width - LABELS.x;
  sheet.place(sheet.lines([{ text: paper.kind }], KIND, width), LABELS.x, KIND, sheet.open('P'), { quiet: true });
  sheet.bookmark(1, paper.title);
  sheet.place(sheet.lines([{ text: paper.title }], TITLE, width), LABELS.x, TITLE, sheet.open('H1'));
  if (paper.credit.length > 0) {
    sheet.space(3);
    const credit = [{ text: paper.credit.join(' · ') }];
    sheet.place(sheet.lines(credit, SMALL, width), LABELS.x, SMALL, sheet.open('P'), { quiet: true });
  }
  sheet.space(14);
  for (const words of answerFor(paper)) setText(sheet, [{ text: words }], SMALL, sheet.open('P'));
}

/** Says which words stand as ▯ and where they are whole, if any do. */
function answerFor(paper: Paper): string[] {
  const places = new Map<string, number>();
  const scripts = new Set<string>();
  let place = 'the head';
  const look = (text: string) => {
    const { words, scripts: of } = unsettable(text);
    if (words.length > 0) places.set(place, (places.get(place) ?? 0) + words.length);
    for (const script of of) scripts.add(script);
  };
  look([paper.title, ...paper.credit].join(' '));
  for (const block of paper.blocks) {
    if (block.kind === 'heading') place = block.text;
    look(
      runsIn(block)
        .map(({ text }) => text)
        .join(' '),
    );
  }
  if (places.size === 0) return [];
  const named = [...places.keys()];
  const where = [...named.slice(0, 12), ...(named.length > 12 ? [`${named.length - 12} more places`] : [])].join(', ');
  return [
    `The fonts of this file do not have every script. Letters of ${[...scripts].join(', ')} stand as ▯: see ${where}. ` +
      'Copied, they are the words; in the Word document and on the web page they are seen.',
  ];
}

/** `first` is what stands right under a heading, which goes to the page of what is `next`. */
function setBlock(sheet: Sheet, block: Block, first: boolean, next: Block | undefined): void {
  switch (block.kind) {
    case 'heading':
      return setHeading(sheet, block, first, next?.kind === 'table' ? roomOf(next) : 0);
    case 'text': {
      sheet.space(block.tone === 'lead' ? 8 : 4);
      const style = block.tone === 'quiet' ? SMALL : block.tone === 'lead' ? LEAD : TEXT;
      return setText(sheet, block.runs, style, sheet.open('P'), block.tone === 'quiet');
    }
    case 'quote': {
      sheet.space(5);
      const element = sheet.open('P', sheet.open('BlockQuote'));
      sheet.place(sheet.lines(block.runs, QUOTE, WORDS.width - 12), WORDS.x + 12, QUOTE, element, { bar: true });
      return;
    }
    case 'passage':
      return setPassage(sheet, block);
    case 'list': {
      sheet.space(4);
      const list = sheet.open('L');
      for (const item of block.items) setHung(sheet, { text: '–' }, item, list);
      return;
    }
    case 'facts': {
      sheet.space(5);
      const list = sheet.open('L');
      for (const { label, runs } of block.rows) setLabelled(sheet, [{ text: label }], [{ kind: 'text', runs }], list);
      return;
    }
    case 'table':
      return setTable(sheet, block);
    case 'entry': {
      sheet.space(6);
      const list = sheet.open('L');
      const sign = { text: block.sign, bold: true as const, ...(block.href === null ? {} : { href: block.href }) };
      setLabelled(sheet, [sign], block.blocks, list, block.anchor);
    }
  }
}

function setHeading(
  sheet: Sheet,
  { level, text, aside, anchor }: Block & { kind: 'heading' },
  first: boolean,
  below = 0,
): void {
  const style = HEADING[level];
  if (level === 2) {
    sheet.space(22);
    sheet.keep(style.leading + Math.max(76, 8 + below));
    if (anchor !== null) sheet.anchor(anchor);
    sheet.bookmark(2, text);
    sheet.rule(true);
    sheet.down(5);
    sheet.place(sheet.lines([{ text }], style, 470), LABELS.x, style, sheet.open('H2'));
    sheet.down(3);
    return;
  }
  sheet.space(first ? 2 : 16);
  sheet.keep(style.leading + 74);
  if (anchor !== null) sheet.anchor(anchor);
  sheet.bookmark(3, aside === null ? text : `${text}: ${aside}`);
  if (!first) sheet.rule();
  sheet.down(6);
  const element = sheet.open('H3');
  sheet.line(
    sheet.lines([{ text: aside === null ? text : `${text} ` }], style, LABELS.width)[0]!,
    LABELS.x,
    style,
    element,
  );
  sheet.place(sheet.lines([{ text: aside ?? '' }], style, WORDS.width), WORDS.x, style, element);
}

interface Look extends Style {
  tag: string;
  above: number;
  bar?: boolean;
  quiet?: boolean;
  sign?: string;
}

const STORY: Look = { font: 'serif', bold: 'serif-bold', size: 10.8, leading: 16.2, tag: 'P', above: 7 };
const PASSAGES: Record<PassageKind, Look> = {
  heading: { ...STORY, font: 'serif-bold', size: 12, tag: 'H3', above: 13 },
  standfirst: { ...STORY, font: 'serif-italic', size: 12, leading: 17.5 },
  paragraph: STORY,
  quotation: { ...STORY, tag: 'BlockQuote', bar: true },
  list_item: { ...STORY, above: 3, sign: '–' },
  correction: { ...STORY, font: 'serif-italic' },
  furniture: { ...STORY, ...SMALL, quiet: true },
};

function setPassage(sheet: Sheet, { as, label, runs }: Block & { kind: 'passage' }): void {
  const { above, tag, bar = false, quiet = false, sign, ...style } = PASSAGES[as];
  const lines = sheet.lines(runs, style, WORDS.width - (bar || sign ? 12 : 0));
  sheet.space(above);
  sheet.keep(style.leading * Math.min(lines.length, TOGETHER) + (as === 'heading' ? 34 : 0));
  const element = sheet.open(tag);
  if (label !== null) {
    sheet.beside([{ text: label }], LABELS.x, LABELS.width, LABEL, sheet.open('Span', element), style.leading);
  }
  if (sign !== undefined) sheet.line(sheet.lines([{ text: sign }], style, 12)[0]!, WORDS.x, style, element);
  sheet.place(lines, WORDS.x + (bar || sign ? 12 : 0), style, element, { bar, quiet });
}

function setText(sheet: Sheet, runs: readonly Run[], style: Style, element: Element, quiet = false): void {
  sheet.place(sheet.lines(runs, style, WORDS.width), WORDS.x, style, element, { quiet });
}

function setHung(sheet: Sheet, sign: Run, runs: readonly Run[], list: Element): void {
  const item = sheet.open('LI', list);
  sheet.keep(TEXT.leading * TOGETHER);
  sheet.line(sheet.lines([sign], TEXT, 12)[0]!, WORDS.x, TEXT, sheet.open('Lbl', item));
  sheet.place(sheet.lines(runs, TEXT, WORDS.width - 12), WORDS.x + 12, TEXT, sheet.open('LBody', item));
}

/** A label in the narrow column, and beside it what it is the label of. */
function setLabelled(
  sheet: Sheet,
  label: readonly Run[],
  blocks: readonly Block[],
  list: Element,
  anchor: string | null = null,
): void {
  const item = sheet.open('LI', list);
  sheet.beside(label, LABELS.x, LABELS.width, LABEL, sheet.open('Lbl', item), TEXT.leading);
  if (anchor !== null) sheet.anchor(anchor);
  const body = sheet.open('LBody', item);
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'text' && block.kind !== 'quote') throw new Error(`No ${block.kind} stands in an entry.`);
    if (at > 0) sheet.space(2);
    if (block.kind === 'quote') {
      const element = sheet.open('P', sheet.open('BlockQuote', body));
      sheet.place(sheet.lines(block.runs, INNER, WORDS.width - 12), WORDS.x + 12, INNER, element, { bar: true });
    } else {
      const quiet = block.tone === 'quiet';
      setText(sheet, block.runs, quiet ? SMALL : TEXT, sheet.open('P', body), quiet);
    }
  }
}

const FIGURES = { width: 62 };
const ROW = SMALL.leading + 1.5;

/** What a short table needs to stay in one piece, and a long one to begin. */
const roomOf = ({ rows, sum }: Pick<Block & { kind: 'table' }, 'rows' | 'sum'>): number =>
  9 + ROW * Math.min(rows.length + (sum === null ? 1 : 2), 20) + 3;

function setTable(sheet: Sheet, { caption, head, rows, sum }: Block & { kind: 'table' }): void {
  sheet.space(9);
  sheet.keep(roomOf({ rows, sum }) - 9);
  const table = sheet.open('Table');
  const row = (cells: readonly string[], tag: 'TH' | 'TD', bold: boolean) => {
    sheet.keep(SMALL.leading + 3);
    const element = sheet.open('TR', table);
    for (const [at, text] of cells.entries()) {
      const run: Run = bold || at === 0 ? { text, ...(bold ? { bold: true as const } : {}) } : { text };
      const cell = sheet.open(at === 0 ? 'TH' : tag, element);
      const [line = []] = sheet.lines([run], SMALL, at === 0 ? WORDS.width - 2 * FIGURES.width : FIGURES.width);
      const last = line.at(-1);
      const end = WORDS.x + WORDS.width - (cells.length - 1 - at) * FIGURES.width;
      sheet.line(line, at === 0 ? WORDS.x : end - (last ? last.x + last.width : 0), SMALL, cell, tag === 'TH');
    }
    sheet.down(ROW);
  };
  row([caption, ...head.slice(1)], 'TH', true);
  for (const cells of rows) row(cells, 'TD', false);
  if (sum !== null) row(sum, 'TD', true);
}
