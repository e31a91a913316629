import { Refusal } from './refusal.ts';

/** What somebody of the desk can be. */
export const PERSON_ROLES = ['reader', 'writer', 'researcher', 'editor', 'admin'] as const;
export type PersonRole = (typeof PERSON_ROLES)[number];

/** Who is let in without being of the desk: a look round the demo, and the holder of a link to one article. */
export const GUEST_ROLES = ['visitor', 'outsider'] as const;

/** Everybody who can be before the desk; `nobody` has not said who they are. */
export const ROLES = [...PERSON_ROLES, ...GUEST_ROLES, 'nobody'] as const;
export type Role = (typeof ROLES)[number];

/** What a personal access token can be for. */
export const SCOPES = ['read', 'annotate', 'review', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who may see an article: everyone of the desk, or only the people admitted to it, as under an embargo. */
export const ARTICLE_ACCESS = ['everyone', 'named'] as const;
export type ArticleAccess = (typeof ARTICLE_ACCESS)[number];

/** Whoever acts: handed to every action by the door they came in through, never looked up on the way. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  /** What the token they came with is for; absent where they came without one, and may all that their role may. */
  scopes?: readonly Scope[];
}

/** Whether a role may do something to anything, only to what is its own, or not at all (absent). */
type Whose = 'any' | 'own';

interface Rule {
  /** What a token must be for; null where no token will do. */
  scope: Scope | null;
  by: Partial<Record<Role, Whose>>;
  /** Said to those who may not. */
  told: string;
}

const everyoneOfTheDesk = { reader: 'any', writer: 'any', researcher: 'any', editor: 'any', admin: 'any' } as const;

/**
 * Who may do what at all. Which articles exist for somebody is another question (`articles/queries.ts`), and which claims
 * a person may then move is one for `check.ts`.
 */
const RULES = {
  /** Sign in, follow an invitation or a link. */
  enter: {
    scope: null,
    by: { ...everyoneOfTheDesk, visitor: 'any', outsider: 'any', nobody: 'any' },
    told: 'Everyone may try the door.',
  },
  /** An article with its claims, evidence, revisions and reports. */
  read: {
    scope: 'read',
    by: { ...everyoneOfTheDesk, visitor: 'any', outsider: 'any' },
    told: 'Only people of this desk read here.',
  },
  /** The lists of the desk, its sources and speakers, its history, its search. */
  browse: {
    scope: 'read',
    by: { ...everyoneOfTheDesk, visitor: 'any' },
    told: 'Only people of this desk look round here.',
  },
  /** What others did on an article since one last looked at it. */
  look_back: { scope: 'read', by: everyoneOfTheDesk, told: 'Only people of this desk are told what is new to them.' },
  /** What waits for oneself and what one is told; what the people of the desk say to each other, and ask the writer. */
  attend: { scope: 'read', by: everyoneOfTheDesk, told: 'Only people of this desk have work here.' },
  /** One's own account: password, sessions, tokens. */
  keep_account: {
    scope: null,
    by: { reader: 'own', writer: 'own', researcher: 'own', editor: 'own', admin: 'own' },
    told: 'Only people with an account do this.',
  },
  /** The same tokens for a program, which comes with one. */
  keep_tokens: {
    scope: 'admin',
    by: { reader: 'own', writer: 'own', researcher: 'own', editor: 'own', admin: 'own' },
    told: 'Only people with an account do this.',
  },
  /** Keep who somebody unnamed is, and read it where one is named on it: the record itself says who is. */
  confide: { scope: null, by: everyoneOfTheDesk, told: 'Only people of this desk, signed in, are trusted with this.' },
  annotate: {
    scope: 'annotate',
    by: { researcher: 'any', editor: 'any', admin: 'any' },
    told: 'Only researchers and editors change claims and sources.',
  },
  comment: {
    scope: 'annotate',
    by: { writer: 'any', researcher: 'any', editor: 'any', admin: 'any' },
    told: 'Readers do not comment.',
  },
  /** Answer what one was asked about an article. */
  answer: {
    scope: 'annotate',
    by: { reader: 'own', writer: 'own', researcher: 'any', editor: 'any', admin: 'any' },
    told: 'Only whoever was asked, and researchers and editors, answer here.',
  },
  /** Say who sees an article. Its own is what a person brought in. */
  admit: {
    scope: 'review',
    by: { researcher: 'own', editor: 'any', admin: 'any' },
    told: 'Only editors, and whoever brought the article in, say who sees it.',
  },
  review: { scope: 'review', by: { editor: 'any', admin: 'any' }, told: 'Only editors do this.' },
  /** Take along what is confidential in a report; it is written to history. */
  disclose: {
    scope: 'review',
    by: { editor: 'any', admin: 'any' },
    told: 'Only editors take what is confidential along.',
  },
  /** Take an article or a person out of the desk for good. */
  erase: { scope: 'admin', by: { admin: 'any' }, told: 'Only admins erase.' },
  manage: { scope: 'admin', by: { admin: 'any' }, told: 'Only admins do this.' },
} satisfies Record<string, Rule>;

export type Operation = keyof typeof RULES;
export const OPERATIONS = Object.keys(RULES) as Operation[];

/** What a token must be for to do it; null where no token will do. */
export const scopeFor = (operation: Operation): Scope | null => RULES[operation].scope;

/** What somebody may do to what is their own, or to anything; a page asks it before it offers anything. */
export function may(person: Person, operation: Operation, whose: 'own' | 'others' = 'own'): boolean {
  return objection(person, operation, whose) === null;
}

/**
 * Refuses `sign_in` to those who have not said who they are, and `not_allowed` to whoever's role or token does not carry the operation. `others` asks
 * about what is not the person's own.
 */
export function demand(person: Person, operation: Operation, whose: 'own' | 'others' = 'own'): void {
  const told = objection(person, operation, whose);
  if (told === null) return;
  if (person.role === 'nobody' || person.role === 'visitor') throw new Refusal('sign_in', 'Sign in first.');
  throw new Refusal('not_allowed', told);
}

function objection({ role, scopes }: Person, operation: Operation, whose: 'own' | 'others'): string | null {
  const { scope, by, told }: Rule = RULES[operation];
  if (by[role] === undefined || (by[role] === 'own' && whose === 'others')) return told;
  if (scopes === undefined || (scope !== null && scopes.includes(scope))) return null;
  return scope === null ? 'No token does this: sign in.' : `This token is not for that: it needs the scope “${scope}”.`;
}

/** Whether somebody sees embargoed articles without being admitted to them: a desk must not lock itself out of its work. */
export function seesEverything({ role }: Person): boolean {
  return role === 'admin';
}

/** Whether somebody sees only what they were admitted to, and not what everyone of the desk sees. */
export function seesByAdmissionAlone({ role }: Person): boolean {
  return role === 'visitor' || role === 'outsider' || role === 'nobody';
}

/** The same person before what is past, where there is nothing to be done. */
export const onlyReading = (person: Person): Person => ({ ...person, scopes: ['read'] });

/** Before they say who they are. */
export const NOBODY: Person = { id: '00000000-0000-0000-0000-000000000000', name: 'Nobody', role: 'nobody' };
