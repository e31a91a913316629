import { CITATION_FORMATS, FORMAT_NAMES, type Citation } from '../core/citations.ts';
import { may, type Person } from '../core/rights.ts';
import type { SourceKind } from '../core/sourcing.ts';
import {
  CITED_AS_WORDS,
  RELIABILITY_WORDS,
  ROLE_WORDS,
  SOURCE_KIND_WORDS,
  STANCE_WORDS,
  STANDING_WORDS,
} from '../core/wording.ts';
import { EXTENSIONS } from '../citations/parse.ts';
import { count, statusMark, wordsOf } from '../claims/wording.ts';
import type { HistorySlice } from '../history/queries.ts';
import { historyLines } from '../history/wording.ts';
import type { RelayRow } from '../relays/queries.ts';
import { relayedInWords, titled } from '../relays/wording.ts';
import { fallenInWords } from '../standings/wording.ts';
import { fieldsOf, form, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Chip, Empty, Fact, Form, HistoryLine, Link, Pager, Problems, Stale, StatusMark } from '../web/parts.ts';
import { addressOf, cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import { readingForm, sourceForm, sourceValues } from './forms.ts';
import type { Dependents, Source, SourceRow, SourceUse, Twin } from './queries.ts';
import { issuedInWords, sourceLine, twinInWords } from './wording.ts';

/** views/sources/list.ejs */
export interface SourceListPage {
  title: string;
  /** "12 sources". */
  total: string;
  newHref: string;
  importHref: string;
  /** What others found. */
  othersHref: string;
  search: string;
  /** The tag that the list is narrowed to. */
  tag: { text: string; allHref: string } | null;
  /** What is listed, or what is ticked of it, as files; `href` without the query. */
  files: Link[];
  query: { name: string; value: string }[];
  sources: SourceListRow[];
  empty: Empty;
  pager: Pager | null;
}

export interface SourceListRow {
  id: string;
  title: string;
  href: string;
  /** "Publication. Bloomberg News, 14 June 2013". */
  line: string;
  /** "3 claims". */
  claims: string;
  /** "Retracted"; null where it stands. */
  fallen: string | null;
}

/** views/sources/show.ejs */
export interface SourcePage {
  title: string;
  /** "Retracted, 14 June 2013: …"; null where it stands. */
  fallen: string | null;
  standingHref: string;
  facts: Fact[];
  note: string | null;
  problems: Problems | null;
  stale: Stale | null;
  /** "Reports what is said in “Swap data”, Bloomberg News". */
  passesOn: Link[];
  passedOnBy: Link[];
  relays: Link;
  /** "2 sources look related"; null where none does. */
  related: Link | null;
  /** "3 snapshots", "Nothing kept yet". */
  snapshots: Link;
  /** "On 3 claims". */
  usesTitle: string;
  uses: SourceUseRow[];
  usesPager: Pager | null;
  /** The articles with those claims, and the speakers that the text credits them to. */
  articles: Dependent[];
  speakers: Dependent[];
  empty: Empty;
  /** The citation, as files. */
  files: Link[];
  /** "Recorded twice?", "1 record merged into it"; null where there is nothing to see or do. */
  merges: Link | null;
  /** Who speaks, where it is somebody’s word; null for other kinds. */
  speaks: Form | null;
  /** Null, as what is above it, for those who only read. */
  amend: Form | null;
  history: HistoryLine[];
}

export interface Dependent extends Link {
  /** "3 claims". */
  claims: string;
}

export interface SourceUseRow {
  claim: Link;
  article: Link;
  status: StatusMark;
  stance: Chip;
  role: string;
  locator: string | null;
}

/** views/sources/form.ejs */
export interface SourceNewPage {
  title: string;
  problems: Problems | null;
  notice: string | null;
  /** What the desk has that looks like it. */
  twins: Link[];
  twinsTitle: string;
  /** Fills the form from an address; null once it is filled. */
  reading: Form | null;
  form: Form;
}

export const sourceListView = view<SourceListPage>('sources/list');
export const sourceView = view<SourcePage>('sources/show');
export const sourceNewView = view<SourceNewPage>('sources/form');

export function sourceListPage(
  { rows, next, total }: { rows: SourceRow[]; next: string | null; total: number },
  { q, tag }: { q: string; tag: string },
  paged: boolean,
): SourceListPage {
  return {
    title: 'Sources',
    total: count(total, 'source'),
    newHref: '/sources/new',
    importHref: '/sources/imports/new',
    othersHref: '/earlier-findings',
    search: q,
    tag: tag === '' ? null : { text: tag, allHref: addressOf('/sources', { q }) },
    files: total === 0 ? [] : filesAt('/sources/citations', {}),
    query: Object.entries({ q, tag }).flatMap(([name, value]) => (value === '' ? [] : [{ name, value }])),
    sources: rows.map((row) => ({
      id: row.id,
      title: row.title,
      href: `/sources/${row.id}`,
      line: sourceLine(row),
      claims: count(row.claims, 'claim'),
      fallen: row.standing === 'standing' ? null : STANDING_WORDS[row.standing].label,
    })),
    empty: {
      text:
        q || tag
          ? 'No source fits this search.'
          : 'No sources yet. Record one here, or while linking evidence to a claim.',
      action: { text: 'Record a source', href: '/sources/new' },
    },
    pager: cursorPager(
      '/sources',
      { q, tag },
      { text: `${count(rows.length, 'source')} of ${total}`, cursor: 'after', next, paged },
    ),
  };
}

/** A new source: empty, filled from what a page says of itself, or shown again. */
export function sourceNewPage(
  asked: {
    twins?: readonly Twin[];
    found?: Citation | null;
    refused?: Refused;
    /** An address that could not be looked at. */
    unread?: Refused;
  } = {},
): SourceNewPage {
  const { twins = [], found = null, refused = null, unread = null } = asked;
  const made = sourceForm({ action: '/sources', submit: 'Record the source', source: found }, refused);
  const reading = readingForm(unread);
  const wrong = unread ? problemsOf(reading, unread.refusal) : null;
  return {
    title: 'Record a source',
    problems: refused ? problemsOf(made, refused.refusal) : wrong,
    notice: found ? 'This is what the page says of itself. Correct what is wrong, then record it.' : null,
    twins: twins.map((twin) => ({ text: twinInWords(twin), href: `/sources/${twin.id}` })),
    twinsTitle: 'The desk may have it already:',
    reading: found || refused ? null : reading,
    form: made,
  };
}

/** Everything that the page of a source is made from. */
export interface SourceDesk {
  source: Source;
  uses: Dependents & { rows: SourceUse[]; next: string | null; paged: boolean };
  relays: { passesOn: RelayRow[]; passedOnBy: RelayRow[]; related: number };
  /** How many other records went into it. */
  merged: number;
  /** How many are kept. */
  snapshots: number;
  history: HistorySlice;
  person: Person;
}

/** `refused` changed the record, `unspoken` who speaks. */
export function sourcePage(
  desk: SourceDesk,
  { refused = null, unspoken = null }: { refused?: Refused | null; unspoken?: Refused | null } = {},
): SourcePage {
  const { source, uses, relays, merged, snapshots, history } = desk;
  const open = may(desk.person, 'annotate');
  const speaks = open && SPOKEN.has(source.kind) ? speakerForm(source, unspoken) : null;
  const amend = open
    ? sourceForm({ action: `/sources/${source.id}/amendments`, submit: 'Save', source }, refused)
    : null;
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: source.title,
    fallen: fallenInWords(source),
    standingHref: `/sources/${source.id}/standing`,
    facts: factsOf(source),
    note: source.note || null,
    problems: problemsIn([speaks, unspoken], [amend, stale ? null : refused]),
    stale: refused && amend && stale ? staleOf(refused, amend, sourceValues(source)) : null,
    passesOn: relays.passesOn.map((relay) => ({ text: relayedInWords(relay), href: `/sources/${relay.id}` })),
    passedOnBy: relays.passedOnBy.map((relay) => ({ text: titled(relay), href: `/sources/${relay.id}` })),
    relays: { text: open ? 'Say what it passes on' : 'In full', href: `/sources/${source.id}/relays` },
    related:
      relays.related === 0
        ? null
        : {
            text: `${count(relays.related, 'source')} ${relays.related === 1 ? 'looks' : 'look'} related`,
            href: `/sources/${source.id}/relays#related`,
          },
    snapshots: {
      text: snapshots === 0 ? 'Nothing is kept of it yet' : count(snapshots, 'snapshot'),
      href: `/sources/${source.id}/snapshots`,
    },
    usesTitle: uses.claims === 0 ? 'Not used yet' : `On ${count(uses.claims, 'claim')}`,
    usesPager: cursorPager(
      `/sources/${source.id}`,
      {},
      { text: count(uses.rows.length, 'use'), cursor: 'after', next: uses.next, paged: uses.paged },
    ),
    articles: uses.articles.map((each) => dependent('/articles', each.id, each.title, each.claims)),
    speakers: uses.speakers.map((each) => dependent('/speakers', each.id, each.name, each.claims)),
    uses: uses.rows.map((use) => ({
      claim: { text: `Claim ${use.number}: ${wordsOf(use)}`, href: `/claims/${use.claimId}` },
      article: { text: use.article, href: `/articles/${use.articleId}` },
      status: statusMark(use),
      stance: { code: use.stance, label: STANCE_WORDS[use.stance] },
      role: ROLE_WORDS[use.role].label,
      locator: use.locator || null,
    })),
    empty: { text: 'No claim rests on this source yet. Link it from the page of a claim.', action: null },
    files: filesAt(`/sources/${source.id}/citation`, {}),
    merges:
      merged > 0 || open
        ? {
            text: merged > 0 ? `${count(merged, 'record')} merged into it` : 'Recorded twice?',
            href: `/sources/${source.id}/merges`,
          }
        : null,
    speaks,
    amend,
    history: historyLines(history),
  };
}

/** Kinds that are the word of somebody. */
const SPOKEN: ReadonlySet<SourceKind> = new Set(['interview', 'statement', 'audio_video', 'social_post']);

function problemsIn(...forms: [form: Form | null, refused: Refused | null][]): Problems | null {
  for (const [made, refused] of forms) if (made && refused) return problemsOf(made, refused.refusal);
  return null;
}

function speakerForm(source: Source, refused: Refused | null): Form {
  const fields = fieldsOf('speaks', shownAgain(refused));
  return form({
    id: 'speaks-form',
    action: `/sources/${source.id}/speaker`,
    submit: 'Save',
    hidden: { version: source.version },
    parts: [
      fields.line({
        name: 'speaker',
        label: 'Who speaks',
        hint: 'The name as it is recorded, or the link to its page. Their ground rules then count here.',
        value: source.speaker ?? '',
      }),
    ],
  });
}

function dependent(path: string, id: string, text: string, claims: number): Dependent {
  return { text, href: `${path}/${id}`, claims: count(claims, 'claim') };
}

/** A citation or many, in each of the formats. */
function filesAt(path: string, query: Record<string, string>): Link[] {
  return CITATION_FORMATS.map((format) => ({
    text: FORMAT_NAMES[format],
    href: addressOf(`${path}.${EXTENSIONS[format]}`, query),
  }));
}

/** What is known of a source, and nothing of what is not. */
function factsOf(source: Source): Fact[] {
  const { volume, issue, page, doi, reliability, reliabilityReason } = source;
  const place = [volume && `vol. ${volume}`, issue && `no. ${issue}`, page && `pp. ${page}`].filter(Boolean).join(', ');
  const facts: [label: string, value: string | null, href?: string | null][] = [
    ['Kind', SOURCE_KIND_WORDS[source.kind]],
    ['Cited as', source.citedAs && CITED_AS_WORDS[source.citedAs]],
    ['Author', source.author],
    ['Publisher', source.publisher],
    ['Stands in', [source.container, place].filter(Boolean).join(', ')],
    ['Date', source.issued && issuedInWords(source.issued)],
    ['Address', source.address, source.address],
    ['DOI', doi, `https://doi.org/${encodeURI(doi)}`],
    ['ISBN', source.isbn],
    ['Language', source.language],
    ['Looked at', source.accessed && issuedInWords(source.accessed)],
    ['Archived', source.archiveAddress, source.archiveAddress],
    ['Archived on', source.archivedOn && issuedInWords(source.archivedOn)],
    ['Speaker', source.speaker, source.speakerId && `/speakers/${source.speakerId}`],
    ['Reliability', [RELIABILITY_WORDS[reliability].label, reliabilityReason].filter(Boolean).join('. ')],
    ['Tags', source.tags.join(', ')],
  ];
  return facts.flatMap(([label, value, href = null]) => (value ? [{ label, value, href }] : []));
}
