import { describe, expect, test } from 'vitest';
import { assetVersion, readableDate, render, view, type Ui } from '../../src/web/render.ts';

const ui: Ui = {
  nonce: '',
  path: '/',
  unread: 0,
  person: { name: 'Ada', role: 'editor' },
  may: () => true,
  past: null,
  desk: 'Desk',
  asset: (name) => name,
  date: (iso) => readableDate(iso, 'UTC'),
};

const notice = view<{ text: unknown }>('partials/notice');
const empty = view<{ text: string; action: { text: string; href: unknown } | null }>('partials/empty');

describe('a template', () => {
  test('that is missing stops the program at once', () => {
    expect(() => view('nowhere/to-be-found')).toThrow(/nowhere\/to-be-found/);
  });

  test('prints what it is told as text', () => {
    const words = render(notice, { text: `<script>alert("1")</script> & 'so'` }, ui);
    expect(words).not.toContain('<script>');
    expect(words).toContain('&lt;script&gt;');
  });

  test.each([[undefined], [null]])('never prints %s for a word', (text) => {
    expect(() => render(notice, { text }, ui)).toThrow(/printed (undefined|null)|has no “text”/);
  });

  test('prints nothing and zero as they are', () => {
    expect(render(notice, { text: '' }, ui)).toContain('></p>');
    expect(render(notice, { text: 0 }, ui)).toContain('>0<');
  });

  test('that asks for what the page does not have fails and names it, at every depth', () => {
    expect(() => render(notice, {} as { text: unknown }, ui)).toThrow(/The page has no “text”/);
    const deep = { text: 'Nothing here.', action: { text: 'Begin' } as { text: string; href: unknown } };
    expect(() => render(empty, deep, ui)).toThrow(/The page has no “href”/);
  });
});

describe('a date', () => {
  test('that is a day stays that day wherever the newsroom is', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'UTC']) {
      expect(readableDate('2013-06-14', zone)).toEqual({ text: '14 June 2013', iso: '2013-06-14' });
    }
  });
  test('that is a moment is shown by the newsroom’s clock', () => {
    expect(readableDate('2013-06-14T23:30:00.000Z', 'Europe/Berlin').text).toBe('15 June 2013 at 01:30');
    expect(readableDate('2013-06-14T23:30:00.000Z', 'UTC').text).toBe('14 June 2013 at 23:30');
  });
});

test('assets have one version, made from what is in them', () => {
  expect(assetVersion()).toMatch(/^[0-9a-f]{12}$/);
  expect(assetVersion()).toBe(assetVersion());
});
