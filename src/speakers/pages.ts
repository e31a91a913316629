import { ATTRIBUTION_KINDS } from '../core/attribution.ts';
import { ATTRIBUTION_CHECK_WORDS, ATTRIBUTION_KIND_WORDS } from '../core/wording.ts';
import { count, statusMark, wordsOf } from '../claims/wording.ts';
import type { HistorySlice } from '../history/queries.ts';
import { historyLines } from '../history/wording.ts';
import { choicesOf, fieldsOf, form, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Chip, Empty, Form, HistoryLine, Link, Pager, Problems, Stale, StatusMark } from '../web/parts.ts';
import { cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type { CreditedClaim, Speaker, SpeakerSlice } from './queries.ts';

/** views/speakers/list.ejs */
export interface SpeakerListPage {
  title: string;
  search: string;
  speakers: { name: string; href: string; kind: string; claims: string; articles: string }[];
  empty: Empty;
  pager: Pager | null;
}

/** views/speakers/show.ejs */
export interface SpeakerPage {
  title: string;
  kind: string;
  problems: Problems | null;
  stale: Stale | null;
  /** "3 claims credited". */
  claimsTitle: string;
  claims: { claim: Link; article: Link; status: StatusMark; check: Chip }[];
  amend: Form;
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

export function speakerPage(
  speaker: Speaker,
  credited: CreditedClaim[],
  history: HistorySlice,
  refused: Refused | null = null,
): SpeakerPage {
  const fields = fieldsOf('speaker', shownAgain(refused));
  const amend = form({
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
        value: speaker.name,
      }),
      fields.choice({
        kind: 'select',
        name: 'kind',
        label: 'Kind',
        value: speaker.kind,
        choices: choicesOf(ATTRIBUTION_KINDS, (code) => ATTRIBUTION_KIND_WORDS[code]),
      }),
    ],
  });
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: speaker.name,
    kind: ATTRIBUTION_KIND_WORDS[speaker.kind],
    problems: refused && !stale ? problemsOf(amend, refused.refusal) : null,
    stale: refused && stale ? staleOf(refused, amend, { name: speaker.name, kind: speaker.kind }) : null,
    claimsTitle: `${count(credited.length, 'claim')} credited`,
    claims: credited.map((claim) => ({
      claim: { text: `Claim ${claim.number}: ${wordsOf(claim)}`, href: `/claims/${claim.claimId}` },
      article: { text: claim.article, href: `/articles/${claim.articleId}` },
      status: statusMark(claim),
      check: { code: claim.attributionCheck, label: ATTRIBUTION_CHECK_WORDS[claim.attributionCheck].label },
    })),
    amend,
    history: historyLines(history),
  };
}
