import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  attempt,
  day,
  id,
  line,
  needed,
  oneOf,
  parse,
  parseAddress,
  partialDay,
  prose,
  share,
  tick,
  version,
  webAddress,
  wholeNumber,
} from '../../src/web/parse.ts';

const read = <T>(shape: z.ZodType<T>, sent: unknown) => {
  const got = attempt(z.object({ it: shape }), { it: sent });
  return got.ok ? got.value.it : `refused: ${got.fields['it']!.join(' ')}`;
};
const REFUSED = /^refused: ./;

describe('words', () => {
  test.each([
    ['  two \n\t words\u00a0 ', 'two words'],
    ['', ''],
    ['😀'.repeat(250), '😀'.repeat(250)],
  ])('a line is folded: %j', (sent, kept) => {
    expect(read(line(), sent)).toBe(kept);
  });

  test('prose keeps its lines, and ends them as the text does', () => {
    expect(read(prose(), ' one\r\n\r\n  two \n')).toBe('one\n\n  two');
  });

  test('what is too long is told the limit', () => {
    expect(read(line(), 'x'.repeat(501))).toBe('refused: At most 500 characters.');
    expect(read(prose(), 'x'.repeat(10_001))).toBe('refused: At most 10,000 characters.');
  });

  test.each([['a\0b'], ['\ud83d'], ['a\udc4d']])('what no database keeps is refused: %j', (sent) => {
    expect(read(line(), sent)).toMatch(REFUSED);
    expect(read(prose(), sent)).toMatch(REFUSED);
  });

  test.each([[7], [null], [undefined], [['x']], [{ x: 1 }], [true]])('what is no text is refused: %j', (sent) => {
    expect(read(line(), sent)).toMatch(REFUSED);
  });

  test('what is needed is said', () => {
    expect(read(needed(line(), 'A title, please.'), '  ')).toBe('refused: A title, please.');
    expect(read(oneOf(['a', 'b']), 'c')).toBe('refused: Choose one of the offered values.');
  });
});

describe('numbers, from a form or from JSON', () => {
  test.each([
    [7, 7],
    ['7', 7],
    [' 0 ', 0],
    [0, 0],
  ])('%j is a whole number', (sent, kept) => {
    expect(read(wholeNumber, sent)).toBe(kept);
  });
  test.each([
    [-1],
    ['-1'],
    [1.5],
    ['1.5'],
    ['1e3'],
    ['0x10'],
    [''],
    [' '],
    ['99999999999'],
    [2 ** 60],
    [NaN],
    [Infinity],
    [null],
    [[1]],
  ])('%j is none', (sent) => {
    expect(read(wholeNumber, sent)).toMatch(REFUSED);
  });
  test.each([[0], [0.5], [1], ['0'], ['0.55'], ['1.0']])('%j is a share', (sent) => {
    expect(read(share, sent)).toBe(Number(sent));
  });
  test.each([[-0.1], [1.01], ['2'], ['.5'], ['1,0'], ['']])('%j is no share', (sent) => {
    expect(read(share, sent)).toMatch(REFUSED);
  });
  test.each([[0], ['0'], [-1], [1.5], [''], ['x'], [undefined]])('%j is no version', (sent) => {
    expect(read(version, sent)).toBe('refused: The version that you were looking at is needed.');
  });
});

describe('days', () => {
  test.each([['2013-06-14'], ['2024-02-29'], ['0001-01-01'], ['9999-12-31']])('%s', (sent) => {
    expect([read(day, sent), read(partialDay, sent)]).toEqual([sent, sent]);
  });
  test('none is none', () => {
    expect([read(day, ' '), read(partialDay, '')]).toEqual([null, null]);
  });
  test.each([
    ['2023-02-29'],
    ['2023-13-01'],
    ['2023-00-10'],
    ['0000-01-01'],
    ['14.6.2013'],
    ['2013-6-14'],
    ['tomorrow'],
  ])('%s is none', (sent) => {
    expect(read(day, sent)).toMatch(REFUSED);
    expect(read(partialDay, sent)).toMatch(REFUSED);
  });
  test.each([['2013'], ['2013-06']])('%s is as much as is known of one', (sent) => {
    expect(read(partialDay, sent)).toBe(sent);
    expect(read(day, sent)).toMatch(REFUSED);
  });
});

describe('addresses, ids and ticks', () => {
  test.each([['https://a.example/x?y#z'], ['HTTP://A.EXAMPLE'], ['']])('%s may stand in a link', (sent) => {
    expect(read(webAddress, sent)).toBe(sent);
  });
  test.each([
    ['javascript:alert(1)'],
    [' javascript:alert(1)'],
    ['java\nscript:alert(1)'],
    ['data:text/html,x'],
    ['//a.example'],
    ['a.example'],
    ['https://'],
    ['ftp://a.example'],
  ])('%s may not', (sent) => {
    expect(read(webAddress, sent)).toMatch(REFUSED);
  });
  test.each([['x'], ['018f0000-0000-7000-8000-00000000000'], ['{018f0000-0000-7000-8000-000000000000}'], ['']])(
    '%j is no id',
    (sent) => {
      expect(read(id, sent)).toBe('refused: This is not an id.');
    },
  );
  test.each([
    [undefined, false],
    ['', false],
    ['0', false],
    ['off', false],
    [false, false],
    ['on', true],
    ['1', true],
    [true, true],
  ])('%j ticks: %s', (sent, ticked) => {
    expect(read(tick, sent)).toBe(ticked);
  });
});

describe('all of what was sent', () => {
  const Form = z.object({ title: needed(line()), version });
  test('every field in trouble is named at once', () => {
    expect(() => parse(Form, { title: '', version: 'x' })).toThrow(
      expect.objectContaining({
        reason: 'invalid',
        fields: { title: ['This is needed.'], version: ['The version that you were looking at is needed.'] },
      }),
    );
  });
  test('nothing sent counts as an empty form', () => {
    expect(() => parse(Form, undefined)).toThrow(expect.objectContaining({ reason: 'invalid' }));
  });
  test('what nobody asked for is left out, whatever it is called', () => {
    const sent = JSON.parse(
      '{"title":"T","version":1,"__proto__":{"admin":true},"constructor":1,"extra":2}',
    ) as unknown;
    const kept = parse(Form, sent);
    expect(Object.keys(kept)).toEqual(['title', 'version']);
    expect((kept as Record<string, unknown>)['admin']).toBeUndefined();
  });
  test('an address that does not parse names nothing', () => {
    expect(() => parseAddress(z.object({ id }), { id: 'x' })).toThrow(expect.objectContaining({ reason: 'not_found' }));
  });
});
