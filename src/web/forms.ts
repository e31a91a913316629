import type { Refusal } from '../core/refusal.ts';
import type {
  Choice,
  ChoiceField,
  Field,
  FieldGroup,
  Form,
  Hidden,
  LineField,
  Problems,
  Stale,
  StaleRow,
  StaleValue,
  TextField,
} from './parts.ts';

/** What a form is shown with: what was typed, if it is shown again, and what was wrong with it. */
export interface Shown {
  typed: Record<string, string> | null;
  errors: Record<string, string[]>;
}

export const FRESH: Shown = { typed: null, errors: {} };

/** A form that was sent and refused. */
export interface Refused {
  refusal: Refusal;
  body: unknown;
}

/** A form shown again: everything that was typed is still there, every trouble beside its field. */
export function shownAgain(refused: Refused | null): Shown {
  return refused ? { typed: typedIn(refused), errors: refused.refusal.fields } : FRESH;
}

function typedIn({ body }: Refused): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') typed[name] = value;
  }
  return typed;
}

/** Somebody else saved first: what is stored now beside what was typed, where they differ, to choose from. */
export function staleOf(refused: Refused, form: Form, now: Record<string, string>): Stale {
  const typed = typedIn(refused);
  const fields = form.parts.flatMap((part) => (part.kind === 'group' ? part.fields : [part]));
  const rows: StaleRow[] = [];
  const agreed: Hidden[] = [];
  for (const field of fields) {
    const mine = (typed[field.name] ?? '').replaceAll('\r\n', '\n');
    const stored = now[field.name];
    if (stored === undefined || stored === mine) agreed.push({ name: field.name, value: mine });
    else rows.push({ name: field.name, label: field.label, now: valueOf(field, stored), typed: valueOf(field, mine) });
  }
  return {
    sentence:
      rows.length > 0
        ? `${refused.refusal.message} Nothing of yours was saved. Choose what to keep, or go on typing in the form below.`
        : `${refused.refusal.message} Nothing of yours was saved; it still stands in the form below.`,
    action: form.action,
    hidden: [...form.hidden, ...agreed],
    rows,
  };
}

function valueOf(field: Field, value: string): StaleValue {
  return { value, text: wordFor(field, value) || 'Nothing' };
}

function wordFor(field: Field, value: string): string {
  if (field.kind === 'checkbox') return value === '' ? 'No' : 'Yes';
  if (field.kind !== 'select' && field.kind !== 'radio') return value;
  return field.choices.find((choice) => choice.value === value)?.label ?? value;
}

interface Asked {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  value?: string;
}

/** Makes the fields of one form; `id` is the form's and keeps the ids on a page apart. */
export function fieldsOf(id: string, { typed, errors }: Shown) {
  const asked = ({ name, label, hint, required = false }: Asked) => ({
    id: `${id}-${name}`,
    name,
    label,
    hint: hint ?? null,
    errors: errors[name] ?? [],
    required,
  });
  const value = ({ name, value = '' }: Asked) => (typed === null ? value : (typed[name] ?? ''));
  return {
    line: (field: Asked & { kind?: LineField['kind']; autocomplete?: string }): LineField => ({
      ...asked(field),
      kind: field.kind ?? 'text',
      // A password is typed again: it has no place in a page.
      value: field.kind === 'password' ? '' : value(field),
      autocomplete: field.autocomplete ?? null,
    }),
    number: (field: Asked & { min: number; max: number; step: number }): Field => ({
      ...asked(field),
      kind: 'number',
      value: value(field),
      min: field.min,
      max: field.max,
      step: field.step,
    }),
    text: (field: Asked & { rows?: number; reading?: boolean }): TextField => ({
      ...asked(field),
      kind: 'textarea',
      value: value(field),
      rows: field.rows ?? 3,
      reading: field.reading ?? false,
    }),
    choice: (field: Asked & { kind: ChoiceField['kind']; choices: Choice[] }): ChoiceField => ({
      ...asked(field),
      kind: field.kind,
      value: value(field),
      choices: field.choices,
    }),
    tick: (field: Asked & { ticked?: boolean }): Field => ({
      ...asked(field),
      kind: 'checkbox',
      ticked: typed === null ? (field.ticked ?? false) : typed[field.name] !== undefined,
    }),
    file: (field: Asked & { accept: string }): Field => ({ ...asked(field), kind: 'file', accept: field.accept }),
  };
}

/** The choices of a closed list, in its order. */
export function choicesOf<Code extends string>(
  codes: readonly Code[],
  word: (code: Code) => string | { label: string; meaning: string },
): Choice[] {
  return codes.map((code) => {
    const said = word(code);
    const [label, hint] = typeof said === 'string' ? [said, null] : [said.label, said.meaning];
    return { value: code, label, hint, mark: null, blocked: null };
  });
}

/** What went wrong with a form, each trouble leading to its field; those of no field on the form stand alone. */
export function problemsOf(form: Form, refusal: Refusal): Problems {
  const fields = form.parts.flatMap((part) => (part.kind === 'group' ? part.fields : [part]));
  const items = Object.entries(refusal.fields).flatMap(([name, messages]) => {
    const field = fields.find((each) => each.name === name);
    return messages.map((message) => ({
      text: field ? `${field.label}: ${message}` : message,
      href: `#${field?.id ?? form.id}`,
    }));
  });
  return { title: refusal.message, items };
}

/** A group opens when one of its fields was wrong: an error that nobody sees helps nobody. */
export function group(
  legend: string,
  fields: Field[],
  more: { hint?: string; open?: boolean | null } = {},
): FieldGroup {
  const wrong = fields.some((field) => field.errors.length > 0);
  const open = more.open ?? null;
  return { kind: 'group', legend, hint: more.hint ?? null, open: open === null ? null : open || wrong, fields };
}

/** A form that changes something, with what it hands back unseen. */
export function form(made: {
  id: string;
  action: string;
  submit: string;
  parts: Form['parts'];
  hidden?: Record<string, string | number>;
  method?: Form['method'];
  multipart?: boolean;
  aside?: boolean;
  blockers?: string[];
}): Form {
  return {
    id: made.id,
    action: made.action,
    method: made.method ?? 'post',
    multipart: made.multipart ?? false,
    hidden: Object.entries(made.hidden ?? {}).map(([name, value]) => ({ name, value: String(value) })),
    parts: made.parts,
    submit: made.submit,
    aside: made.aside ?? false,
    blockers: made.blockers ?? [],
  };
}
