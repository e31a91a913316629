import type { Colleague } from '../assignments/queries.ts';
import type { ClaimFile } from '../claims/queries.ts';
import { overdue, queryBlockers } from '../core/author_query.ts';
import { blockers } from '../core/check.ts';
import type { Person } from '../core/rights.ts';
import { QUERY_OUTCOME_WORDS } from '../core/wording.ts';
import { inCheck } from '../claims/queries.ts';
import { fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Form, Link } from '../web/parts.ts';
import type { AuthorQuery } from './queries.ts';

/** A query as every page shows it. */
export interface QueryItem {
  id: string;
  /** The claim, where the page is not the claim's own. */
  claim: Link | null;
  article: Link | null;
  words: string | null;
  question: string;
  /** "Asked of Nora Whitlock by Maren Oakes". */
  asked: string;
  askedAt: string;
  dueOn: string | null;
  overdue: boolean;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
  /** "Applied: in revision 3". */
  outcome: string | null;
  answerForm: Form | null;
  settle: Act[];
}

/** `today` is the day at the newsroom, written like 2013-06-14. */
export function queryItem(
  query: AuthorQuery,
  person: Person,
  today: string,
  apart: boolean,
  refused: Refused | null = null,
): QueryItem {
  const answered = query.answer !== null;
  const atHand = { ...query, answered };
  const mayAnswer = queryBlockers(atHand, { kind: 'answer', answer: '…' }, person).length === 0;
  const maySettle = queryBlockers(atHand, { kind: 'settle', outcome: 'applied' }, person).length === 0;
  return {
    id: `query-${query.id}`,
    claim: apart ? { text: `Claim ${query.claim}`, href: `/claims/${query.claimId}#query-${query.id}` } : null,
    article: apart ? { text: query.article, href: `/articles/${query.articleId}` } : null,
    words: apart ? query.words : null,
    question: query.question,
    asked: `Asked of ${query.askedOf} by ${query.askedBy}`,
    askedAt: query.askedAt.toISOString(),
    dueOn: query.dueOn,
    overdue: overdue(atHand, today),
    answer: query.answer,
    answeredBy: query.answeredBy,
    answeredAt: query.answeredAt?.toISOString() ?? null,
    outcome: query.outcome && [QUERY_OUTCOME_WORDS[query.outcome], query.outcomeNote].filter(Boolean).join(': '),
    answerForm: mayAnswer ? answerForm(query, refused) : null,
    settle: maySettle
      ? (['applied', 'declined'] as const).map((outcome): Act => ({
          id: `${outcome}-${query.id}`,
          action: `/author-queries/${query.id}/outcome`,
          label: QUERY_OUTCOME_WORDS[outcome],
          hidden: [
            { name: 'version', value: String(query.version) },
            { name: 'outcome', value: outcome },
          ],
          tone: 'plain',
          describe: `${QUERY_OUTCOME_WORDS[outcome]}: the answer of ${query.askedOf}`,
          blockers: [],
        }))
      : [],
  };
}

function answerForm(query: AuthorQuery, refused: Refused | null): Form {
  const id = `answer-${query.id}`;
  const fields = fieldsOf(id, shownAgain(refused));
  return form({
    id,
    action: `/author-queries/${query.id}/answer`,
    submit: 'Answer',
    hidden: { version: query.version },
    parts: [fields.text({ name: 'answer', label: 'Answer', rows: 3, required: true })],
  });
}

/** Asks about a claim; the article's writer stands first where there is one. */
export function askForm(
  claim: ClaimFile,
  colleagues: readonly Colleague[],
  writerId: string | null,
  person: Person,
  refused: Refused | null,
): Form {
  const fields = fieldsOf('ask', shownAgain(refused));
  const others = colleagues.filter(({ id }) => id !== person.id);
  const writer = others.find(({ id }) => id === writerId) ?? others.find(({ role }) => role === 'writer') ?? others[0];
  return form({
    id: 'ask-form',
    action: `/claims/${claim.id}/author-queries`,
    submit: 'Ask',
    hidden: { version: claim.version },
    blockers: [
      ...blockers(inCheck(claim), { kind: 'ask' }, person),
      ...(others.length === 0 ? ['There is nobody else on this desk to ask.'] : []),
    ],
    parts: [
      fields.choice({
        kind: 'select',
        name: 'askedOf',
        label: 'Asked of',
        value: writer?.id ?? '',
        choices: others.map(({ id, name }) => ({ value: id, label: name, hint: null, mark: null, blocked: null })),
      }),
      fields.text({ name: 'question', label: 'Question', rows: 3, required: true }),
      fields.line({ name: 'dueOn', label: 'Due', kind: 'date' }),
    ],
  });
}
