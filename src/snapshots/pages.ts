import { count } from '../claims/wording.ts';
import type { ComparedRow } from '../core/comparison.ts';
import type { Note } from '../core/text.ts';
import { placesOf } from '../core/text/told.ts';
import { LOOK_WORDS } from '../core/wording.ts';
import type { Job } from '../jobs/queries.ts';
import type { Source } from '../sources/queries.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { cursorPager, numberedPager } from '../web/paging.ts';
import type { Act, Chip, Empty, Fact, Form, Link, Pager, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { LookRow, Snapshot, SnapshotRow } from './queries.ts';

/** views/snapshots/list.ejs */
export interface SnapshotListPage {
  title: string;
  source: Link;
  problems: Problems | null;
  look: Act | null;
  /** Jobs about this source that are under way. */
  jobs: Link[];
  snapshots: SnapshotListRow[];
  empty: Empty;
  pager: Pager | null;
  looks: { outcome: Chip; at: string; who: string; note: string | null }[];
  /** Null for who may only look. */
  upload: Form | null;
}

export interface SnapshotListRow {
  name: string;
  href: string;
  at: string;
  who: string;
  /** "text/html, 34 kB". */
  line: string;
  remark: string | null;
  links: Link[];
}

/** views/snapshots/show.ejs */
export interface SnapshotPage {
  title: string;
  above: Link | null;
  at: string;
  who: string;
  facts: Fact[];
  links: Link[];
  remark: string | null;
  /** The text in its places, "p. 3"; empty where there is none. */
  places: { place: string | null; text: string }[];
  pager: Pager | null;
}

/** views/snapshots/changes.ejs */
export interface ChangesPage {
  title: string;
  above: Link;
  between: { was: string; is: string } | null;
  /** The other snapshots it can be held against. */
  others: { href: string; name: string; at: string; current: boolean }[];
  rows: { kind: string; text: string }[][];
  /** How many rows more there are than are shown. */
  more: string | null;
  none: string | null;
}

export const snapshotListView = view<SnapshotListPage>('snapshots/list');
export const snapshotView = view<SnapshotPage>('snapshots/show');
export const changesView = view<ChangesPage>('snapshots/changes');

export function snapshotListPage(
  found: {
    source: Source;
    slice: { rows: SnapshotRow[]; next: Date | null };
    looks: LookRow[];
    jobs: Job[];
    /** Whether the person may add to them. */
    mayAdd: boolean;
  },
  { paged, mostBytes }: { paged: boolean; mostBytes: number },
  refused: Refused | null = null,
): SnapshotListPage {
  const { source, slice, looks, jobs, mayAdd } = found;
  const address = `/sources/${source.id}/snapshots`;
  const upload = uploadForm(address, mostBytes, refused);
  return {
    title: `Snapshots of ${source.title}`,
    source: { text: source.title, href: `/sources/${source.id}` },
    problems: refused && problemsOf(upload, refused.refusal),
    look: !mayAdd || source.address === '' ? null : lookAct(address, slice.rows),
    jobs: jobs.map(({ id, title }) => ({ text: title, href: `/jobs/${id}` })),
    snapshots: slice.rows.map((row, at) =>
      listRow(
        row,
        slice.rows.slice(at + 1).some((other) => other.hasText && isSame(other, row)),
      ),
    ),
    empty: { text: 'Nothing of this source is kept yet.', action: null },
    pager: cursorPager(
      address,
      {},
      { text: count(slice.rows.length, 'snapshot'), cursor: 'before', next: slice.next?.toISOString() ?? null, paged },
    ),
    looks: looks.map(({ outcome, note, lookedAt, lookedBy }) => ({
      outcome: { code: `look-${outcome}`, label: LOOK_WORDS[outcome] },
      at: lookedAt.toISOString(),
      who: lookedBy,
      note: note || null,
    })),
    upload: mayAdd ? upload : null,
  };
}

function lookAct(action: string, rows: readonly SnapshotRow[]): Act {
  return {
    id: 'look',
    action,
    label: rows.some(({ address }) => address !== '') ? 'Look at the address again' : 'Take a snapshot of the address',
    hidden: [],
    tone: 'main',
    describe: null,
    blockers: [],
  };
}

function uploadForm(action: string, mostBytes: number, refused: Refused | null): Form {
  const fields = fieldsOf('snapshot', shownAgain(refused));
  return form({
    id: 'snapshot-form',
    action,
    submit: 'Keep the file',
    multipart: true,
    parts: [
      fields.file({
        name: 'file',
        label: 'A file of it',
        hint: `A document, recording, photograph, transcript or notes, of at most ${mostBytes / 1_000_000} MB.`,
        accept: '',
        required: true,
      }),
    ],
  });
}

/** Another look at the same page, or another copy of the same file. */
const isSame = (one: SnapshotRow, other: SnapshotRow) => one.name === other.name && one.address === other.address;

function listRow(row: SnapshotRow, hasEarlier: boolean): SnapshotListRow {
  const href = `/snapshots/${row.id}`;
  return {
    name: row.name || row.finalAddress,
    href,
    at: row.takenAt.toISOString(),
    who: row.takenBy,
    line: [row.mediaType, inBytes(row.length)].filter(Boolean).join(', '),
    remark: row.remark || null,
    links: [...(row.hasText && hasEarlier ? [{ text: 'What changed', href: `${href}/changes` }] : []), ...fileOf(row)],
  };
}

const fileOf = ({ id, length }: SnapshotRow): Link[] =>
  length === null ? [] : [{ text: 'Download as it came', href: `/snapshots/${id}/file` }];

/** UTF-16 units of a text on one page. */
const PART = 40_000;

export function snapshotPage(snapshot: Snapshot, source: Source | null, part: number): SnapshotPage {
  const href = `/snapshots/${snapshot.id}`;
  const parts = snapshot.text === null ? [] : partsOf(snapshot.text, snapshot.notes);
  const shown = Math.min(part, Math.max(parts.length, 1));
  return {
    title: snapshot.name || snapshot.finalAddress,
    above: source && { text: `Snapshots of ${source.title}`, href: `/sources/${source.id}/snapshots` },
    at: snapshot.takenAt.toISOString(),
    who: snapshot.takenBy,
    facts: factsOf(snapshot),
    links: fileOf(snapshot),
    remark: snapshot.remark || null,
    places: parts[shown - 1] ?? [],
    pager: numberedPager(`Part ${shown} of ${parts.length}`, shown, parts.length, (at) => `${href}?part=${at}`),
  };
}

function factsOf(snapshot: Snapshot): Fact[] {
  const { address, finalAddress, status, headers, mediaType, length, sha256, redirects } = snapshot;
  return [
    { label: 'Address', value: finalAddress, href: finalAddress },
    { label: 'Asked for', value: address === finalAddress ? '' : address, href: null },
    { label: 'Led here by', value: redirects.slice(1).join(', '), href: null },
    { label: 'Answer', value: status === null ? '' : String(status), href: null },
    { label: 'Kind', value: mediaType, href: null },
    { label: 'Size', value: inBytes(length), href: null },
    { label: 'Last modified', value: headers['last-modified'] ?? '', href: null },
    { label: 'SHA-256', value: sha256, href: null },
  ].filter(({ value }) => value !== '');
}

/** A text in its places, as many on a page as there is room for; a place that is longer is cut, at line ends. */
function partsOf(text: string, notes: readonly Note[]): SnapshotPage['places'][] {
  const parts: SnapshotPage['places'][] = [];
  let room = 0;
  for (const { place, start, end } of placesOf(text, notes)) {
    for (let from = start; from < end;) {
      const lineEnd = text.lastIndexOf('\n', from + PART) + 1;
      const to = end - from <= PART ? end : lineEnd > from ? lineEnd : from + PART;
      if (to - from > room) {
        parts.push([]);
        room = PART;
      }
      parts.at(-1)!.push({ place, text: text.slice(from, to).toWellFormed() });
      room -= to - from;
      from = to;
    }
  }
  return parts;
}

const MOST_ROWS = 200;

/** What a source said before and says now: the passages that changed, words that went and came. */
export function changesPage(found: {
  before: Snapshot | null;
  after: Snapshot;
  rows: readonly ComparedRow[];
  others: SnapshotRow[];
}): ChangesPage {
  const { before, after, rows, others } = found;
  const changed = rows.filter((row) => row.changed);
  const [was, is] = [before?.text ?? '', after.text ?? ''];
  return {
    title: 'What changed',
    above: { text: after.name || after.finalAddress, href: `/snapshots/${after.id}` },
    between: before && { was: before.takenAt.toISOString(), is: after.takenAt.toISOString() },
    others: others.map((other) => ({
      href: `/snapshots/${after.id}/changes?from=${other.id}`,
      name: other.name || other.finalAddress,
      at: other.takenAt.toISOString(),
      current: other.id === before?.id,
    })),
    rows: before === null ? [] : changed.slice(0, MOST_ROWS).map((row) => runsOf(row, was, is)),
    more: changed.length > MOST_ROWS ? `${count(changed.length - MOST_ROWS, 'passage')} more changed.` : null,
    none:
      before === null
        ? 'There is no earlier text of this source.'
        : changed.length === 0
          ? 'The words are the same.'
          : null,
  };
}

function runsOf({ runs }: ComparedRow, was: string, is: string): { kind: string; text: string }[] {
  return runs.map((run) => {
    const gone = run.kind === 'removed' || run.kind === 'moved_away';
    const text = gone ? was.slice(run.beforeStart, run.beforeEnd) : is.slice(run.afterStart, run.afterEnd);
    return { kind: gone ? 'del' : run.kind === 'same' ? 'span' : 'ins', text };
  });
}

function inBytes(bytes: number | null): string {
  if (bytes === null) return 'the file is not on this desk';
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
