import { wordDiff } from '../core/anchor/diff.ts';
import { marksOf } from '../core/marks.ts';
import type { Report, ReportedClaim } from '../core/report.ts';
import type { Passage, Span } from '../core/text.ts';
import { ROLE_WORDS, STANCE_WORDS } from '../core/wording.ts';
import { plain, type Block, type Paper, type Run } from '../papers/paper.ts';
import { obstacleInWords } from '../gates/wording.ts';
import { fallenInWords } from '../standings/wording.ts';
import { count } from '../claims/wording.ts';
import { citation } from '../sources/wording.ts';
import { PASSAGE_WORDS } from '../web/text.ts';
import { readableDate, type Newsroom } from '../web/render.ts';
import { reportPage, type ReportClaim, type ReportPage } from './pages.ts';
import { headOfPaper, signed } from './paper.ts';
import type { ReportedText } from './queries.ts';
import { originInWords, shortHash } from './wording.ts';

/** The article as it runs, with a numbered note at the end of each claim's words, and what nobody has looked at marked. */
export function annotatedPaper(report: Report, { body, passages }: ReportedText, newsroom: Newsroom): Paper {
  const page = reportPage(report, newsroom, null);
  const inText = report.claims.filter((claim) => claim.inText).toSorted((a, b) => a.end - b.end || a.start - b.start);
  const gone = report.claims.filter((claim) => !claim.inText);
  const noteOf = new Map([...inText, ...gone].map(({ number }, at) => [`claim ${number}`, at + 1]));
  const over = [
    ...inText.map(({ start, end, number }) => ({ start, end, id: `claim ${number}` })),
    ...report.untouched.map(({ start, end }, at) => ({ start, end, id: `${UNTOUCHED}${at}` })),
  ];
  const runsOf = (passage: Span) =>
    marksOf(body, passage, over).flatMap(({ text, over: those, ends }): Run[] => [
      { text, ...(those.some((id) => id.startsWith(UNTOUCHED)) ? { mark: 'untouched' as const } : {}) },
      ...ends
        .flatMap((id) => noteOf.get(id) ?? [])
        .toSorted((a, b) => a - b)
        .map(noteRun),
    ]);
  const shown = new Map(page.claims.map((claim) => [claim.number, claim]));
  return {
    ...headOfPaper(report, newsroom, 'Annotated article'),
    blocks: [
      ...aboutText(report, page, newsroom),
      ...(report.untouched.length === 0
        ? []
        : [
            {
              kind: 'text' as const,
              tone: 'quiet' as const,
              runs: [
                { text: 'Underlined in dots', mark: 'untouched' as const },
                { text: ': nobody has looked at it.' },
              ],
            },
          ]),
      ...passages.map((passage) => passageBlock(passage, runsOf(passage))),
      ...(gone.length === 0
        ? []
        : [
            {
              kind: 'text' as const,
              tone: 'quiet' as const,
              runs: [
                { text: 'No longer in the text: ' },
                ...gone.flatMap(({ number }, at): Run[] => [
                  { text: `${at === 0 ? '' : ', '}claim ${number}` },
                  noteRun(noteOf.get(`claim ${number}`)!),
                ]),
              ],
            },
          ]),
    ],
    notes: {
      heading: 'Notes',
      items: [...inText, ...gone].map((claim) => noteBlocks(claim, shown.get(claim.number)!, report)),
    },
  };
}

/** The text with the wordings that checking wants as changes to it, by whoever wants them. */
export function checkedPaper(report: Report, { body, passages }: ReportedText, newsroom: Newsroom): Paper {
  const page = reportPage(report, newsroom, null);
  const { made, passedOver } = fixesIn(report.claims);
  const runsOf = (passage: Span) => {
    const runs: Run[] = [];
    let at = passage.start;
    for (const fix of made.filter(({ start, end }) => start < passage.end && end > passage.start)) {
      const from = Math.max(fix.start, passage.start);
      if (from > at) runs.push({ text: body.slice(at, from) });
      const to = Math.min(fix.end, passage.end);
      // A wording stands where its claim begins; of one that goes on in the next passage the rest is taken out there.
      runs.push(...changesOf(body.slice(from, to), fix.start >= passage.start ? fix.wording : '', fix.changed));
      at = to;
    }
    return at < passage.end ? [...runs, { text: body.slice(at, passage.end) }] : runs;
  };
  const told = made.length === 0 ? 'No wording is wanted.' : null;
  return {
    ...headOfPaper(report, newsroom, 'Checked copy'),
    blocks: [
      ...aboutText(report, page, newsroom),
      ...(told === null ? [] : [{ kind: 'text' as const, tone: 'quiet' as const, runs: plain(told) }]),
      ...passages.map((passage) => passageBlock(passage, runsOf(passage))),
      ...(passedOver.length === 0
        ? []
        : [
            { kind: 'heading' as const, level: 2 as const, text: 'Wanted too', aside: null, anchor: null },
            {
              kind: 'text' as const,
              tone: 'quiet' as const,
              runs: plain('These overlap with a change above, or their words are not in the text any more.'),
            },
            ...passedOver.map(({ number, wording }): Block => ({
              kind: 'entry',
              sign: `Claim ${number}`,
              anchor: null,
              href: null,
              blocks: [{ kind: 'text', runs: [{ text: wording, change: 'in' }] }],
            })),
          ]),
    ],
    notes: null,
  };
}

const UNTOUCHED = 'untouched ';

const noteRun = (note: number): Run => ({ text: String(note), note });

/** Where the text comes from and how it stands, in few lines. */
function aboutText(report: Report, page: ReportPage, newsroom: Newsroom): Block[] {
  const { asOf, revision, inTheWay, override, history } = report;
  const gate =
    inTheWay.length === 0
      ? override === null
        ? 'Nothing stands in the way.'
        : page.standing.override!.sentence
      : `${inTheWay.map(obstacleInWords).join('; ')}.`;
  const rows: [string, string][] = [
    ['As it stood', `${readableDate(asOf, newsroom.timeZone).text} (${asOf})`],
    ['Newsroom', newsroom.name],
    ['Revision', `${revision.number}, SHA-256 ${revision.sha256}`],
    [inTheWay.length === 0 ? 'Gate' : 'In the way', gate],
    ['Made by', report.madeBy],
    ['History', `${count(history.article.entries, 'entry', 'entries')}, the newest ${history.article.head}`],
  ];
  return [
    { kind: 'facts', rows: rows.map(([label, words]) => ({ label, runs: plain(words) })) },
    ...(page.leftOut === null ? [] : [{ kind: 'text' as const, tone: 'quiet' as const, runs: plain(page.leftOut) }]),
    { kind: 'heading', level: 2, text: 'The text', aside: null, anchor: 'text' },
  ];
}

const passageBlock = ({ kind }: Passage, runs: Run[]): Block => ({
  kind: 'passage',
  as: kind,
  label: PASSAGE_WORDS[kind],
  runs,
});

/** What was found about a claim, and each source that it rests on. */
function noteBlocks(claim: ReportedClaim, shown: ReportClaim, report: Report): Block[] {
  const sentence = (words: string) => (/[.!?…:”"]$/.test(words) ? words : `${words}.`);
  const found: Run[] = [
    { text: `Claim ${claim.number}: ${signed(shown.status)}`, bold: true },
    { text: `, ${shown.sourcing.label.toLowerCase()}. ` },
    { text: sentence(claim.statement) },
    ...(shown.credit === null
      ? []
      : [{ text: ` Credited to ${sentence([shown.credit, shown.creditCheck].filter(Boolean).join('; '))}` }]),
    ...(shown.reason === null ? [] : [{ text: ` ${sentence(shown.reason)}` }]),
    ...(shown.wording === null
      ? []
      : [{ text: ' Should read: ' }, { text: shown.wording, change: 'in' as const }, { text: '.' }]),
    ...(shown.fix === null ? [] : [{ text: ` ${sentence(shown.fix)}` }]),
    ...shown.corrections.map(({ wording, on }) => ({ text: ` Corrected on ${on}: ${sentence(wording)}` })),
    ...(shown.note === null ? [] : [{ text: ` May run because: ${sentence(shown.note)}` }]),
    ...(shown.who === null
      ? []
      : [
          {
            text: ` Checked by ${shown.who}${shown.signedOffBy === null ? '' : `, signed off by ${shown.signedOffBy}`}.`,
          },
        ]),
    ...(shown.flags.length === 0
      ? []
      : [{ text: ` ${shown.flags.map(({ text }) => text).join(' · ')}.`, quiet: true as const }]),
  ];
  return [
    { kind: 'text', runs: found },
    ...claim.evidence.map((piece): Block => {
      const source = report.sources.find(({ label }) => label === piece.source)!;
      const fallen = fallenInWords(source);
      return {
        kind: 'text',
        runs: [
          { text: `${STANCE_WORDS[piece.stance]}: `, bold: true },
          { text: `${citation(source)}, ${ROLE_WORDS[piece.role].label.toLowerCase()}` },
          ...(piece.locator === '' ? [] : [{ text: `, ${piece.locator}` }]),
          ...(source.address === '' ? [] : [{ text: ', ' }, { text: source.address, href: source.address }]),
          ...(source.origins.length === 0
            ? []
            : [{ text: `; goes back to ${source.origins.map(originInWords).join('; ')}` }]),
          ...(source.snapshot === null ? [] : [{ text: `; snapshot ${shortHash(source.snapshot.sha256)}` }]),
          { text: '.' },
          ...(fallen === null ? [] : [{ text: ` ${sentence(fallen)}`, bold: true as const }]),
          ...(piece.excerpt === '' ? [] : [{ text: ` “${piece.excerpt}”` }]),
          ...(piece.note === '' ? [] : [{ text: ` ${piece.note}`, quiet: true as const }]),
        ],
      };
    }),
  ];
}

interface Fix extends Span {
  number: number;
  wording: string;
  changed: { by: string; at: string };
}

/** The wordings that are wanted and not waived, in order; where two overlap the one that begins first is made. */
function fixesIn(claims: readonly ReportedClaim[]): { made: Fix[]; passedOver: Fix[] } {
  const made: Fix[] = [];
  const passedOver: Fix[] = [];
  for (const { number, exact, start, end, inText, recheckCause, finding } of claims) {
    if (finding === null || finding.wording === null || finding.wording === exact) continue;
    if (finding.fix === 'waived' || recheckCause !== null) continue;
    const fix = { number, start, end, wording: finding.wording, changed: { by: finding.givenBy, at: finding.givenAt } };
    if (inText && start >= (made.at(-1)?.end ?? 0)) made.push(fix);
    else passedOver.push(fix);
  }
  return { made, passedOver };
}

/** Words that stay, go and come, in the order in which they are read. */
function changesOf(was: string, is: string, changed: Fix['changed']): Run[] {
  const runs: Run[] = [];
  const put = (text: string, change?: Run['change']) => {
    const last = runs.at(-1);
    if (text === '') return;
    if (last && last.change === change) last.text += text;
    else runs.push(change === undefined ? { text } : { text, change, changed });
  };
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of wordDiff(was, is)) {
    const [before, after] = [was.slice(beforeStart, beforeEnd), is.slice(afterStart, afterEnd)];
    // Words that stayed may stand apart otherwise, or in other quotation marks: that is wanted too.
    const begin = commonLength(before, after, (text, at) => text[at]);
    const [restBefore, restAfter] = [before.slice(begin), after.slice(begin)];
    const end = commonLength(restBefore, restAfter, (text, at) => text.at(-1 - at));
    put(before.slice(0, begin));
    put(restBefore.slice(0, restBefore.length - end), 'out');
    put(restAfter.slice(0, restAfter.length - end), 'in');
    put(restBefore.slice(restBefore.length - end));
  }
  return runs;
}

/** How many characters two texts share, counted as `letter` counts them. */
function commonLength(one: string, other: string, letter: (text: string, at: number) => string | undefined): number {
  const most = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < most && letter(one, shared) === letter(other, shared)) shared++;
  return shared;
}
