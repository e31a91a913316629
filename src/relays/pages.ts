import { RELAY_KINDS, type RelayKind } from '../core/sourcing.ts';
import { RELAY_KIND_WORDS } from '../core/wording.ts';
import type { Related } from '../relay_suggestions/queries.ts';
import { kindMeant, signsInWords } from '../relay_suggestions/wording.ts';
import { may, type Person } from '../core/rights.ts';
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
  /** What looks related to it and is not linked yet. */
  related: RelatedItem[];
  /** What is searched to be linked; null for those who only read. */
  search: { action: string; value: string } | null;
  /** Null, too, where there is no source to choose from. */
  form: Form | null;
}

export interface RelatedItem {
  source: Link;
  /** "Nearly the same text, the same agency credited". */
  signs: string;
  words: string | null;
  /** That it passes that on, that this is the other way round, that neither is so; none for those who only read. */
  acts: Act[];
}

export interface RelayItem {
  source: Link;
  /** "Reports what is said in", before what is passed on; "Reports what is said in it", behind who passes it on. */
  how: string;
  words: string | null;
  who: string;
  at: string;
  /** Null for those who only read. */
  remove: Act | null;
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
  related: Related[];
  /** What was searched for, and what is there to choose from. */
  search: string;
  sources: Source[];
  person: Person;
}

export function relayPage(desk: RelayDesk, begun: RelayBeginning, refused: Refused | null = null): RelayPage {
  const { source } = desk;
  const open = may(desk.person, 'annotate');
  const others = desk.sources.filter((each) => each.id !== source.id);
  const made = !open || others.length === 0 ? null : relayForm(source, others, begun, refused);
  const removing = (fromId: string, relay: RelayRow, toId: string, version: number): Act | null =>
    open ? removal(fromId, relay, toId, version) : null;
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: `Where “${source.title}” has it from`,
    source: { text: source.title, href: `/sources/${source.id}` },
    problems: refused && made && !stale ? problemsOf(made, refused.refusal) : null,
    stale: refused && made && stale ? staleOf(refused, made, {}) : null,
    passesOn: desk.passesOn.map((relay) => ({
      ...relayItem(relay, RELAY_KIND_WORDS[relay.kind]),
      remove: removing(source.id, relay, relay.id, source.version),
    })),
    passedOnBy: desk.passedOnBy.map((relay) => ({
      ...relayItem(relay, `${RELAY_KIND_WORDS[relay.kind]} it`),
      remove: removing(relay.id, relay, source.id, relay.version),
    })),
    related: desk.related.map((pair) => relatedItem(pair, desk.person)),
    search: open ? { action: `/sources/${source.id}/relays`, value: desk.search } : null,
    form: made,
  };
}

function relatedItem({ one, other, signs, words }: Related, person: Person): RelatedItem {
  const passesOn = (from: Related['one'], to: Related['one'], said: string) => ({
    action: `/sources/${from.id}/relays`,
    hidden: Object.entries({
      version: String(from.version),
      relayedId: to.id,
      kind: kindMeant(signs),
      words: said,
    }).map(([name, value]) => ({ name, value })),
    tone: 'plain' as const,
    blockers: [],
  });
  return {
    source: { text: titled(other), href: `/sources/${other.id}/relays` },
    signs: signsInWords(signs),
    words: words || null,
    acts: !may(person, 'annotate')
      ? []
      : [
          {
            id: `accept-${other.id}`,
            label: 'It passes that on',
            describe: `It passes that on: ${other.title}`,
            ...passesOn(one, other, words),
          },
          {
            id: `reverse-${other.id}`,
            label: 'That passes it on',
            describe: `That passes it on: ${other.title}`,
            ...passesOn(other, one, words),
          },
          {
            id: `dismiss-${other.id}`,
            action: `/sources/${one.id}/relay-suggestions/${other.id}/dismissal`,
            label: 'Neither',
            hidden: [],
            tone: 'plain',
            describe: `Neither passes on the other: ${other.title}`,
            blockers: [],
          },
        ],
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
        kind: 'radio',
        name: 'relayedId',
        label: 'The source that it passes on',
        required: true,
        value: begun.relayedId ?? '',
        choices: others.map((each) => ({
          value: each.id,
          label: each.title,
          hint: sourceLine(each),
          mark: null,
          blocked: null,
        })),
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

function relayItem(relay: RelayRow, how: string): Omit<RelayItem, 'remove'> {
  return {
    source: { text: titled(relay), href: `/sources/${relay.id}/relays` },
    how,
    words: relay.words || null,
    who: relay.linkedBy,
    at: relay.linkedAt.toISOString(),
  };
}

function removal(sourceId: string, relay: RelayRow, relayedId: string, version: number): Act {
  return {
    id: `remove-${relay.id}`,
    action: `/sources/${sourceId}/relays/${relayedId}/removal`,
    label: 'Remove',
    hidden: [{ name: 'version', value: String(version) }],
    tone: 'danger',
    describe: `Remove: passes on ${relay.title}`,
    blockers: [],
  };
}
