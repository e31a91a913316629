import { blocked, type FormsDesk } from '../claims/forms.ts';
import type { EvidenceRecord } from '../claims/queries.ts';
import type { ExcerptCheck, ExcerptRun } from '../core/excerpt.ts';
import { may } from '../core/rights.ts';
import { HAS_PLACES, ROLES, SOURCE_KINDS, STANCES } from '../core/sourcing.ts';
import { ROLE_WORDS, SOURCE_KIND_WORDS, STANCE_WORDS } from '../core/wording.ts';
import { sourceLine } from '../sources/wording.ts';
import { fallenInWords } from '../standings/wording.ts';
import { choicesOf, fieldsOf, form, group, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Chip, Field, Form, Link } from '../web/parts.ts';
import type { EvidenceDraft } from './actions.ts';
import type { CheckedExcerpt } from './queries.ts';

/** A piece of evidence as the claim's page shows it. */
export interface EvidenceItem {
  id: string;
  source: Link;
  /** "Publication. Bloomberg News, 14 June 2013". */
  sourceLine: string;
  /** Where the source says it is, on the web. */
  address: string | null;
  stance: Chip;
  role: string;
  locator: string | null;
  excerpt: string | null;
  note: string | null;
  /** How the excerpt stands in the source's snapshot; null without one. */
  check: ExcerptShown | null;
  /** "Retracted, 14 June 2013: …"; null where its source stands. */
  fallen: string | null;
  /** "No locator: say where in the source it stands." */
  nags: string[];
  /** "Use p. 12", where the excerpt was found there and no locator is given. */
  useLocator: Act | null;
  who: string;
  at: string;
  amend: Form | null;
  /** It was sent and refused. */
  amendOpen: boolean;
  copy: Form | null;
  copyOpen: boolean;
  remove: Act | null;
}

export interface ExcerptShown {
  code: ExcerptCheck['found'];
  label: string;
  /** The source's own words where they differ, or the nearest there are. */
  runs: ExcerptRun[];
  snapshot: Link;
  at: string;
}

/** What the evidence of a claim is shown from. */
export interface EvidenceDesk extends FormsDesk {
  /** How the excerpts stand in their sources' snapshots. */
  excerpts: CheckedExcerpt[];
}

export function evidenceItem(
  desk: EvidenceDesk,
  piece: EvidenceRecord,
  refused: Refused | null,
  notCopied: Refused | null,
): EvidenceItem {
  const checked = desk.excerpts.find(({ evidenceId }) => evidenceId === piece.id) ?? null;
  const open = may(desk.person, 'annotate');
  return {
    id: `evidence-${piece.id}`,
    source: { text: piece.source.title, href: `/sources/${piece.sourceId}` },
    sourceLine: sourceLine({ ...piece.source, kind: piece.sourceKind, issued: piece.sourceIssued }),
    address: piece.source.address || null,
    stance: { code: piece.stance, label: STANCE_WORDS[piece.stance] },
    role: ROLE_WORDS[piece.role].label,
    locator: piece.locator || null,
    excerpt: piece.excerpt || null,
    note: piece.note || null,
    check: excerptShown(checked),
    fallen: fallenInWords(piece.source),
    nags: nagsOf(piece, checked),
    useLocator: open ? useLocatorAct(desk, piece, checked) : null,
    who: piece.linkedBy,
    at: piece.linkedAt.toISOString(),
    amend: open ? amendEvidenceForm(desk, piece, refused) : null,
    amendOpen: refused !== null,
    copy: open ? copyEvidenceForm(desk, piece, notCopied) : null,
    copyOpen: notCopied !== null,
    remove: open
      ? {
          id: `unlink-${piece.id}`,
          action: `/claims/${desk.claim.id}/evidence/${piece.id}/removal`,
          label: 'Remove',
          hidden: [{ name: 'version', value: String(desk.claim.version) }],
          tone: 'danger',
          describe: `Remove the evidence from ${piece.source.title}`,
          blockers: blocked(desk, { kind: 'unlink_evidence', evidenceId: piece.id }),
        }
      : null,
  };
}

const EXCERPT_WORDS: Record<ExcerptCheck['found'], string> = {
  identical: 'These words stand in the source.',
  near: 'The source has it otherwise:',
  absent: 'These words are not in the source.',
};

function excerptShown(checked: CheckedExcerpt | null): ExcerptShown | null {
  if (!checked) return null;
  const { check, snapshotId, takenAt } = checked;
  const nearest = check.found === 'absent' ? check.nearest : null;
  return {
    code: check.found,
    label: EXCERPT_WORDS[check.found] + (nearest ? ' The nearest are:' : ''),
    runs: check.found === 'near' ? check.runs : nearest ? [{ kind: 'same', text: nearest.text }] : [],
    snapshot: { text: 'snapshot', href: `/snapshots/${snapshotId}` },
    at: takenAt.toISOString(),
  };
}

function nagsOf(piece: EvidenceRecord, checked: CheckedExcerpt | null): string[] {
  const place = placeFound(piece, checked);
  if (place !== null) return [`No locator: the words stand ${place.startsWith('p.') ? 'on' : 'in'} ${place}.`];
  if (piece.locator || !HAS_PLACES[piece.sourceKind]) return [];
  return ['No locator: say where in the source it stands.'];
}

/** Where an excerpt without a locator stands in the source's snapshot, as far as that tells of pages or paragraphs. */
function placeFound(piece: EvidenceRecord, checked: CheckedExcerpt | null): string | null {
  return piece.locator || !checked || checked.check.found === 'absent' ? null : checked.check.locator;
}

function useLocatorAct(desk: EvidenceDesk, piece: EvidenceRecord, checked: CheckedExcerpt | null): Act | null {
  const locator = placeFound(piece, checked);
  if (locator === null) return null;
  const { stance, role, excerpt, note } = piece;
  const amended = { version: String(desk.claim.version), stance, role, locator, excerpt, note };
  return {
    id: `use-locator-${piece.id}`,
    action: `/claims/${desk.claim.id}/evidence/${piece.id}/amendments`,
    label: `Use ${locator}`,
    hidden: Object.entries(amended).map(([name, value]) => ({ name, value })),
    tone: 'plain',
    describe: `Use ${locator} as the locator in ${piece.source.title}`,
    blockers: blocked(desk, { kind: 'amend_evidence', evidenceId: piece.id, stance }),
  };
}

export function linkForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim, sources } = desk;
  const fields = fieldsOf('link', shownAgain(refused));
  return form({
    id: 'link-form',
    action: `/claims/${claim.id}/evidence`,
    submit: 'Link the evidence',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'link_evidence' }),
    parts: [
      fields.choice({
        kind: 'select',
        name: 'sourceId',
        label: 'Source',
        hint: 'One the desk has already, or a new one below.',
        choices: [
          { value: '', label: 'A new source', hint: null, mark: null, blocked: null },
          ...sources.map((source) => ({
            value: source.id,
            label: [source.title, sourceLine(source)].join(' · '),
            hint: null,
            mark: null,
            blocked: null,
          })),
        ],
      }),
      group(
        'New source',
        [
          fields.choice({
            kind: 'select',
            name: 'sourceKind',
            label: 'Kind',
            value: 'web_page',
            choices: choicesOf(SOURCE_KINDS, (code) => SOURCE_KIND_WORDS[code]),
          }),
          fields.line({ name: 'title', label: 'Title' }),
          fields.line({ name: 'author', label: 'Author' }),
          fields.line({ name: 'publisher', label: 'Publisher' }),
          fields.line({ name: 'issued', label: 'Date', hint: '2013, 2013-06 or 2013-06-14' }),
          fields.line({ name: 'address', label: 'Address', kind: 'url' }),
        ],
        { open: sources.length === 0 },
      ),
      ...(refused?.refusal.fields['anyway']
        ? [fields.tick({ name: 'anyway', label: 'This is another source: record it all the same' })]
        : []),
      ...evidenceFields(fields, { stance: 'supports', role: 'secondary', locator: '', excerpt: '', note: '' }),
    ],
  });
}

/** What is said of a source on a claim, wherever that is asked. */
function evidenceFields(fields: ReturnType<typeof fieldsOf>, piece: EvidenceDraft): Field[] {
  return [
    fields.choice({
      kind: 'radio',
      name: 'stance',
      label: 'What it does for the claim',
      value: piece.stance,
      choices: choicesOf(STANCES, (code) => STANCE_WORDS[code]),
    }),
    fields.choice({
      kind: 'radio',
      name: 'role',
      label: 'What it is for this claim',
      value: piece.role,
      choices: choicesOf(ROLES, (code) => ROLE_WORDS[code]),
    }),
    fields.line({
      name: 'locator',
      label: 'Locator',
      hint: 'Where in it: p. 12, para. 3, 00:14:05, Sheet2!B7, § 4(b).',
      value: piece.locator,
    }),
    fields.text({
      name: 'excerpt',
      label: 'Excerpt',
      hint: 'The source’s own words.',
      rows: 2,
      reading: true,
      value: piece.excerpt,
    }),
    fields.text({ name: 'note', label: 'Note', rows: 2, value: piece.note }),
  ];
}

export function amendEvidenceForm(desk: FormsDesk, piece: EvidenceRecord, refused: Refused | null): Form {
  const id = `amend-${piece.id}`;
  const fields = fieldsOf(id, shownAgain(refused));
  return form({
    id,
    action: `/claims/${desk.claim.id}/evidence/${piece.id}/amendments`,
    submit: 'Save the evidence',
    hidden: { version: desk.claim.version },
    blockers: blocked(desk, { kind: 'amend_evidence', evidenceId: piece.id, stance: piece.stance }),
    parts: evidenceFields(fields, piece),
  });
}

/** Ties the source of a piece of evidence to another claim too. */
export function copyEvidenceForm(desk: FormsDesk, piece: EvidenceRecord, refused: Refused | null): Form {
  const id = `copy-${piece.id}`;
  const fields = fieldsOf(id, shownAgain(refused));
  return form({
    id,
    action: `/claims/${desk.claim.id}/evidence/${piece.id}/copies`,
    submit: 'Copy it there',
    blockers: blocked(desk, { kind: 'link_evidence' }),
    parts: [fields.line({ name: 'number', label: 'Claim number', required: true })],
  });
}
