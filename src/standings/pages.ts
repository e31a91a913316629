import { may, seesEverything, type Person } from '../core/rights.ts';
import { STANDINGS, type Standing } from '../core/sourcing.ts';
import { STANDING_WORDS } from '../core/wording.ts';
import { statusMark, wordsOf } from '../claims/wording.ts';
import type { Source } from '../sources/queries.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import { fieldsOf, form, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Form, Link, Pager, Problems, Stale, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { FallingClaim, FallSlice } from './queries.ts';
import { ACT_WORDS, effectInWords, fallenInWords, fateInWords } from './wording.ts';

/** views/standings/show.ejs: whether a source stands, and what rests on it. */
export interface StandingPage {
  title: string;
  source: Link;
  /** "Retracted, 14 June 2013: …"; null where it stands. */
  fallen: string | null;
  problems: Problems | null;
  stale: Stale | null;
  /** What it may be marked as, each showing what would come of it; none for those who only read. */
  tabs: (Link & { current: boolean })[];
  /** "What would fall", "What rests on it". */
  heading: string;
  /** "3 of 7 claims in 2 articles would need re-check." */
  effect: string;
  /** Newest first. */
  articles: { article: Link; claims: ClaimOverRow[] }[];
  /** Said to all who do not see everything, whether there is anything or not. */
  unseen: string | null;
  pager: Pager | null;
  /** Null for those who only read, and until something is chosen. */
  form: Form | null;
}

export interface ClaimOverRow {
  claim: Link;
  status: StatusMark;
  /** "Needs re-check, sign-off lapses"; null where nothing would come of it. */
  fate: string | null;
}

export const standingView = view<StandingPage>('standings/show');

export function standingPage(
  source: Source,
  slice: FallSlice,
  person: Person,
  refused: Refused | null = null,
): StandingPage {
  const address = `/sources/${source.id}/standing`;
  const { to } = slice;
  const open = may(person, 'annotate');
  const made = open && to !== null ? standingForm(source, to, address, refused) : null;
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: `Does “${source.title}” stand?`,
    source: { text: source.title, href: `/sources/${source.id}` },
    fallen: fallenInWords(source),
    problems: refused && made && !stale ? problemsOf(made, refused.refusal) : null,
    stale:
      refused && made && stale
        ? staleOf(refused, made, { reason: source.standingReason, on: source.standingOn ?? '' })
        : null,
    tabs: open ? tabsOf(source, to, address) : [],
    heading:
      to === null || to === source.standing
        ? 'What rests on it'
        : to === 'standing'
          ? 'What would count again'
          : 'What would fall',
    effect: effectInWords(to === source.standing ? { ...slice, to: null } : slice),
    articles: byArticle(slice.claims),
    unseen: seesEverything(person) ? null : 'The same holds in articles that you do not see, if any rest on it.',
    pager: numberedPager(`Page ${slice.page} of ${slice.pages}`, slice.page, slice.pages, (page) =>
      addressOf(address, { to, page }),
    ),
    form: made,
  };
}

/** In the order in which a desk meets them; that it stands again only where it fell. */
const OFFERED: readonly Standing[] = ['retracted', 'disputed', 'dead', 'standing'];

function tabsOf(source: Source, to: Standing | null, address: string): StandingPage['tabs'] {
  return OFFERED.filter((code) => code !== 'standing' || source.standing !== 'standing').map((code) => ({
    text: code === 'standing' ? 'Stands again' : STANDING_WORDS[code].label,
    href: addressOf(address, { to: code }),
    current: code === to,
  }));
}

function standingForm(source: Source, to: Standing, address: string, refused: Refused | null): Form {
  const fields = fieldsOf('standing', shownAgain(refused));
  const same = source.standing === to;
  return form({
    id: 'standing-form',
    action: address,
    submit: same ? 'Save' : ACT_WORDS[to],
    hidden: { version: source.version, standing: to },
    parts: [
      fields.text({
        name: 'reason',
        label: 'Reason',
        required: true,
        rows: 3,
        value: same ? source.standingReason : '',
      }),
      ...(to === 'standing'
        ? []
        : [
            fields.line({
              name: 'on',
              label: 'Since',
              hint: '2013, 2013-06 or 2013-06-14',
              value: same ? (source.standingOn ?? '') : '',
            }),
          ]),
    ],
  });
}

function byArticle(claims: readonly FallingClaim[]): StandingPage['articles'] {
  const groups: StandingPage['articles'] = [];
  for (const claim of claims) {
    const href = `/articles/${claim.articleId}`;
    if (groups.at(-1)?.article.href !== href) groups.push({ article: { text: claim.article, href }, claims: [] });
    groups.at(-1)!.claims.push({
      claim: { text: `Claim ${claim.number}: ${wordsOf(claim)}`, href: `/claims/${claim.id}` },
      status: statusMark(claim),
      fate: fateInWords(claim),
    });
  }
  return groups;
}

/** What a form refused was about; the standing that the source has where that cannot be read. */
export function standingMeant({ body }: Refused, source: Pick<Source, 'standing'>): Standing {
  const sent = (body as { standing?: unknown } | undefined)?.standing;
  return STANDINGS.find((code) => code === sent) ?? source.standing;
}
