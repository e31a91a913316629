import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/core/refusal.ts';
import { fieldsOf, form, FRESH, group, problemsOf, shownAgain, staleOf } from '../../src/web/forms.ts';

const refusal = new Refusal('invalid', 'Look again.', { title: ['Too long.'], elsewhere: ['Strange.'] });

function bookForm(refused: Parameters<typeof shownAgain>[0]) {
  const fields = fieldsOf('book', shownAgain(refused));
  return form({
    id: 'book-form',
    action: '/books',
    submit: 'Save',
    hidden: { version: 3 },
    parts: [
      fields.line({ name: 'title', label: 'Title', value: 'Stored' }),
      group(
        'More',
        [fields.text({ name: 'note', label: 'Note' }), fields.tick({ name: 'lent', label: 'Lent', ticked: true })],
        {
          open: false,
        },
      ),
    ],
  });
}
const partsOf = (made: ReturnType<typeof bookForm>) => {
  const [title, more] = made.parts;
  if (more?.kind !== 'group') throw new Error('The second part is the group.');
  const [note, lent] = more.fields;
  return { title: title as unknown, note: note as unknown, lent: lent as unknown, open: more.open };
};

describe('a form', () => {
  test('begins with what is stored', () => {
    const { title, note, lent, open } = partsOf(bookForm(null));
    expect(title).toMatchObject({ id: 'book-title', value: 'Stored', errors: [] });
    expect(note).toMatchObject({ value: '' });
    expect(lent).toMatchObject({ ticked: true });
    expect(open).toBe(false);
    expect(bookForm(null).hidden).toEqual([{ name: 'version', value: '3' }]);
    expect(shownAgain(null)).toBe(FRESH);
  });

  test('shown again has what was typed, an emptied field empty and a tick taken away, with the trouble beside it', () => {
    const { title, note, lent } = partsOf(bookForm({ refusal, body: { title: '', note: 'Typed' } }));
    expect(title).toMatchObject({ value: '', errors: ['Too long.'] });
    expect(note).toMatchObject({ value: 'Typed', errors: [] });
    expect(lent).toMatchObject({ ticked: false });
  });

  test('opens the group in which something is wrong', () => {
    const noteWrong = new Refusal('invalid', 'Look again.', { note: ['Too long.'] });
    expect(partsOf(bookForm({ refusal: noteWrong, body: {} })).open).toBe(true);
    expect(partsOf(bookForm({ refusal, body: {} })).open).toBe(false);
  });

  test.each([
    [undefined],
    [null],
    ['text'],
    [7],
    [['x']],
    [{ title: ['a', 'b'], note: { x: 1 } }],
    [{ __proto__: { title: 'x' } }],
  ])('survives whatever was sent: %j', (body) => {
    const { title, note } = partsOf(bookForm({ refusal, body }));
    expect(title).toMatchObject({ value: '' });
    expect(note).toMatchObject({ value: '' });
  });

  test('sums its troubles up, each leading to its field or to the form', () => {
    const made = bookForm({ refusal, body: {} });
    expect(problemsOf(made, refusal)).toEqual({
      title: 'Look again.',
      items: [
        { text: 'Title: Too long.', href: '#book-title' },
        { text: 'Strange.', href: '#book-form' },
      ],
    });
  });

  test('that has grown old shows what is stored beside what was typed, where they differ', () => {
    const stale = new Refusal('stale', 'Someone changed this book.');
    const refused = { refusal: stale, body: { title: 'Mine', note: 'Same', version: '2' } };
    const { sentence, rows, hidden } = staleOf(refused, bookForm(refused), {
      title: 'Theirs',
      note: 'Same',
      lent: 'on',
    });
    expect(sentence).toBe(
      'Someone changed this book. Nothing of yours was saved. Choose what to keep, or go on typing in the form below.',
    );
    expect(rows).toEqual([
      {
        name: 'title',
        label: 'Title',
        now: { value: 'Theirs', text: 'Theirs' },
        typed: { value: 'Mine', text: 'Mine' },
      },
      { name: 'lent', label: 'Lent', now: { value: 'on', text: 'Yes' }, typed: { value: '', text: 'No' } },
    ]);
    // What is chosen is sent for the newest version, with what both agree on.
    expect(hidden).toEqual([
      { name: 'version', value: '3' },
      { name: 'note', value: 'Same' },
    ]);
  });
});
