import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBody, decodeBody } from '../../src/core/body.ts';
import { Refusal } from '../../src/core/refusal.ts';

const bytesOf = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])));

function refusalOf(attempt: () => unknown): Refusal {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('a byte order mark is dropped and CRLF becomes LF, and nothing else changes', () => {
  const text = ' \tNon\u00a0breaking, e\u0301, 😀, שלום\r lone CR\n\n ';
  expect(decodeBody(bytesOf(0xef, 0xbb, 0xbf, `one\r\ntwo${text}`))).toBe(`one\ntwo${text}`);
  expect(checkBody(`\uFEFFone\r\ntwo${text}`)).toBe(`one\ntwo${text}`);
});

test('any text survives being written as UTF-8', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((s) => s.trim() !== '' && !/\r\n|\0|^\uFEFF/.test(s));
  fc.assert(fc.property(text, (body) => decodeBody(bytesOf(`A ${body}`)) === `A ${body}`));
});

describe('what is not text is refused, and the place is named', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['a NUL byte', bytesOf('one\ntwo', 0, 'three'), /NUL byte at byte 8, line 2/],
    ['Windows-1252', bytesOf('one\nIt', 0x92, 's over'), /Windows-1252.*0x92 at byte 7, line 2 would be “’”/],
    ['Windows-1252 with an accent at the very end', bytesOf('caf', 0xe9), /Windows-1252.*byte 4, line 1 would be “é”/],
    ['a lone surrogate', bytesOf('one\n', 0xed, 0xa0, 0x80), /lone surrogate\) at byte 5, line 2/],
    ['an overlong form', bytesOf('a', 0xc0, 0xaf), /byte 2, line 1/],
    ['beyond Unicode', bytesOf('a', 0xf4, 0x90, 0x80, 0x80), /byte 2, line 1/],
    ['cut in the middle of a character', bytesOf('long enough ', 0xe2, 0x82), /byte 13, line 1/],
    ['random bytes', Uint8Array.from({ length: 999 }, (_, i) => ((i * 7919) % 255) + 1), /looks like a binary file/],
    ['control characters', bytesOf('\u0001\u0002\u0003\u0004'.repeat(9)), /binary data, from character 1, line 1/],
    ['a PDF', bytesOf('%PDF-1.7\n'), /a PDF file/],
    ['a Word file', bytesOf('PK', 3, 4, 0, 0), /Word/],
    ['UTF-16', bytesOf(0xff, 0xfe, 'h', 0, 'i', 0), /UTF-16/],
    ['nothing', bytesOf(), /no text/],
    ['white space', bytesOf(' \r\n\t'), /no text/],
  ])('%s', (_, bytes, message) => {
    const refusal = refusalOf(() => decodeBody(bytes));
    expect(refusal.reason).toBe('invalid');
    expect(refusal.message).toMatch(message);
  });

  test('a pasted lone surrogate and a pasted NUL', () => {
    expect(refusalOf(() => checkBody('one\ntw\ud800o')).message).toMatch(/character 3, line 2/);
    expect(refusalOf(() => checkBody('on\0e')).message).toMatch(/NUL character at character 3, line 1/);
  });
});

test('a text above the limit is refused with the limit in words', () => {
  const limits = { units: 10, sentences: 5 };
  expect(checkBody('1234567890', limits)).toBe('1234567890');
  for (const attempt of [
    () => checkBody('12345678901', limits),
    () => decodeBody(bytesOf('12345678901'), limits),
    () => decodeBody(bytesOf('1'.repeat(99)), limits),
  ]) {
    const refusal = refusalOf(attempt);
    expect(refusal.reason).toBe('too_large');
    expect(refusal.message).toContain('10 characters');
  }
});
