import { expect, test } from 'vitest';
import { openDesk } from '../support/desk.ts';
import { undefended } from '../support/undefended.ts';

const HTML = '<!doctype html><p>The mayor <b>agreed</b>.</p><script>document.title = document.cookie</script>';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = document.cookie</script></svg>';
const FILES: [name: string, type: string, content: string][] = [
  ['notes.html', 'text/html', HTML],
  ['chart.svg', 'image/svg+xml', SVG],
  ['notes.txt', 'text/plain', HTML],
  ['notes', '', HTML],
  ['notes.xhtml', 'application/xhtml+xml', HTML],
  ['évil";filename=x.html', 'text/html', HTML],
];

/** Whether a browser that opens this would run what is in it as a page of the site. */
function runs(answer: Response): boolean {
  const type = answer.headers.get('content-type') ?? '';
  const saved = /^attachment\b/.test(answer.headers.get('content-disposition') ?? '');
  const guesses = answer.headers.get('x-content-type-options') !== 'nosniff';
  const boxed = /(^|; ?)sandbox(;|$)/.test(answer.headers.get('content-security-policy') ?? '');
  return !saved && !boxed && (/html|xml|svg/.test(type) || (guesses && (type === '' || type.startsWith('text/plain'))));
}

test('where a file is handed out as what it says it is, it runs', async () => {
  for (const [, type, content] of FILES) {
    await using site = await undefended((_req, res) => {
      if (type) res.setHeader('content-type', type);
      res.end(content);
    });
    expect(runs(await fetch(site.url))).toBe(true);
  }
});

test('at the desk a snapshot is handed out to be saved, byte for byte, and never as a page', async () => {
  await using desk = await openDesk();
  const source = await desk.tell<{ id: string }>('/sources', { kind: 'document', title: 'Notes' });
  for (const [name, type, content] of FILES) {
    const list = await desk.open(`/sources/${source.id}/snapshots`);
    const shown = await desk.outcome(await list.send('#snapshot-form', { file: new File([content], name, { type }) }));
    expect(shown.html).not.toContain('document.cookie</script>');
    const file = await desk.ask(shown.linkTo('Download as it came'));
    expect([name, runs(file)]).toEqual([name, false]);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    // One name, and nothing that stands beside it.
    const disposition = file.headers.get('content-disposition')!.replaceAll(/"(\\.|[^"\\])*"/g, '""');
    expect(disposition).toMatch(/^attachment; filename=("|[\w.]+$)/);
    expect(disposition.match(/filename=/g)).toHaveLength(1);
    expect(await file.text()).toBe(content);
  }
});

test('and so is what an article came from', async () => {
  await using desk = await openDesk();
  const form = new FormData();
  form.set('file', new File([HTML], 'story.html', { type: 'text/html' }));
  form.set('accept', 'on');
  const made = await desk.ask('/api/v1/articles', { method: 'POST', body: form });
  const { id } = (await made.json()) as { id: string };
  const revision = await desk.open(`/articles/${id}/revisions/1`);
  const snapshot = await desk.open(revision.$('main a[href^="/snapshots/"]').attr('href')!);
  const file = await desk.ask(snapshot.linkTo('Download as it came'));
  expect([file.status, runs(file)]).toEqual([200, false]);
  expect(await file.text()).toBe(HTML);
});
