import { may, type Person } from './rights.ts';

/** As much of a comment as its rules look at. */
export interface CommentAtHand {
  writtenById: string;
  removed: boolean;
}

export type CommentMove = 'write' | 'edit' | 'remove';

/** Everything that stands against a move by this person; a comment that is yet to be written is null. */
export function commentBlockers(comment: CommentAtHand | null, move: CommentMove, person: Person): string[] {
  if (!may(person, 'comment')) return ['Readers do not comment.'];
  if (comment === null) return [];
  if (comment.removed) return ['This comment was removed.'];
  if (comment.writtenById === person.id) return [];
  // Somebody has to be able to take down what should not stand on a desk.
  return move === 'remove' && may(person, 'review') ? [] : ['It is somebody else’s comment.'];
}

interface Named {
  id: string;
  name: string;
}

const NAME_AHEAD = /^[\p{L}\p{M}\p{N}_]/u;

/**
 * The people whom a text calls by "@" and their name, each once, in the order of first call: the whole name, or the
 * first one where nobody else has it. Case does not matter.
 */
export function mentionsIn(text: string, people: readonly Named[]): string[] {
  const called = new Set<string>();
  const names = namesOf(people);
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    // An address of mail calls nobody.
    if (/[\p{L}\p{N}]$/u.test(before)) continue;
    const behind = text.slice(at + 1).toLowerCase();
    const match = names.find(({ name }) => behind.startsWith(name) && !NAME_AHEAD.test(behind.slice(name.length)));
    if (match) called.add(match.id);
  }
  return [...called];
}

/** Every way to call somebody, longest first. */
function namesOf(people: readonly Named[]): Named[] {
  const firsts = new Map<string, number>();
  const firstOf = (name: string) => name.trim().toLowerCase().split(/\s+/)[0] ?? '';
  for (const { name } of people) firsts.set(firstOf(name), (firsts.get(firstOf(name)) ?? 0) + 1);
  return people
    .flatMap(({ id, name }) => {
      const first = firstOf(name);
      const whole = { id, name: name.trim().toLowerCase() };
      return firsts.get(first) === 1 ? [whole, { id, name: first }] : [whole];
    })
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => b.name.length - a.name.length);
}
