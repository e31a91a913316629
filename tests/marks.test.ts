import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../views/assets/${name}`, import.meta.url), 'utf8');
const shapes = new Map(
  [...read('marks.svg').matchAll(/<symbol id="(\w+)"[^>]*>(.*?)<\/symbol>/gs)].map(([, code, shape]) => [code, shape]),
);
const hues = new Map(
  [...read('desk.css').matchAll(/\[data-code='(\w+)'\] \{\s*--mark: ([^;]+);/g)].map(([, code, hue]) => [code, hue]),
);

const STATUSES = [
  'unverified',
  'verified',
  'verified_fix',
  'needs_context',
  'disputed',
  'unsupported',
  'incorrect',
  'unverifiable',
  'on_author',
  'not_checkable',
  'needs_recheck',
];
const SOURCING = [
  'none',
  'attributed_only',
  'single_origin',
  'many_links_one_origin',
  'corroborated',
  'primary_record',
];
const SENTENCES = ['claims', 'cleared', 'untouched'];

describe.each([
  ['verification status', STATUSES],
  ['sourcing level', SOURCING],
  ['state of a sentence', SENTENCES],
])('every %s', (_, codes) => {
  test('has a shape that no other has', () => {
    const drawn = codes.map((code) => shapes.get(code));
    expect(drawn).not.toContain(undefined);
    expect(new Set(drawn).size).toBe(codes.length);
  });

  test('has a hue that no other has', () => {
    const coloured = codes.map((code) => hues.get(code));
    expect(coloured).not.toContain(undefined);
    expect(new Set(coloured).size).toBe(codes.length);
  });
});
