import { may, type Person } from './rights.ts';

export const QUERY_OUTCOMES = ['applied', 'declined'] as const;
/** What the desk made of the writer's answer. */
export type QueryOutcome = (typeof QUERY_OUTCOMES)[number];

/** As much of a query to the writer as its rules look at. */
export interface QueryAtHand {
  askedOfId: string;
  answered: boolean;
  outcome: QueryOutcome | null;
}

export type QueryMove = { kind: 'answer'; answer: string } | { kind: 'settle'; outcome: QueryOutcome };

/** Everything that stands against a move of a query by this person, as sentences. */
export function queryBlockers(query: QueryAtHand, move: QueryMove, person: Person): string[] {
  switch (move.kind) {
    case 'answer':
      // Somebody who checks may write down what the writer said on the phone.
      if (!may(person, 'answer', query.askedOfId === person.id ? 'own' : 'others'))
        return ['It was asked of somebody else.'];
      if (query.answered) return ['It has been answered.'];
      return move.answer.trim() === '' ? ['Give the answer.'] : [];
    case 'settle':
      if (!may(person, 'annotate')) return ['Only researchers and editors say what became of an answer.'];
      if (!query.answered) return ['It has not been answered yet.'];
      return query.outcome === null ? [] : ['What became of the answer is said already.'];
  }
}

/** Whether a query is late on a day; both days are written like 2013-06-14. */
export function overdue({ answered, dueOn }: { answered: boolean; dueOn: string | null }, today: string): boolean {
  return !answered && dueOn !== null && dueOn < today;
}
