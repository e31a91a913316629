import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'linecheck-extract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function extract(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const cli = join(import.meta.dirname, '../src/cli.ts');
  return spawnSync(process.execPath, ['--import', 'tsx', cli, 'extract', ...args], { encoding: 'utf8' });
}

const bridge = file('bridge.txt', '\uFEFFThe bridge cost $12 million.\r\nNobody paid, the auditor said.');
const ferry = file('ferry.txt', 'The ferry came back in 2014.');
const binary = file('binary.txt', Uint8Array.from([0x41, 0, 0x42]));

describe('linecheck extract', () => {
  test('prints one object a line, in the order of the files, with the body as it was read', () => {
    const { status, stdout, stderr } = extract('--format', 'jsonl', ferry, bridge);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n').map((line): unknown => JSON.parse(line)); // prettier-ignore
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ file: ferry, title: null, body: 'The ferry came back in 2014.' });
    expect(lines[1]).toMatchObject({
      file: bridge,
      body: 'The bridge cost $12 million.\nNobody paid, the auditor said.',
      passages: [{ start: 0, end: 28, kind: 'paragraph' }, { start: 29, end: 59, kind: 'paragraph' }],
      claims: [{ start: 0, end: 28, exact: 'The bridge cost $12 million.', attribution: null }, {}],
    }); // prettier-ignore
    expect(Object.keys(Object(lines[1]))).toEqual([
      'file', 'title', 'body', 'passages', 'sentences', 'attributions', 'claims',
    ]); // prettier-ignore
  });

  test('prints one file indented', () => {
    const { status, stdout } = extract('--format', 'json', ferry);
    expect(status).toBe(0);
    expect(stdout).toContain('\n  "title": null,\n');
  });

  test('prints nothing at all when one file cannot be read, and says which and why', () => {
    const { status, stdout, stderr } = extract('--format', 'jsonl', ferry, binary, join(folder, 'none.txt'));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`${binary}: This looks like a binary file: there is a NUL byte at byte 2, line 1.`);
    expect(stderr).toContain('none.txt: There is no such file.');
  });

  test.each([
    ['two files as json', ['--format', 'json', ferry, bridge]],
    ['an unknown format', ['--format', 'xml', ferry]],
    ['no file', ['--format', 'jsonl']],
    ['an unknown option', ['--shiny', ferry]],
  ])('calls %s a misuse', (_, args) => {
    const { status, stdout, stderr } = extract(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('usage: linecheck extract');
  });
});
