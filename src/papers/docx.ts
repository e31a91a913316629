import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  InsertedTextRun,
  InternalHyperlink,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  UnderlineType,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
  type IStylesOptions,
  type ParagraphChild,
} from 'docx';
import { settled } from './docx-parts.ts';
import type { PassageKind } from '../core/text.ts';
import type { Block, Paper, Run } from './paper.ts';

// Lengths are twentieths of a point; sizes of type are half points.
const PAGE = { width: 11906, height: 16838 };
const SIDE = 1240;
/** Labels and signs stand left of here, words right of it. */
const COLUMN = 2040;
const MEASURE = PAGE.width - 2 * SIDE;
const QUIET = '5C5953';
const RULE = 'BDB8AD';
// Faces that every word processor has or has a match for, in every script.
const SERIF = 'Times New Roman';
const SANS = 'Arial';

/** The paper as a Word document. The same paper gives the same bytes. */
export async function setDocx(paper: Paper): Promise<Uint8Array> {
  const changes = changeIds();
  const text = (runs: readonly Run[], alike: IRunOptions = {}) => childrenOf(runs, changes, alike);
  const notes = (paper.notes?.items ?? []).map((blocks, at): [string, { children: Paragraph[] }] => [
    String(at + 1),
    { children: blocks.flatMap((block, place) => noteParagraphs(block, place === 0, text)) },
  ]);
  const document = new Document({
    title: `${paper.kind}: ${paper.title}`,
    subject: paper.margin.foot,
    creator: paper.author,
    lastModifiedBy: paper.author,
    styles: STYLES,
    numbering: {
      config: [
        {
          reference: 'list',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '–',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: COLUMN + 280, hanging: 280 } } },
            },
          ],
        },
      ],
    },
    footnotes: Object.fromEntries(notes),
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: PAGE,
            margin: { top: 1500, bottom: 1400, left: SIDE, right: SIDE, header: 800, footer: 700 },
          },
        },
        headers: { default: new Header({ children: [margin([new TextRun(clean(paper.margin.head))])] }) },
        footers: { default: footerOf(paper), first: footerOf(paper) },
        children: [
          new Paragraph({ style: 'Kind', keepNext: true, children: [new TextRun(clean(paper.kind))] }),
          new Paragraph({
            heading: HeadingLevel.TITLE,
            ...directed(paper.title),
            children: text([{ text: paper.title }]),
          }),
          ...(paper.credit.length === 0
            ? []
            : [new Paragraph({ style: 'Credit', children: text([{ text: paper.credit.join(' · ') }]) })]),
          ...paper.blocks.flatMap((block, at) => blockParts(block, text, paper.blocks[at - 1]?.kind === 'heading')),
        ],
      },
    ],
  });
  return settled(await Packer.toBuffer(document), paper.at);
}

type SetRuns = (runs: readonly Run[], alike?: IRunOptions) => ParagraphChild[];

/** `first` is what stands right under a heading, whose line is enough for both. */
function blockParts(block: Block, text: SetRuns, first = false): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading': {
      const children = text([
        { text: block.text },
        ...(block.aside === null ? [] : [{ text: block.level === 3 ? `\t${block.aside}` : `: ${block.aside}` }]),
      ]);
      const named = block.anchor === null ? children : [new Bookmark({ id: nameOf(block.anchor), children })];
      return [
        new Paragraph({
          heading: block.level === 2 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          tabStops: [{ type: TabStopType.LEFT, position: COLUMN }],
          ...(first && block.level === 3
            ? { border: { top: { style: BorderStyle.NIL } }, spacing: { before: 40 } }
            : {}),
          children: named,
        }),
      ];
    }
    case 'text':
      return [
        new Paragraph({ style: TONES[block.tone ?? 'plain'], ...directed(block.runs), children: text(block.runs) }),
      ];
    case 'quote':
      return [new Paragraph({ style: 'Words', ...directed(block.runs), children: text(block.runs) })];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({ numbering: { reference: 'list', level: 0 }, ...directed(item), children: text(item) }),
      );
    case 'facts':
      return block.rows.map(({ label, runs }) => labelled([{ text: label }], runs, null, text));
    case 'table':
      return [new Paragraph({ style: 'Gap' }), tableOf(block)];
    case 'entry': {
      const [first, ...rest] = block.blocks;
      const sign: Run = { text: block.sign, bold: true, ...(block.href === null ? {} : { href: block.href }) };
      const runs = first?.kind === 'text' ? first.runs : [];
      return [
        labelled([sign], runs, block.anchor, text, { before: 120 }),
        ...rest.flatMap((each) =>
          each.kind === 'quote'
            ? [new Paragraph({ style: 'Excerpt', ...directed(each.runs), children: text(each.runs) })]
            : blockParts(each, text),
        ),
      ];
    }
    case 'passage':
      return [passageOf(block, text)];
  }
}

/** A label in the narrow column and its words in the wide one, in one paragraph. */
function labelled(
  label: readonly Run[],
  runs: readonly Run[],
  anchor: string | null,
  text: SetRuns,
  spacing: { before?: number } = {},
): Paragraph {
  const set = text(label, { style: 'Label' });
  return new Paragraph({
    style: 'Labelled',
    spacing,
    children: [
      ...(anchor === null ? set : [new Bookmark({ id: nameOf(anchor), children: set })]),
      new TextRun({ children: ['\t'] }),
      ...text(runs),
    ],
  });
}

const PASSAGE_STYLES: Record<PassageKind, string> = {
  heading: 'Crosshead',
  standfirst: 'Standfirst',
  paragraph: 'Story',
  quotation: 'Words',
  list_item: 'Story',
  correction: 'Story',
  furniture: 'Small',
};

function passageOf({ as, label, runs }: Block & { kind: 'passage' }, text: SetRuns): Paragraph {
  const set = text(runs);
  // A block quotation is told by its bar.
  if (label === null || as === 'quotation')
    return new Paragraph({ style: PASSAGE_STYLES[as], ...directed(runs), children: set });
  return new Paragraph({
    style: PASSAGE_STYLES[as],
    indent: { left: COLUMN, hanging: COLUMN },
    tabStops: [{ type: TabStopType.LEFT, position: COLUMN }],
    children: [...text([{ text: label }], { style: 'Label' }), new TextRun({ children: ['\t'] }), ...set],
  });
}

function noteParagraphs(block: Block, first: boolean, text: SetRuns): Paragraph[] {
  const runs = block.kind === 'text' || block.kind === 'quote' ? block.runs : [];
  // The number stands before the first.
  const set = text(first ? [{ text: ' ' }, ...runs] : runs);
  return [new Paragraph({ style: 'Note', ...directed(runs), children: set })];
}

const FIGURES = 1300;

function tableOf({ caption, head, rows, sum }: Block & { kind: 'table' }): Table {
  const widths = head.map((_, at) => (at === 0 ? MEASURE - COLUMN - (head.length - 1) * FIGURES : FIGURES));
  const line = { style: BorderStyle.SINGLE, size: 4, color: RULE };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const row = (cells: readonly string[], bold: boolean, header: boolean, last: boolean) =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: cells.map(
        (words, at) =>
          new TableCell({
            width: { size: widths[at]!, type: WidthType.DXA },
            borders: { top: none, left: none, right: none, bottom: line },
            margins: { top: 30, bottom: 30, left: 0, right: 0 },
            children: [
              new Paragraph({
                style: 'Cell',
                // The rows of a short table stay together.
                keepNext: !last && rows.length < 20,
                alignment: at === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT,
                children: [new TextRun({ text: clean(words), bold })],
              }),
            ],
          }),
      ),
    });
  return new Table({
    width: { size: MEASURE - COLUMN, type: WidthType.DXA },
    indent: { size: COLUMN, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: none, left: none, right: none, bottom: none, insideHorizontal: none, insideVertical: none },
    rows: [
      row([caption, ...head.slice(1)], true, true, false),
      ...rows.map((cells, at) => row(cells, false, false, sum === null && at === rows.length - 1)),
      ...(sum === null ? [] : [row(sum, true, false, true)]),
    ],
  });
}

const margin = (children: ParagraphChild[]) =>
  new Paragraph({ style: 'Margin', tabStops: [{ type: TabStopType.RIGHT, position: MEASURE }], children });

const footerOf = ({ margin: { foot } }: Paper) =>
  new Footer({
    children: [
      margin([
        new TextRun(clean(foot)),
        new TextRun({ children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] }),
      ]),
    ],
  });

/** Every tracked change has a number of its own. */
function changeIds(): () => number {
  let last = 0;
  return () => ++last;
}

function childrenOf(runs: readonly Run[], changeId: () => number, alike: IRunOptions): ParagraphChild[] {
  return runs.flatMap((run): ParagraphChild[] => {
    if (run.note !== undefined) return [new FootnoteReferenceRun(run.note)];
    const pieces = clean(run.text).split(/\r\n|[\n\r\u2028\u2029]/);
    if (run.href === undefined) return pieces.map((piece, at) => runOf(piece, at > 0, run, changeId, alike));
    const children = pieces.map((piece, at) => new TextRun(lookOf(piece, at > 0, run, alike)));
    if (run.href.startsWith('#')) return [new InternalHyperlink({ anchor: nameOf(run.href.slice(1)), children })];
    return [new ExternalHyperlink({ link: run.href, children })];
  });
}

function runOf(text: string, broken: boolean, run: Run, changeId: () => number, alike: IRunOptions): ParagraphChild {
  const look = lookOf(text, broken, run, alike);
  if (run.change === undefined || run.changed === undefined) return new TextRun(look);
  const change = { id: changeId(), author: run.changed.by, date: run.changed.at };
  return run.change === 'in' ? new InsertedTextRun({ ...look, ...change }) : new DeletedTextRun({ ...look, ...change });
}

function lookOf(text: string, broken: boolean, run: Run, alike: IRunOptions): IRunOptions {
  const tracked = run.changed !== undefined;
  return {
    ...alike,
    children: text.split(/(\t)/).filter((part) => part !== ''),
    ...(broken ? { break: 1 } : {}),
    ...(run.bold ? { bold: true } : {}),
    ...(run.quiet ? { color: QUIET } : {}),
    ...(run.change === 'in' && !tracked ? { underline: { type: UnderlineType.SINGLE } } : {}),
    ...(run.change === 'out' && !tracked ? { strike: true } : {}),
    ...(run.mark === 'untouched' ? { shading: { fill: 'EFECE4' }, underline: { type: UnderlineType.DOTTED } } : {}),
    ...(isRightToLeft(text) && !/\p{Script=Latin}/u.test(text) ? { rightToLeft: true } : {}),
  };
}

/** A bookmark's name is letters, figures and low lines. */
const nameOf = (anchor: string) => anchor.replaceAll(/[^A-Za-z0-9]/g, '_');

/** Without what XML cannot hold. */
const clean = (text: string) => text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '');

const isRightToLeft = (text: string) =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text);

/** A paragraph runs the way of its first letter. */
function directed(words: string | readonly Run[]): Pick<IParagraphOptions, 'bidirectional'> {
  const text = typeof words === 'string' ? words : words.map((run) => run.text).join('');
  const [first = ''] = /\p{L}/u.exec(text) ?? [];
  return isRightToLeft(first) ? { bidirectional: true } : {};
}

const TONES = { plain: 'Plain', quiet: 'Small', lead: 'Lead' } as const;

const font = (name: string) => ({ ascii: name, hAnsi: name, cs: name, eastAsia: name });
const lines = (points: number) => ({ line: points * 20, lineRule: LineRuleType.AT_LEAST });

function style(id: string, look: IRunOptions & { size: number }, paragraph: IParagraphOptions) {
  return { id, name: id, basedOn: 'Normal', run: look, paragraph: { widowControl: true, ...paragraph } };
}

const serif = font(SERIF);
const sans = font(SANS);
const inColumn = { left: COLUMN };

const STYLES: IStylesOptions = {
  default: {
    document: { run: { font: serif, size: 21, language: { value: 'en-GB' } }, paragraph: { spacing: lines(14) } },
    title: {
      run: { font: serif, size: 44, bold: true, color: '1C1B19' },
      paragraph: { spacing: { before: 0, after: 60, ...lines(26) }, keepNext: true },
    },
    heading1: {
      run: { font: serif, size: 29, bold: true, color: '1C1B19' },
      paragraph: {
        spacing: { before: 480, after: 140 },
        keepNext: true,
        keepLines: true,
        border: { top: { style: BorderStyle.SINGLE, size: 8, color: '1C1B19', space: 5 } },
      },
    },
    heading2: {
      run: { font: sans, size: 19, bold: true, color: '1C1B19' },
      paragraph: {
        spacing: { before: 340, after: 100 },
        keepNext: true,
        keepLines: true,
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: RULE, space: 6 } },
      },
    },
    hyperlink: { run: { color: '1C1B19', underline: { type: UnderlineType.SINGLE, color: RULE } } },
    footnoteText: { run: { font: sans, size: 16 }, paragraph: { spacing: { after: 20, ...lines(10.5) } } },
  },
  characterStyles: [
    { id: 'Label', name: 'Label', basedOn: 'DefaultParagraphFont', run: { font: sans, size: 16, color: QUIET } },
  ],
  paragraphStyles: [
    style('Kind', { font: sans, size: 18, bold: true, color: QUIET }, { spacing: { after: 40 } }),
    style('Credit', { font: sans, size: 18, color: QUIET }, { spacing: { after: 360 } }),
    style('Plain', { size: 21 }, { indent: inColumn, spacing: { before: 60 } }),
    style('Lead', { size: 23 }, { indent: inColumn, spacing: { before: 140 } }),
    style(
      'Small',
      { font: sans, size: 17, color: QUIET },
      { indent: inColumn, spacing: { before: 50, ...lines(11.5) } },
    ),
    style(
      'Words',
      { size: 22 },
      {
        indent: { left: COLUMN + 200 },
        spacing: { before: 100, after: 60, ...lines(15) },
        border: { left: { style: BorderStyle.SINGLE, size: 12, color: RULE, space: 9 } },
      },
    ),
    style(
      'Excerpt',
      { size: 20, italics: true },
      {
        indent: { left: COLUMN + 200 },
        spacing: { before: 40, after: 20 },
        border: { left: { style: BorderStyle.SINGLE, size: 12, color: RULE, space: 9 } },
      },
    ),
    style(
      'Labelled',
      { size: 21 },
      {
        indent: { left: COLUMN, hanging: COLUMN },
        tabStops: [{ type: TabStopType.LEFT, position: COLUMN }],
      },
    ),
    style('Cell', { font: sans, size: 17 }, { spacing: lines(11.5) }),
    style('Gap', { size: 12 }, { spacing: { line: 160, lineRule: LineRuleType.EXACT }, keepNext: true }),
    style('Margin', { font: sans, size: 15, color: QUIET }, { spacing: lines(10) }),
    style('Story', { size: 22 }, { indent: inColumn, spacing: { before: 120, ...lines(16) } }),
    style('Standfirst', { size: 24, italics: true }, { indent: inColumn, spacing: { before: 120, ...lines(17) } }),
    style(
      'Crosshead',
      { size: 24, bold: true },
      { indent: inColumn, keepNext: true, spacing: { before: 240, ...lines(17) } },
    ),
    style('Note', { font: sans, size: 16 }, { spacing: { after: 20, ...lines(10.5) } }),
  ],
};
