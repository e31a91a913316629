import { Refusal } from './refusal.ts';

export const PERSON_ROLES = ['reader', 'writer', 'researcher', 'editor', 'admin'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** Who may see an article: everyone of the desk, or only the people admitted to it, as under an embargo. */
export const ARTICLE_ACCESS = ['everyone', 'named'] as const;
export type ArticleAccess = (typeof ARTICLE_ACCESS)[number];

/** Whoever acts: handed to every action by the door they came in through, never looked up on the way. */
export interface Person {
  id: string;
  name: string;
  role: PersonRole;
}

/** What a role may do at all; which claims a person may then move is for `check.ts`. */
export type Right = 'read' | 'annotate' | 'review' | 'manage';

const RIGHTS: Record<PersonRole, readonly Right[]> = {
  reader: ['read'],
  writer: ['read'],
  researcher: ['read', 'annotate'],
  editor: ['read', 'annotate', 'review'],
  admin: ['read', 'annotate', 'review', 'manage'],
};

export function may(person: Person, right: Right): boolean {
  return RIGHTS[person.role].includes(right);
}

/** Whether somebody sees embargoed articles without being admitted to them: a desk must not lock itself out of its work. */
export function seesEverything({ role }: Person): boolean {
  return role === 'admin';
}

const TOLD: Record<Right, string> = {
  read: 'Only people of this desk read here.',
  annotate: 'Only researchers and editors change claims and sources.',
  review: 'Only editors do this.',
  manage: 'Only admins do this.',
};

/** Refuses `not_allowed` when the person's role does not carry the right. */
export function demand(person: Person, right: Right): void {
  if (!may(person, right)) throw new Refusal('not_allowed', TOLD[right]);
}
