import { RELAY_KINDS, type RelayKind } from '../core/sourcing.ts';
import { RELAY_KIND_WORDS } from '../core/wording.ts';
import type { Source } from '../sources/queries.ts';
import { sourceLine } from '../sources/wording.ts';
import { choicesOf, fieldsOf, form, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Act, Form, Link, Problems, Stale } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { RelayRow } from './queries.ts';
import { titled } from './wording.ts';

/** views/relays/show.ejs: what a source passes on, and who passes it on. */
export interface RelayPage {
  title: string;
  source: Link;
  problems: Problems | null;
  stale: Stale | null;
  passesOn: RelayItem[];
  passedOnBy: RelayItem[];
  /** Null where there is no other source to choose from. */
  form: Form | null;
}

export interface RelayItem {
  source: Link;
  /** "Reports what is said in". */
  how: string;
  words: string | null;
  who: string;
  at: string;
  remove: Act;
}

export const relayView = view<RelayPage>('relays/show');

/** What the form begins with, where a suggestion was followed. */
export interface RelayBeginning {
  relayedId: string | null;
  kind: RelayKind | null;
}

export interface RelayDesk {
  source: Source;
  passesOn: RelayRow[];
  passedOnBy: RelayRow[];
  /** To choose from. */
  sources: Source[];
}

export function relayPage(desk: RelayDesk, begun: RelayBeginning, refused: Refused | null = null): RelayPage {
  const { source } = desk;
  const others = desk.sources.filter((each) => each.id !== source.id);
  const made = others.length === 0 ? null : relayForm(source, others, begun, refused);
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: `Where “${source.title}” has it from`,
    source: { text: source.title, href: `/sources/${source.id}` },
    problems: refused && made && !stale ? problemsOf(made, refused.refusal) : null,
    stale: refused && made && stale ? staleOf(refused, made, {}) : null,
    passesOn: desk.passesOn.map((relay) => relayItem(relay, source.id, relay.id, source.version)),
    passedOnBy: desk.passedOnBy.map((relay) => relayItem(relay, relay.id, source.id, relay.version)),
    form: made,
  };
}

function relayForm(source: Source, others: Source[], begun: RelayBeginning, refused: Refused | null): Form {
  const fields = fieldsOf('relay', shownAgain(refused));
  return form({
    id: 'relay-form',
    action: `/sources/${source.id}/relays`,
    submit: 'Say that it passes this on',
    hidden: { version: source.version },
    parts: [
      fields.choice({
        kind: 'select',
        name: 'relayedId',
        label: 'The source that it passes on',
        required: true,
        value: begun.relayedId ?? '',
        choices: [
          { value: '', label: 'Choose a source', hint: null, mark: null, blocked: null },
          ...others.map((each) => ({
            value: each.id,
            label: `${each.title} (${sourceLine(each)})`,
            hint: null,
            mark: null,
            blocked: null,
          })),
        ],
      }),
      fields.choice({
        kind: 'select',
        name: 'kind',
        label: 'How',
        value: begun.kind ?? 'reports',
        choices: choicesOf(RELAY_KINDS, (code) => `${RELAY_KIND_WORDS[code]} it`),
      }),
      fields.text({ name: 'words', label: 'The words that show it', hint: 'As they stand in this source.', rows: 2 }),
    ],
  });
}

function relayItem(relay: RelayRow, sourceId: string, relayedId: string, version: number): RelayItem {
  return {
    source: { text: titled(relay), href: `/sources/${relay.id}/relays` },
    how: RELAY_KIND_WORDS[relay.kind],
    words: relay.words || null,
    who: relay.linkedBy,
    at: relay.linkedAt.toISOString(),
    remove: {
      id: `remove-${relay.id}`,
      action: `/sources/${sourceId}/relays/${relayedId}/removal`,
      label: 'Remove',
      hidden: [{ name: 'version', value: String(version) }],
      tone: 'danger',
      describe: `Remove: passes on ${relay.title}`,
      blockers: [],
    },
  };
}
