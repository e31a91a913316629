import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** The cuts that a page is set in, by the names that the document knows them by. */
export const FONT_FILES = {
  serif: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  'serif-italic': '@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
  'serif-bold': '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  sans: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  /** For letters and signs that the others lack. */
  wide: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'wide-bold': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
} as const;
export type FontName = keyof typeof FONT_FILES;

/** Where the letters of a cut come from that it does not have itself. */
const NEXT: Record<FontName, FontName[]> = {
  serif: ['serif', 'sans', 'wide'],
  'serif-italic': ['serif-italic', 'serif', 'sans', 'wide'],
  'serif-bold': ['serif-bold', 'sans-bold', 'wide-bold'],
  sans: ['sans', 'wide'],
  'sans-bold': ['sans-bold', 'wide-bold'],
  wide: ['wide'],
  'wide-bold': ['wide-bold'],
};

const files = new Map<FontName, Buffer>();
const letters = new Map<FontName, Set<number>>();

export function fontFile(name: FontName): Buffer {
  const known = files.get(name);
  if (known) return known;
  const file = readFileSync(createRequire(import.meta.url).resolve(FONT_FILES[name]));
  files.set(name, file);
  return file;
}

function has(name: FontName, codePoint: number): boolean {
  const known = letters.get(name) ?? new Set((create(fontFile(name)) as Font).characterSet);
  letters.set(name, known);
  return known.has(codePoint);
}

/** Letters that all come from one cut, or that no cut has: `stands` is what is set, `for` what it is. */
export interface Piece {
  font: FontName;
  text: string;
  /** The words that a row of signs stands for, which no cut can set; null where the text is the words. */
  standsFor: string | null;
}

/** Stands for a letter that cannot be set. */
export const MISSING = '▯';

/** Scripts that are set letter by letter from left to right; of others the letters alone would not be the words. */
const SETTABLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Common}\p{Script=Inherited}]+$/u;
/** What is not seen and says only how its neighbours stand. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029]/gu;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts words into pieces that one font each can set, in order. */
export function piecesOf(text: string, wanted: FontName): Piece[] {
  const pieces: Piece[] = [];
  for (const { segment } of GRAPHEMES.segment(text)) {
    const seen = segment.replaceAll('\u2011', '-').replace(UNSEEN, '');
    if (seen === '') continue;
    const font = SETTABLE.test(seen)
      ? (NEXT[wanted].find((name) => Array.from(seen).every((letter) => has(name, letter.codePointAt(0)!))) ?? null)
      : null;
    const last = pieces.at(-1);
    if (font === null) {
      if (last && last.standsFor !== null) {
        last.text += MISSING;
        last.standsFor += segment;
      } else pieces.push({ font: 'wide', text: MISSING, standsFor: segment });
    } else if (last && last.font === font && last.standsFor === null) last.text += seen;
    else pieces.push({ font, text: seen, standsFor: null });
  }
  return pieces;
}

const SCRIPTS = ['Arabic', 'Hebrew', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Devanagari', 'Bengali', 'Thai', 'Tamil'];
const scriptOf = SCRIPTS.map((script): [string, RegExp] => [script, new RegExp(`\\p{Script=${script}}`, 'u')]);

/** The words of a text that no font here can set, and what they are written in where that has a name. */
export function unsettable(text: string): { words: string[]; scripts: string[] } {
  const missing = piecesOf(text, 'serif').flatMap(({ standsFor }) => standsFor ?? []);
  const scripts = scriptOf.filter(([, sign]) => missing.some((words) => sign.test(words))).map(([script]) => script);
  const named = (words: string) => scriptOf.some(([, sign]) => sign.test(words));
  return { words: missing, scripts: missing.every(named) ? scripts : [...scripts, 'others'] };
}
