import { plain, type Block, type Paper, type Run } from '../papers/paper.ts';
import type { CountedStatus } from '../core/check.ts';
import type { Report } from '../core/report.ts';
import type { Link, Mark } from '../web/parts.ts';
import { readableDate, type Newsroom } from '../web/render.ts';
import { reportPage, type NumberTable, type ReportClaim, type ReportSource, type Standing } from './pages.ts';
import { shortHash } from './wording.ts';

type Say = (iso: string) => string;

/** The claim and source report as a document: what its page shows, in the same words and order. */
export function reportPaper(report: Report, newsroom: Newsroom): Paper {
  const page = reportPage(report, newsroom, null);
  const say: Say = (iso) => readableDate(iso, newsroom.timeZone).text;
  return {
    ...headOfPaper(report, newsroom, 'Claim and source report'),
    notes: null,
    blocks: [
      ...(page.address === null ? [] : [text([{ text: page.address, href: page.address }])]),
      {
        kind: 'facts',
        rows: [
          { label: 'As it stood', runs: plain(say(report.asOf)) },
          ...page.facts.map(({ label, value }) => ({ label, runs: plain(value) })),
        ],
      },
      ...(page.leftOut === null ? [] : [text(plain(page.leftOut), 'quiet')]),
      ...standingBlocks(page.standing, say),
      heading(2, 'Numbers'),
      ...page.numbers.map(numberTable),
      heading(2, 'Claims', 'report-claims'),
      ...(page.claims.length === 0 ? [text(plain('No claim has been marked in this article.'), 'quiet')] : []),
      ...page.claims.flatMap((claim) => claimBlocks(claim, say)),
      heading(2, 'Sources', 'report-sources'),
      ...(page.sources.length === 0 ? [text(plain('No source has been linked yet.'), 'quiet')] : []),
      ...page.sources.map((source) => sourceEntry(source, say)),
      heading(2, 'Sentences nobody has looked at', 'report-untouched'),
      page.untouched.length === 0
        ? text(plain('None: every sentence has claims or has been cleared.'), 'quiet')
        : { kind: 'list', items: page.untouched.map(plain) },
      heading(2, 'For the record', 'report-record'),
      { kind: 'facts', rows: page.record.map(({ label, value }) => ({ label, runs: plain(value) })) },
    ],
  };
}

/** What every document says of itself, and each of its pages: which text, as of when, and where history ended then. */
export function headOfPaper(report: Report, newsroom: Newsroom, kind: string): Omit<Paper, 'blocks' | 'notes'> {
  const { article, revision, asOf, history } = report;
  const moment = readableDate(asOf, newsroom.timeZone).text;
  return {
    kind,
    title: article.title,
    credit: reportPage(report, newsroom, null).credit,
    at: asOf,
    author: newsroom.name,
    margin: {
      head: `${article.title}, revision ${revision.number}`,
      foot: `As of ${moment} · text ${shortHash(revision.sha256)} · history ${shortHash(history.article.head)}`,
    },
  };
}

const text = (runs: Run[], tone?: 'quiet' | 'lead'): Block => ({ kind: 'text', runs, ...(tone && { tone }) });

const heading = (level: 2 | 3, words: string, anchor: string | null = null): Block => ({
  kind: 'heading',
  level,
  text: words,
  aside: null,
  anchor,
});

function standingBlocks({ sentence, reasons, oneOrigin, override }: Standing, say: Say): Block[] {
  return [
    heading(2, sentence),
    ...(override === null
      ? []
      : [
          text([{ text: `${override.sentence} ` }, { text: say(override.at), quiet: true }]),
          { kind: 'list' as const, items: override.covers.map(plain) },
        ]),
    ...linkList(reasons),
    ...(oneOrigin === null ? [] : [text(plain(oneOrigin.lead)), ...linkList(oneOrigin.claims)]),
  ];
}

const linkList = (links: readonly Link[]): Block[] =>
  links.length === 0 ? [] : [{ kind: 'list', items: links.map(({ text: words, href }) => [{ text: words, href }]) }];

const numberTable = ({ caption, rows, total }: NumberTable): Block => ({
  kind: 'table',
  caption,
  head: ['', 'Count', 'Share'],
  rows: rows.map(({ mark, count, percent }) => [signed(mark), String(count), percent]),
  sum: ['In all', String(total), ''],
});

function claimBlocks(claim: ReportClaim, say: Say): Block[] {
  const dated = (who: string | null, at: string | null) =>
    who === null ? null : [who, at === null ? null : say(at)].filter(Boolean).join(', ');
  const credit = claim.credit ?? 'Nobody: the article’s own voice';
  const facts: [label: string, runs: Run[] | null][] = [
    ['Credited to', plain(claim.creditCheck === null ? credit : `${credit} (${claim.creditCheck})`)],
    ['Finding', worded(claim.reason)],
    ['Should read', claim.wording === null ? null : [{ text: claim.wording, change: 'in' }]],
    ['Checked by', worded(dated(claim.who, claim.at))],
    ['Fix', worded(claim.fix)],
    ['May run because', worded(claim.note)],
    ['Signed off by', worded(dated(claim.signedOffBy, claim.signedOffAt))],
    ...claim.corrections.map(({ wasSaid, isRight, wording, on, by }): [string, Run[]] => [
      'Corrected',
      [
        { text: wasSaid, change: 'out' },
        { text: ' ' },
        { text: isRight, change: 'in' },
        { text: `: ${wording} (${by}, ${say(on)})` },
      ],
    ]),
    ['Take note', worded(claim.flags.map(({ text: words }) => words).join(' · '))],
  ];
  return [
    { kind: 'heading', level: 3, text: `Claim ${claim.number}`, aside: signed(claim.status), anchor: claim.anchor },
    { kind: 'quote', runs: plain(claim.words) },
    ...(claim.statement === null ? [] : [text(plain(claim.statement))]),
    text([{ text: `${claim.sourcing.label} · ${claim.stage.label}` }], 'quiet'),
    { kind: 'facts', rows: facts.flatMap(([label, runs]) => (runs === null ? [] : [{ label, runs }])) },
    ...claim.evidence.map((piece): Block => ({
      kind: 'entry',
      sign: piece.source.text,
      anchor: null,
      href: piece.source.href,
      blocks: [
        text([
          { text: piece.stance.label, bold: true },
          { text: `: ${piece.title}, ${piece.role.toLowerCase()}` },
          ...(piece.locator === null ? [] : [{ text: `, ${piece.locator}` }]),
        ]),
        ...(piece.excerpt === null ? [] : [{ kind: 'quote' as const, runs: plain(piece.excerpt) }]),
        ...(piece.note === null ? [] : [text(plain(piece.note), 'quiet')]),
        ...(piece.snapshot === null ? [] : [text(plain(`Snapshot ${piece.snapshot}`), 'quiet')]),
      ],
    })),
  ];
}

/** A shape for each status, as on the desk, so that a page in black and white can be looked through. */
const SIGNS: Partial<Record<string, string>> = {
  needs_recheck: '↻',
  unverified: '○',
  verified: '✓',
  verified_fix: '✎',
  needs_context: '◐',
  disputed: '≠',
  unsupported: '∅',
  incorrect: '✗',
  unverifiable: '?',
  on_author: '§',
  not_checkable: '–',
} satisfies Record<CountedStatus, string>;

/** What it is called, behind its shape if it has one. */
export const signed = ({ code, label }: Mark): string =>
  SIGNS[code] === undefined ? label : `${SIGNS[code]} ${label}`;

const worded = (words: string | null): Run[] | null => (words === null || words === '' ? null : plain(words));

const sourceEntry = (source: ReportSource, say: Say): Block => ({
  kind: 'entry',
  sign: source.label,
  anchor: source.anchor,
  href: null,
  blocks: [
    text([{ text: source.citation }, { text: ` ${source.kind}`, quiet: true }]),
    ...(source.address === null ? [] : [text([{ text: source.address, href: source.address }])]),
    ...(source.fallen === null ? [] : [text([{ text: source.fallen, bold: true }])]),
    ...source.origins.map(({ text: words, href }) =>
      text([{ text: 'Goes back to ' }, href === null ? { text: words } : { text: words, href }]),
    ),
    ...(source.snapshot === null
      ? []
      : [text(plain(`Snapshot of ${say(source.snapshot.takenAt)}, SHA-256 ${source.snapshot.sha256}`), 'quiet')]),
    text(
      [
        { text: 'Used on ' },
        ...source.claims.flatMap(({ text: words, href }, place) => [
          ...(place === 0 ? [] : [{ text: ', ' }]),
          { text: words, href },
        ]),
      ],
      'quiet',
    ),
  ],
});
