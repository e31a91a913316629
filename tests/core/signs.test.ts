import { describe, expect, test } from 'vitest';
import { signsBetween, wiresIn, type SourceTraits } from '../../src/core/sourcing/signs.ts';
import { printOf, resemblance, sharedWords } from '../../src/core/text/print.ts';

/** Words that no two texts share unless they begin with the same number. */
const prose = (from: number, words: number) =>
  Array.from({ length: words }, (_, at) => `word${(from + at) * 7919}`).join(' ');
const alike = (one: string, other: string) => resemblance(printOf(one)!.signature, printOf(other)!.signature);

describe('what a text is recognised by', () => {
  test('is the same for the same words, whatever their letters, points and lines', () => {
    const text = prose(1, 200);
    expect(printOf(text.toUpperCase().replaceAll(' ', ',\n'))).toEqual(printOf(text));
    expect(alike(text, text)).toBe(1);
  });

  test('is much alike where a headline and a paragraph differ, and not for other words', () => {
    const text = prose(1, 600);
    expect(alike(text, `${prose(9000, 12)} ${text}`)).toBeGreaterThan(0.85);
    expect(alike(text, prose(1, 480))).toBeGreaterThan(0.6);
    expect(alike(text, prose(5000, 600))).toBeLessThan(0.1);
  });

  test('differs where the same words stand in another order', () => {
    const words = prose(1, 300).split(' ');
    const turned = words.toReversed().join(' ');
    expect(alike(words.join(' '), turned)).toBeLessThan(0.1);
  });

  test('shares a band where texts are much alike, so that they are found, and seldom else', () => {
    const text = printOf(prose(1, 600))!;
    const shared = (other: string) => printOf(other)!.bands.filter((band) => text.bands.includes(band)).length;
    expect(shared(`${prose(9000, 12)} ${prose(1, 600)}`)).toBeGreaterThan(0);
    const strangers = Array.from({ length: 50 }, (_, at) => shared(prose(2000 + at * 1000, 600)));
    expect(strangers.every((bands) => bands === 0)).toBe(true);
  });

  test('is nothing for a text of a few words', () => {
    expect(printOf(prose(1, 39))).toBe(null);
    expect(printOf('')).toBe(null);
  });

  test('the words shared are told as they stand in the first text', () => {
    const ours = 'By our staff. The council of Tarn approved, on Monday, a levy of 12 percent. We asked why.';
    const theirs = 'TARN – the council of tarn approved on monday a levy of 12 percent, it was said.';
    expect(sharedWords(ours, theirs)).toBe('The council of Tarn approved, on Monday, a levy of 12 percent');
    expect(sharedWords(ours, 'Nothing of the kind.')).toBe('');
    expect(sharedWords('', theirs)).toBe('');
  });
});

describe('which agencies a text credits', () => {
  test.each<[string, [string, string][]]>([
    ['TARN (Reuters) - The levy rose.', [['Reuters', '(Reuters)']]],
    ['The levy rose.\nBy The Associated Press\nTarn', [['AP', 'By The Associated Press']]],
    ['The levy rose.\n\nAFP\n', [['AFP', 'AFP']]],
    [
      'TARN (dpa) (Reuters) - Both.',
      [
        ['dpa', '(dpa)'],
        ['Reuters', '(Reuters)'],
      ],
    ],
    ['Associated Press contributed to this report.', [['AP', 'Associated Press contributed to this report']]],
    ['Reuters reported on Monday that the AP had it first.', []],
    ['The map (APPENDIX) and the gap (ap).', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(wiresIn(text).map(({ agency, words }) => [agency, words])).toEqual(expected);
  });
});

describe('what two sources have in common', () => {
  const NOTHING: SourceTraits = { domain: null, speakerId: null, wires: [], signature: null };
  const print = printOf(prose(1, 200))!.signature;
  test.each<[string, Partial<SourceTraits>, Partial<SourceTraits>, boolean, string[]]>([
    ['nothing that is known', {}, {}, true, []],
    ['the same text', { signature: print }, { signature: print }, false, ['text']],
    ['the same agency', { wires: ['AP', 'AFP'] }, { wires: ['AFP'] }, true, ['wire']],
    ['which says nothing on different claims', { wires: ['AFP'] }, { wires: ['AFP'] }, false, []],
    ['the same speaker', { speakerId: 'a' }, { speakerId: 'a' }, true, ['speaker']],
    ['the same house', { domain: 'tarn.example' }, { domain: 'tarn.example' }, true, ['domain']],
    ['another house', { domain: 'tarn.example' }, { domain: 'sound.example' }, true, []],
    [
      'much',
      { signature: print, wires: ['AP'], domain: 'a.example' },
      { signature: print, wires: ['AP'], domain: 'a.example' },
      true,
      ['text', 'wire', 'domain'],
    ],
  ])('%s', (_, one, other, sameClaim, signs) => {
    expect(signsBetween({ ...NOTHING, ...one }, { ...NOTHING, ...other }, sameClaim)).toEqual(signs);
    expect(signsBetween({ ...NOTHING, ...other }, { ...NOTHING, ...one }, sameClaim)).toEqual(signs);
  });
});
