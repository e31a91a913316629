import { ATTRIBUTION_KINDS } from '../core/attribution.ts';
import { may, type Person } from '../core/rights.ts';
import { GROUND_RULES } from '../core/sourcing.ts';
import { againstApproval } from '../core/speakers.ts';
import { ATTRIBUTION_CHECK_WORDS, ATTRIBUTION_KIND_WORDS, GROUND_RULES_WORDS } from '../core/wording.ts';
import { count, countedMark, COUNTED_STATUSES, statusMark, wordsOf } from '../claims/wording.ts';
import type { HistorySlice } from '../history/queries.ts';
import { historyLines } from '../history/wording.ts';
import { choicesOf, fieldsOf, form, group, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import { cursorPager, numberedPager } from '../web/paging.ts';
import type {
  Act,
  Chip,
  Empty,
  Fact,
  Form,
  HistoryLine,
  Link,
  Pager,
  Problems,
  Stale,
  StatusMark,
} from '../web/parts.ts';
import { view } from '../web/render.ts';
import {
  CLAIMS_A_PAGE,
  type CreditedClaim,
  type Namesake,
  type Speaker,
  type SpeakerFile,
  type SpeakerSlice,
  type Turnout,
} from './queries.ts';

/** views/speakers/list.ejs */
export interface SpeakerListPage {
  title: string;
  search: string;
  speakers: { name: string; href: string; kind: string; claims: string; articles: string; turnout: TurnoutMark[] }[];
  empty: Empty;
  pager: Pager | null;
}

/** How many claims turned out so. */
export interface TurnoutMark extends StatusMark {
  count: number;
}

/** views/speakers/show.ejs */
export interface SpeakerPage {
  title: string;
  kind: string;
  problems: Problems | null;
  stale: Stale | null;
  /** "3 claims in 2 articles". */
  claimsTitle: string;
  turnout: TurnoutMark[];
  claims: { claim: Link; article: Link; status: StatusMark; check: Chip; calledHere: string | null }[];
  claimsPager: Pager | null;
  /** The terms on which they spoke. */
  facts: Fact[];
  approval: { sentence: string; at: string } | null;
  approve: Act | null;
  /** Who it is, where that is kept apart; null for those who are named. */
  identityHref: string | null;
  /** Null, as what follows, for those who only read. */
  amend: Form | null;
  /** Records that were found to be of the same speaker. */
  merged: { name: string; undo: Act | null }[];
  /** Others that may be. */
  offers: string | null;
  merge: Form | null;
  mergeOpen: boolean;
  history: HistoryLine[];
}

export const speakerListView = view<SpeakerListPage>('speakers/list');
export const speakerView = view<SpeakerPage>('speakers/show');

export function speakerListPage({ rows, next }: SpeakerSlice, search: string, paged: boolean): SpeakerListPage {
  return {
    title: 'Speakers',
    search,
    speakers: rows.map((row) => ({
      name: row.name,
      href: `/speakers/${row.id}`,
      kind: ATTRIBUTION_KIND_WORDS[row.kind],
      claims: count(row.claims, 'claim'),
      articles: count(row.articles, 'article'),
      turnout: turnoutMarks(row),
    })),
    empty: {
      text: search ? 'No speaker fits this search.' : 'No speakers yet. They come with the credits of claims.',
      action: null,
    },
    pager: cursorPager(
      '/speakers',
      { q: search },
      { text: count(rows.length, 'speaker'), cursor: 'after', next, paged },
    ),
  };
}

/** In the order in which statuses are always told. */
function turnoutMarks({ counted }: Turnout): TurnoutMark[] {
  return COUNTED_STATUSES.flatMap((status) => {
    const found = counted.find((each) => each.status === status);
    return found ? [{ ...countedMark(status), count: found.claims }] : [];
  });
}

/** Everything that the page of a speaker is made from. */
export interface SpeakerDesk {
  speaker: SpeakerFile;
  turnout: Turnout;
  claims: CreditedClaim[];
  /** Which page of the claims. */
  page: number;
  merged: Speaker[];
  namesakes: Namesake[];
  history: HistorySlice;
  person: Person;
}

export type SpeakerFormName = 'amend' | 'merge' | 'other';

export interface RefusedForm extends Refused {
  form: SpeakerFormName;
}

export function speakerPage(desk: SpeakerDesk, refused: RefusedForm | null = null): SpeakerPage {
  const { speaker, turnout, person } = desk;
  const open = may(person, 'annotate');
  const again = (name: SpeakerFormName) => (refused?.form === name ? refused : null);
  const amend = open ? amendForm(speaker, again('amend')) : null;
  const merge = open ? mergeForm(desk, again('merge')) : null;
  const stale = refused?.refusal.reason === 'stale';
  const sent = refused?.form === 'merge' ? merge : amend;
  const pages = Math.max(1, Math.ceil(turnout.claims / CLAIMS_A_PAGE));
  return {
    title: speaker.name,
    kind: ATTRIBUTION_KIND_WORDS[speaker.kind],
    problems: refused && !stale ? problemsIn(refused, sent) : null,
    stale: refused && stale && sent ? staleOf(refused, sent, refused.form === 'amend' ? valuesOf(speaker) : {}) : null,
    claimsTitle: `${count(turnout.claims, 'claim')} in ${count(turnout.articles, 'article')}`,
    turnout: turnoutMarks(turnout),
    claims: desk.claims.map((claim) => ({
      claim: { text: `Claim ${claim.number}: ${wordsOf(claim)}`, href: `/claims/${claim.claimId}` },
      article: { text: claim.article, href: `/articles/${claim.articleId}` },
      status: statusMark(claim),
      check: { code: claim.attributionCheck, label: ATTRIBUTION_CHECK_WORDS[claim.attributionCheck].label },
      calledHere: claim.name === speaker.name ? null : claim.name,
    })),
    claimsPager: numberedPager(
      `Page ${desk.page} of ${pages}`,
      desk.page,
      pages,
      (page) => `/speakers/${speaker.id}?page=${page}`,
    ),
    facts: factsOf(speaker),
    approval:
      speaker.approvedBy && speaker.approvedAt
        ? { sentence: `Approved by ${speaker.approvedBy}`, at: speaker.approvedAt.toISOString() }
        : null,
    approve: approveAct(speaker, person),
    identityHref: speaker.kind === 'unnamed' && may(person, 'confide') ? `/speakers/${speaker.id}/identity` : null,
    amend,
    merged: desk.merged.map((each) => ({ name: each.name, undo: open ? undoAct(each) : null })),
    offers:
      open && desk.namesakes.length > 0
        ? `${count(desk.namesakes.length, 'other record')} may be of the same speaker`
        : null,
    merge,
    mergeOpen: refused?.form === 'merge',
    history: historyLines(desk.history),
  };
}

function problemsIn(refused: RefusedForm, sent: Form | null): Problems {
  if (refused.form !== 'other' && sent) return problemsOf(sent, refused.refusal);
  return { title: refused.refusal.message, items: [] };
}

function factsOf(speaker: SpeakerFile): Fact[] {
  const facts: [label: string, value: string | null][] = [
    ['Ground rules', GROUND_RULES_WORDS[speaker.groundRules].label],
    ['As agreed', speaker.terms],
    ['Not named because', speaker.whyUnnamed],
    ['People behind it', speaker.people === null ? null : String(speaker.people)],
  ];
  return facts.flatMap(([label, value]) => (value ? [{ label, value, href: null }] : []));
}

function valuesOf(speaker: SpeakerFile): Record<string, string> {
  const { name, kind, groundRules, terms, whyUnnamed, people } = speaker;
  return { name, kind, groundRules, terms, whyUnnamed, people: people === null ? '' : String(people) };
}

function amendForm(speaker: SpeakerFile, refused: Refused | null): Form {
  const fields = fieldsOf('speaker', shownAgain(refused));
  const values = valuesOf(speaker);
  return form({
    id: 'speaker-form',
    action: `/speakers/${speaker.id}/amendments`,
    submit: 'Save',
    hidden: { version: speaker.version },
    parts: [
      fields.line({
        name: 'name',
        label: 'Name',
        hint: 'For somebody unnamed, the exact public description: “a DHS official”.',
        required: true,
        value: values['name']!,
      }),
      fields.choice({
        kind: 'select',
        name: 'kind',
        label: 'Kind',
        value: values['kind']!,
        choices: choicesOf(ATTRIBUTION_KINDS, (code) => ATTRIBUTION_KIND_WORDS[code]),
      }),
      fields.choice({
        kind: 'radio',
        name: 'groundRules',
        label: 'Ground rules',
        value: values['groundRules']!,
        choices: choicesOf(GROUND_RULES, (code) => GROUND_RULES_WORDS[code]),
      }),
      fields.text({
        name: 'terms',
        label: 'The words agreed',
        hint: 'How they may be quoted and called.',
        rows: 2,
        value: values['terms']!,
      }),
      group(
        'Where they are not named',
        [
          fields.text({
            name: 'whyUnnamed',
            label: 'Why not',
            hint: 'Everyone of the desk reads this: nothing here may say who it is.',
            rows: 2,
            value: values['whyUnnamed']!,
          }),
          fields.number({
            name: 'people',
            label: 'How many people',
            min: 1,
            max: 10_000,
            step: 1,
            value: values['people']!,
          }),
        ],
        { open: speaker.kind === 'unnamed' },
      ),
    ],
  });
}

function mergeForm({ speaker, namesakes }: SpeakerDesk, refused: Refused | null): Form {
  const fields = fieldsOf('merge', shownAgain(refused));
  return form({
    id: 'merge-form',
    action: `/speakers/${speaker.id}/merges`,
    submit: 'It is the same speaker',
    hidden: { version: speaker.version },
    parts: [
      ...(namesakes.length === 0
        ? []
        : [
            fields.choice({
              kind: 'radio',
              name: 'otherId',
              label: 'The other record',
              choices: namesakes.map((each) => ({
                value: each.id,
                label: each.name,
                hint: `${count(each.claims, 'claim')} in ${count(each.articles, 'article')}`,
                mark: null,
                blocked: null,
              })),
            }),
          ]),
      fields.line({
        name: 'other',
        label: namesakes.length === 0 ? 'The other record' : 'Or another one',
        hint: 'Paste the link to its page.',
      }),
    ],
  });
}

function approveAct(speaker: SpeakerFile, person: Person): Act | null {
  if (speaker.kind !== 'unnamed' || speaker.approvedAt || !may(person, 'review')) return null;
  return {
    id: 'approve',
    action: `/speakers/${speaker.id}/approval`,
    label: 'Approve that they go unnamed',
    hidden: [{ name: 'version', value: String(speaker.version) }],
    tone: 'plain',
    describe: null,
    blockers: againstApproval(speaker.kind, speaker),
  };
}

function undoAct({ id, name }: Speaker): Act {
  return {
    id: `undo-${id}`,
    action: `/speakers/${id}/merge/undoing`,
    label: 'Undo',
    hidden: [],
    tone: 'plain',
    describe: `Undo that ${name} is the same speaker`,
    blockers: [],
  };
}
