import type { Article } from '../articles/queries.ts';
import type { ClaimRow } from '../claims/queries.ts';
import { count, stageChip, statusMark, wordsOf } from '../claims/wording.ts';
import { may, type Person } from '../core/rights.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import { addressOf, numberedPager } from '../web/paging.ts';
import type { Chip, Empty, Form, Link, Pager, Problems, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Colleague } from './queries.ts';

/** views/assignments/show.ejs */
export interface AssignmentsPage {
  title: string;
  article: Link;
  problems: Problems | null;
  /** "12 claims, 5 unassigned". */
  total: string;
  rows: AssignmentRow[];
  empty: Empty;
  pager: Pager | null;
  /** Its ticks stand in the rows. */
  form: Form;
}

export interface AssignmentRow {
  /** "id:version". */
  value: string;
  ticked: boolean;
  number: number;
  href: string;
  words: string;
  status: StatusMark;
  stage: Chip;
  checker: string | null;
}

export const assignmentsView = view<AssignmentsPage>('assignments/show');

const A_PAGE = 150;

export function assignmentsPage(
  article: Article,
  claims: readonly ClaimRow[],
  colleagues: readonly Colleague[],
  person: Person,
  asked: number,
  refused: Refused | null = null,
): AssignmentsPage {
  const standing = claims.filter((claim) => claim.stage !== 'withdrawn');
  const free = standing.filter((claim) => claim.checkerId === null).length;
  const names = new Map(colleagues.map(({ id, name }) => [id, name]));
  const pages = Math.max(1, Math.ceil(standing.length / A_PAGE));
  const here = Math.min(asked, pages);
  const address = `/articles/${article.id}/assignments`;
  const ticked = new Set([(refused?.body as { claims?: string | string[] } | undefined)?.claims ?? []].flat());
  const fields = fieldsOf('assign', shownAgain(refused));
  const made = form({
    id: 'assign',
    action: address,
    submit: 'Give them the ticked claims',
    blockers: may(person, 'annotate') ? [] : ['Only researchers and editors give claims to people.'],
    parts: [
      fields.choice({
        kind: 'select',
        name: 'to',
        label: 'Who checks them',
        value: person.id,
        choices: [
          ...colleagues.filter(({ checks }) => checks).map(({ id, name }) => choice(id, name)),
          choice('', 'Nobody yet'),
        ],
      }),
    ],
  });
  return {
    title: `Who checks what · ${article.title}`,
    article: { text: article.title, href: `/articles/${article.id}` },
    problems: refused ? problemsOf(made, refused.refusal) : null,
    total: `${count(standing.length, 'claim')}, ${free} unassigned`,
    rows: standing.slice((here - 1) * A_PAGE, here * A_PAGE).map((claim) => {
      const value = `${claim.id}:${claim.version}`;
      return {
        value,
        ticked: ticked.has(value),
        number: claim.number,
        href: `/claims/${claim.id}`,
        words: wordsOf(claim),
        status: statusMark(claim),
        stage: stageChip(claim),
        checker: claim.checkerId === null ? null : (names.get(claim.checkerId) ?? 'Somebody who is no longer here'),
      };
    }),
    empty: { text: 'No claim has been marked in this article.', action: null },
    pager: numberedPager(`Page ${here} of ${pages}`, here, pages, (page) => addressOf(address, { page })),
    form: made,
  };
}

const choice = (value: string, label: string) => ({ value, label, hint: null, mark: null, blocked: null });
