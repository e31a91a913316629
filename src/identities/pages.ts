import { may, type Person } from '../core/rights.ts';
import type { SpeakerFile } from '../speakers/queries.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Form, Link, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Identity } from './queries.ts';

/** views/identities/show.ejs */
export interface IdentityPage {
  title: string;
  speaker: Link;
  /** Whether any is kept, and by whom it is read. */
  sentence: string;
  problems: Problems | null;
  /** What it says, in the answer to having asked to read it and nowhere else. */
  words: string | null;
  read: Act | null;
  keep: Form | null;
  readers: Form | null;
  remove: Act | null;
}

export const identityView = view<IdentityPage>('identities/show');

export interface IdentityDesk {
  speaker: SpeakerFile;
  identity: Identity | null;
  /** Whether the settings have a key. */
  on: boolean;
  person: Person;
}

export interface RefusedForm extends Refused {
  form: 'keep' | 'readers' | 'other';
}

export function identityPage(
  { speaker, identity, on, person }: IdentityDesk,
  words: string | null = null,
  refused: RefusedForm | null = null,
): IdentityPage {
  const named = identity?.readers.some(({ id }) => id === person.id) ?? false;
  const again = (name: RefusedForm['form']) => (refused?.form === name ? refused : null);
  const mayKeep = on && (identity ? named : speaker.kind === 'unnamed' && may(person, 'annotate'));
  const keep = mayKeep ? keepForm(speaker, identity, again('keep')) : null;
  const readers = on && identity && named ? readersForm(speaker, identity, again('readers')) : null;
  const sent = refused?.form === 'keep' ? keep : refused?.form === 'readers' ? readers : null;
  const act = (id: string, label: string, tone: Act['tone'], withVersion: boolean): Act => ({
    id,
    action: `/speakers/${speaker.id}/identity/${id}`,
    label,
    hidden: withVersion && identity ? [{ name: 'version', value: String(identity.version) }] : [],
    tone,
    describe: null,
    blockers: [],
  });
  return {
    title: `Who is ${speaker.name}?`,
    speaker: { text: speaker.name, href: `/speakers/${speaker.id}` },
    sentence: inSentence(speaker, identity, on),
    problems: refused
      ? sent
        ? problemsOf(sent, refused.refusal)
        : { title: refused.refusal.message, items: [] }
      : null,
    words,
    read: on && named && words === null ? act('readings', 'Read it', 'main', false) : null,
    keep,
    readers,
    remove: named ? act('removal', 'Remove it for good', 'danger', true) : null,
  };
}

function inSentence(speaker: SpeakerFile, identity: Identity | null, on: boolean): string {
  if (identity) {
    const names = identity.readers.map(({ name }) => name).join(', ');
    const read = `It is kept under seal, read by nobody but ${names}; each reading is written to history.`;
    return on ? read : `${read} Nobody reads it now: the settings have no LINECHECK_IDENTITY_KEY.`;
  }
  if (!on) return 'Identities are not kept here: the settings have no LINECHECK_IDENTITY_KEY.';
  if (speaker.kind !== 'unnamed') return 'This speaker is named: there is nothing to keep apart.';
  return 'Nothing is kept yet. What is, is sealed, and read by nobody but those named on it.';
}

function keepForm(speaker: SpeakerFile, identity: Identity | null, refused: Refused | null): Form {
  const fields = fieldsOf('keep', shownAgain(refused));
  return form({
    id: 'keep-form',
    action: `/speakers/${speaker.id}/identity`,
    submit: identity ? 'Seal this in its place' : 'Seal it',
    hidden: { version: identity?.version ?? 0 },
    parts: [
      fields.text({
        name: 'identity',
        label: identity ? 'Who it is, written anew' : 'Who it is',
        hint: 'Name, and how to reach them. It is in no list, search, report or history.',
        required: true,
        rows: 3,
      }),
      ...(identity
        ? []
        : [
            fields.text({
              name: 'readers',
              label: 'Who may read it, besides you',
              hint: 'Mail addresses of people of this desk, one a line. Nobody else may, not even admins.',
              rows: 2,
            }),
          ]),
    ],
  });
}

function readersForm(speaker: SpeakerFile, identity: Identity, refused: Refused | null): Form {
  const fields = fieldsOf('readers', shownAgain(refused));
  return form({
    id: 'readers-form',
    action: `/speakers/${speaker.id}/identity/readers`,
    submit: 'Save',
    hidden: { version: identity.version },
    parts: [
      fields.text({
        name: 'readers',
        label: 'Who may read it',
        hint: 'Mail addresses, one a line. Leave yourself out, and you cannot come back.',
        rows: 4,
        value: identity.readers.flatMap(({ mail }) => mail ?? []).join('\n'),
      }),
    ],
  });
}
