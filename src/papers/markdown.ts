import type { PassageKind } from '../core/text.ts';
import type { Block, Paper, Run } from './paper.ts';

/** The paper as Markdown (CommonMark with the tables of GitHub's), whose anchors are HTML. */
export function setMarkdown(paper: Paper): string {
  const lines = [
    escaped(paper.kind),
    '',
    `# ${oneLine(escaped(paper.title))}`,
    ...(paper.credit.length > 0 ? ['', oneLine(paper.credit.map(escaped).join(' · '))] : []),
    ...paper.blocks.flatMap(blockLines),
    ...(paper.notes?.items ?? []).flatMap((blocks, at) => noteLines(at + 1, blocks)),
    '',
    '---',
    '',
    escaped(paper.margin.foot),
  ];
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

/** The lines of a block with an empty one before it. */
function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', headingLine(block)];
    case 'text':
      return ['', runsOf(block.runs)];
    case 'quote':
      return [
        '',
        ...runsOf(block.runs)
          .split('\n')
          .map((line) => `> ${line}`),
      ];
    case 'passage':
      return ['', ...passageLines(block)];
    case 'list':
      return ['', ...block.items.flatMap((item) => hung('- ', runsOf(item).split('\n')))];
    case 'facts':
      return [
        '',
        ...block.rows.flatMap(({ label, runs }) => hung('- ', `**${escaped(label)}**: ${runsOf(runs)}`.split('\n'))),
      ];
    case 'table':
      return ['', `**${escaped(block.caption)}**`, '', ...tableLines(block)];
    case 'entry': {
      const sign =
        block.href === null ? `**${escaped(block.sign)}**` : `[${escaped(block.sign)}](${target(block.href)})`;
      const [, first = '', ...rest] = block.blocks.flatMap(blockLines);
      return ['', ...hung('- ', [`${anchorOf(block.anchor)}${sign} ${first}`, ...rest])];
    }
  }
}

function headingLine({ level, text, aside, anchor }: Block & { kind: 'heading' }): string {
  const words = oneLine(escaped(aside === null ? text : `${text}: ${aside}`));
  return `${'#'.repeat(level)} ${anchorOf(anchor)}${words}`;
}

function tableLines({ head, rows, sum }: Block & { kind: 'table' }): string[] {
  const row = (cells: string[]) =>
    `| ${cells.map((cell) => oneLine(escaped(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')).replaceAll('\\', ''), ...[...rows, ...(sum ? [sum] : [])].map(row)];
}

const PASSAGE_SIGNS: Record<PassageKind, string> = {
  heading: '### ',
  standfirst: '',
  paragraph: '',
  quotation: '> ',
  list_item: '- ',
  correction: '',
  furniture: '',
};

function passageLines({ as, label, runs }: Block & { kind: 'passage' }): string[] {
  const words = runsOf(runs);
  const lines = (as === 'heading' ? words.replaceAll('\\\n', ' ') : words).split('\n');
  const named = label === null || as === 'quotation' ? [] : [`*${escaped(label)}*`, ''];
  return [...named, ...lines.map((line, at) => (at === 0 || as === 'quotation' ? PASSAGE_SIGNS[as] : '') + line)];
}

function noteLines(number: number, blocks: readonly Block[]): string[] {
  const [, first = '', ...rest] = blocks.flatMap(blockLines);
  return ['', `[^${number}]: ${first}`, ...rest.map((line) => (line === '' ? '' : `    ${line}`))];
}

/** Lines under a sign: those behind the first stand in as far as it is wide. */
const hung = (sign: string, [first = '', ...rest]: string[]): string[] => [
  sign + first,
  ...rest.map((line) => (line === '' ? '' : ' '.repeat(sign.length) + line)),
];

const anchorOf = (anchor: string | null): string => (anchor === null ? '' : `<a id="${anchor}"></a>`);

const runsOf = (runs: readonly Run[]): string => runs.map(runOf).join('');

function runOf({ text, bold, change, href, note }: Run): string {
  if (note !== undefined) return `[^${note}]`;
  let words = escaped(text);
  // Emphasis begins and ends at letters: white space stays outside.
  const around = (sign: string, end = sign) => words.replace(/^(\s*)([\s\S]*?)(\s*)$/, `$1${sign}$2${end}$3`);
  if (words.trim() === '') return words;
  if (bold) words = around('**');
  if (change === 'in') words = around('<ins>', '</ins>');
  if (change === 'out') words = around('<del>', '</del>');
  return href === undefined ? words : `[${words}](${target(href)})`;
}

const target = (href: string): string =>
  /[\s()<>]/.test(href) ? `<${href.replace(/[<>\n]/g, encodeURIComponent)}>` : href;

const oneLine = (words: string): string => words.replace(/\s*\n\s*/g, ' ');

/**
 * Words that mean themselves: what Markdown or HTML would take for a sign is escaped, and a line break stays one. At the
 * beginning of a line more is a sign.
 */
function escaped(words: string): string {
  return words
    .replace(/[\\`*_[\]<>&~|]/g, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/^(\s*)([#+\-=])/, '$1\\$2')
        .replace(/^(\s*\d+)([.)])/, '$1\\$2')
        .replace(/^\s{4,}/, '   '),
    )
    .join('\\\n');
}
