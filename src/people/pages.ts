import { SHORTEST_PASSWORD } from '../core/password.ts';
import { PERSON_ROLES } from '../core/rights.ts';
import { PERSON_ROLE_WORDS } from '../core/wording.ts';
import { count } from '../claims/wording.ts';
import type { SessionRow } from '../sessions/queries.ts';
import { choicesOf, fieldsOf, form, FRESH, problemsOf, shownAgain, staleOf, type Refused } from '../web/forms.ts';
import type { Act, Empty, Fact, Form, Link, Pager, Problems, Stale } from '../web/parts.ts';
import { cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type { Invited, PeopleSlice, PersonOnFile } from './queries.ts';

/** views/people/list.ejs */
export interface PeopleListPage {
  title: string;
  /** "12 people". */
  total: string;
  newHref: string;
  search: string;
  people: PeopleListRow[];
  empty: Empty;
  pager: Pager | null;
}

export interface PeopleListRow {
  name: string;
  href: string;
  mail: string;
  role: string;
  /** "Has left", "Invited"; null for those who sign in. */
  state: string | null;
  seenAt: string | null;
}

/** views/people/new.ejs */
export interface PersonNewPage {
  title: string;
  problems: Problems | null;
  form: Form;
}

/** views/people/show.ejs */
export interface PersonPage {
  title: string;
  facts: Fact[];
  seenAt: string | null;
  problems: Problems | null;
  stale: Stale | null;
  /** Null for somebody of whom nothing is left to change. */
  amend: Form | null;
  acts: Act[];
  erase: Link | null;
}

/** views/people/link.ejs: shown once, for it is kept nowhere. */
export interface LinkPage {
  title: string;
  /** For whom it is and how long it is good. */
  sentence: string;
  link: string;
  backHref: string;
}

/** views/sessions/choose.ejs */
export interface ChoosePage {
  title: string;
  sentence: string;
  problems: Problems | null;
  form: Form;
}

/** views/sessions/account.ejs */
export interface AccountPage {
  title: string;
  facts: Fact[];
  problems: Problems | null;
  password: Form;
  passwordOpen: boolean;
  /** Whether they are written to; null where nobody is. */
  digest: Form | null;
  /** "Signed in at 2 places". */
  sessionsTitle: string;
  sessions: { here: boolean; agent: string; address: string; startedAt: string; seenAt: string; end: Act | null }[];
  endOthers: Act | null;
}

export const peopleListView = view<PeopleListPage>('people/list');
export const personNewView = view<PersonNewPage>('people/new');
export const personView = view<PersonPage>('people/show');
export const linkView = view<LinkPage>('people/link');
export const chooseView = view<ChoosePage>('sessions/choose');
export const accountView = view<AccountPage>('sessions/account');

export function peopleListPage({ rows, total, next }: PeopleSlice, search: string, paged: boolean): PeopleListPage {
  const people = total === 1 ? '1 person' : `${total.toLocaleString('en')} people`;
  return {
    title: 'People',
    total: people,
    newHref: '/people/new',
    search,
    people: rows.map((row) => ({
      name: row.name,
      href: `/people/${row.id}`,
      mail: row.mail ?? '',
      role: PERSON_ROLE_WORDS[row.role].label,
      state: stateOf(row),
      seenAt: row.seenAt?.toISOString() ?? null,
    })),
    empty: { text: search ? `Nobody has “${search}” in their name.` : 'Nobody yet.', action: null },
    pager: cursorPager('/people', { q: search }, { text: people, cursor: 'after', next, paged }),
  };
}

function stateOf({ leftAt, erasedAt, canSignIn, mail }: PersonOnFile): string | null {
  if (erasedAt) return 'Erased';
  if (leftAt) return 'Has left';
  if (canSignIn) return null;
  return mail === null ? 'Cannot sign in' : 'Has not chosen a password';
}

const personFields = (id: string, refused: Refused | null, now: Partial<Record<'name' | 'mail' | 'role', string>>) => {
  const field = fieldsOf(id, shownAgain(refused));
  return [
    field.line({ name: 'name', label: 'Name', required: true, value: now.name ?? '' }),
    field.line({ name: 'mail', label: 'Mail address', kind: 'email', required: true, value: now.mail ?? '' }),
    field.choice({
      name: 'role',
      label: 'Role',
      kind: 'radio',
      required: true,
      value: now.role ?? '',
      choices: choicesOf(PERSON_ROLES, (role) => PERSON_ROLE_WORDS[role]),
    }),
  ];
};

export function personNewPage(refused: Refused | null = null): PersonNewPage {
  const made = form({
    id: 'person',
    action: '/people',
    parts: personFields('person', refused, { role: 'researcher' }),
    submit: 'Take on',
  });
  return { title: 'Take somebody on', problems: refused && problemsOf(made, refused.refusal), form: made };
}

export function personPage(person: PersonOnFile, refused: Refused | null = null): PersonPage {
  const { id, name, mail, role, leftAt, erasedAt, version } = person;
  const amend = form({
    id: 'amend',
    action: `/people/${id}/amendments`,
    hidden: { version },
    parts: personFields('amend', refused, { name, mail: mail ?? '', role }),
    submit: 'Save',
  });
  const state = stateOf(person);
  const act = (act: Pick<Act, 'id' | 'action' | 'label' | 'tone'>): Act => ({
    ...act,
    hidden: [{ name: 'version', value: String(version) }],
    describe: null,
    blockers: [],
  });
  const invite = act({
    id: 'invite',
    action: `/people/${id}/invitations`,
    label: person.canSignIn ? 'Make a link for a new password' : 'Make a link to choose a password',
    tone: 'plain',
  });
  const isStale = refused?.refusal.reason === 'stale';
  return {
    title: name,
    facts: [
      { label: 'Mail address', value: mail ?? 'none', href: null },
      { label: 'Role', value: PERSON_ROLE_WORDS[role].label, href: null },
      ...(state ? [{ label: 'Now', value: state, href: null }] : []),
    ],
    seenAt: person.seenAt?.toISOString() ?? null,
    problems: refused && !isStale ? problemsOf(amend, refused.refusal) : null,
    stale: refused && isStale ? staleOf(refused, amend, { name, mail: mail ?? '', role }) : null,
    amend: erasedAt ? null : amend,
    erase: erasedAt ? null : { text: `Erase ${name}…`, href: `/people/${id}/erasing` },
    acts: erasedAt
      ? []
      : leftAt
        ? [act({ id: 'return', action: `/people/${id}/return`, label: 'Take back', tone: 'plain' })]
        : [
            ...(mail === null ? [] : [invite]),
            act({ id: 'leave', action: `/people/${id}/leaving`, label: `Let ${name} go`, tone: 'danger' }),
          ],
  };
}

export interface LinkShown {
  name: string;
  mail: string | null;
  personId: string;
  link: string;
  /** Whether the mail server took it; null where there is none. */
  mailed: boolean | null;
}

export function linkPage({ name, mail, personId, link, mailed }: LinkShown): LinkPage {
  const sent = mailed ? `It was mailed to ${mail}. ` : mailed === false ? 'It could not be mailed. ' : '';
  return {
    title: `A link for ${name}`,
    sentence: `${sent}With it ${name} chooses a password. It works once, within three days, and is shown only here.`,
    link,
    backHref: `/people/${personId}`,
  };
}

export function choosePage({ name, mail }: Invited, secret: string, refused: Refused | null = null): ChoosePage {
  const field = fieldsOf('choose', shownAgain(refused));
  const known = mail !== null;
  const made = form({
    id: 'choose',
    action: `/invitations/${secret}`,
    parts: [
      ...(known
        ? []
        : [
            field.line({ name: 'name', label: 'Your name', autocomplete: 'name', required: true }),
            field.line({
              name: 'mail',
              label: 'Mail address',
              kind: 'email',
              autocomplete: 'username',
              required: true,
            }),
          ]),
      newPassword(field),
    ],
    submit: known ? 'Choose it' : 'Begin',
  });
  return {
    title: known ? 'Choose a password' : 'The first admin of this desk',
    sentence: known ? `${name}, ${mail}` : 'You will take on the others.',
    problems: refused && problemsOf(made, refused.refusal),
    form: made,
  };
}

const newPassword = (field: ReturnType<typeof fieldsOf>) =>
  field.line({
    name: 'password',
    label: 'New password',
    hint: `At least ${SHORTEST_PASSWORD} characters; a few words that do not belong together do well.`,
    kind: 'password',
    autocomplete: 'new-password',
    required: true,
  });

export interface Account {
  person: PersonOnFile;
  sessions: SessionRow[];
  /** The session they are in. */
  here: string | null;
  /** Whether they are written to each morning; null where nobody is. */
  digest: boolean | null;
}

export function accountPage({ person, sessions, here, digest }: Account, refused: Refused | null = null): AccountPage {
  const field = fieldsOf('password', shownAgain(refused));
  const password = form({
    id: 'password',
    action: '/account/password',
    parts: [
      field.line({
        name: 'current',
        label: 'Password until now',
        kind: 'password',
        autocomplete: 'current-password',
        required: true,
      }),
      newPassword(field),
    ],
    submit: 'Change it, and end all other sessions',
  });
  const plain = { hidden: [], describe: null, blockers: [] };
  return {
    title: person.name,
    facts: [
      { label: 'Mail address', value: person.mail ?? 'none', href: null },
      { label: 'Role', value: PERSON_ROLE_WORDS[person.role].label, href: null },
    ],
    problems: refused && problemsOf(password, refused.refusal),
    password,
    passwordOpen: refused !== null,
    digest: digest === null ? null : digestForm(digest),
    sessionsTitle: `Signed in at ${count(sessions.length, 'place')}`,
    sessions: sessions.map((session) => ({
      here: session.id === here,
      agent: browserIn(session.agent),
      address: session.address,
      startedAt: session.startedAt.toISOString(),
      seenAt: session.seenAt.toISOString(),
      end:
        session.id === here
          ? null
          : {
              ...plain,
              id: `end-${session.id}`,
              action: `/account/sessions/${session.id}/ending`,
              label: 'End',
              tone: 'danger',
              describe: `End the session in ${browserIn(session.agent)}`,
            },
    })),
    endOthers:
      sessions.length < 2
        ? null
        : { ...plain, id: 'end-others', action: '/account/sessions/endings', label: 'End all others', tone: 'danger' },
  };
}

const digestForm = (wanted: boolean): Form =>
  form({
    id: 'digest',
    action: '/account/digest',
    parts: [
      fieldsOf('digest', FRESH).tick({
        name: 'wanted',
        label: 'A mail each morning with what is new',
        ticked: wanted,
      }),
    ],
    submit: 'Save',
  });

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'];

/** What a browser calls itself, as its owner would call it. */
function browserIn(agent: string): string {
  const browser = BROWSERS.find(([sign]) => agent.includes(sign))?.[1];
  const system = SYSTEMS.find((each) => agent.includes(each));
  return browser ? [browser, system].filter(Boolean).join(' on ') : agent.slice(0, 60) || 'an unknown browser';
}
