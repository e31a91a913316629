import { fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Form } from '../web/parts.ts';

/** The form that has an article fetched; `action` is where texts of that kind go. */
export function fetchForm(
  action: string,
  refused: Refused | null,
  more: { address?: string; hidden?: Record<string, string> } = {},
): Form {
  const fields = fieldsOf('fetch', shownAgain(refused));
  return form({
    id: 'fetch-form',
    action,
    submit: 'Fetch it',
    multipart: true,
    hidden: { ...more.hidden, way: 'address' },
    parts: [
      fields.line({
        name: 'address',
        label: 'Address of the article',
        kind: 'url',
        hint: 'The page is fetched and read. You correct what was found before anything is stored.',
        value: more.address ?? '',
      }),
    ],
  });
}

/** Whether it was that form which was refused. */
export function isFetch({ body }: Refused): boolean {
  return (body as { way?: unknown } | null)?.way === 'address';
}
