import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, words: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, words);
  return place;
}

function linecheck(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('follow says where words went, in the order of the spans', () => {
  const before = 'The council voted 51 to 49. The mayor spoke.\n';
  const old = file('old.txt', before);
  const next = file('new.txt', 'A new line.\n\nThe council voted 50 to 49. The mayor spoke.\n');
  const spans = [
    { start: before.indexOf('The mayor'), end: before.indexOf(' spoke') + 6 },
    { start: 0, end: before.indexOf('.') },
  ];
  const { status, stdout } = linecheck('follow', old, next, '--spans', file('spans.json', JSON.stringify(spans)));
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    { outcome: 'moved' },
    { outcome: 'changed', changes: [{ kind: 'figure', was: '51', is: '50' }] },
  ]);
});

test('follow refuses spans that are none, and a file that is not there', () => {
  const text = file('text.txt', 'Words.\n');
  const wrong = linecheck('follow', text, text, '--spans', file('wrong.json', '[{"start":3}]'));
  expect(wrong).toMatchObject({ status: 1, stdout: '' });
  expect(wrong.stderr).toContain('Entry 0 of the spans');
  expect(linecheck('follow', text, path.join(folder, 'none.txt'), '--spans', text).stderr).toContain(
    'There is no such file.',
  );
});

test('a command line that cannot be meant is told how it is meant, and exits with 2', () => {
  expect(linecheck('follow', 'a')).toMatchObject({ status: 2, stdout: '' });
  const nonsense = linecheck('nonsense');
  expect(nonsense.status).toBe(2);
  expect(nonsense.stderr).toContain('There is no command “nonsense”.');
});
