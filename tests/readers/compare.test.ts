import { expect, test } from 'vitest';
import { passagesOf } from '../../src/core/text.ts';
import { compareBodies } from '../../src/readers/read.ts';

const told = (body: string) => ({ body, passages: passagesOf(body) });
const paragraphs = Array.from({ length: 900 }, (_, n) => `The ${n}th boat came in with ${n + 10} crates of fish.`);
const before = told(paragraphs.join('\n\n'));
const after = told(paragraphs.join('\n\n').replace('450th boat', '450th trawler'));

test('a long comparison is made once for all who turn its pages, and is not taken for another', async () => {
  const [rows, again] = await Promise.all([compareBodies(before, after, '1 2'), compareBodies(before, after, '1 2')]);
  expect(again).toBe(rows);
  expect(await compareBodies(after, before, '2 1')).not.toEqual(rows);
});
