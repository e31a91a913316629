import LineBreaker from 'linebreak';
import { piecesOf, type FontName, type Piece } from './pdf-fonts.ts';
import type { Run } from './paper.ts';

/** How a paragraph is set; lengths are points. */
export interface Style {
  font: FontName;
  bold: FontName;
  size: number;
  /** From one baseline to the next. */
  leading: number;
}

/** Words of one run in one font, and where they begin in their line. */
export interface Fragment extends Piece {
  run: Run;
  size: number;
  x: number;
  width: number;
}

export type Line = Fragment[];
export type Measure = (text: string, font: FontName, size: number) => number;

/** Notes stand raised and small. */
export const NOTE_SIZE = 0.66;

/** Sets runs in lines of at most `width`, broken by Unicode's rules; a word longer than a line breaks anywhere. */
export function linesOf(runs: readonly Run[], style: Style, width: number, measure: Measure): Line[] {
  const text = runs.map((run) => run.text).join('');
  const breaker = new LineBreaker(text);
  const lines: Line[] = [[]];
  let x = 0;
  let from = 0;
  const newLine = () => {
    lines.push([]);
    x = 0;
  };
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    const word = cut(runs, from, next.position, style, measure);
    const visible = widthOf(trimmed(word, measure));
    if (x > 0 && x + visible > width) newLine();
    for (const fragment of visible > width ? broken(word, width, measure) : word) {
      if (x > 0 && visible > width && x + fragment.width > width) newLine();
      put(lines.at(-1)!, { ...fragment, x });
      x += fragment.width;
    }
    from = next.position;
    if (next.required && from < text.length) newLine();
  }
  return lines.map((line) => trimmed(line, measure));
}

const widthOf = (line: readonly Fragment[]): number => line.reduce((sum, { width }) => sum + width, 0);

/** The fragments of the text between two offsets of the runs laid end to end. */
function cut(runs: readonly Run[], from: number, to: number, style: Style, measure: Measure): Fragment[] {
  let at = 0;
  return runs.flatMap((run) => {
    const start = at;
    at += run.text.length;
    if (at <= from || start >= to) return [];
    const words = run.text.slice(Math.max(0, from - start), to - start);
    const size = run.note !== undefined ? style.size * NOTE_SIZE : style.size;
    return piecesOf(words, run.bold ? style.bold : style.font).map((piece) => ({
      ...piece,
      run,
      size,
      x: 0,
      width: measure(piece.text, piece.font, size),
    }));
  });
}

/** Fragments that look alike are one. */
function put(line: Line, fragment: Fragment): void {
  const last = line.at(-1);
  const alike = last && last.run === fragment.run && last.font === fragment.font && last.standsFor === null;
  if (alike && fragment.standsFor === null) {
    last.text += fragment.text;
    last.width += fragment.width;
  } else line.push(fragment);
}

/** Without white space at its end. */
function trimmed(line: readonly Fragment[], measure: Measure): Line {
  const last = line.at(-1);
  if (!last) return [];
  const text = last.text.trimEnd();
  if (text === last.text) return [...line];
  const rest = line.slice(0, -1);
  if (text === '') return trimmed(rest, measure);
  return [...rest, { ...last, text, width: measure(text, last.font, last.size) }];
}

/** A word that no line holds, letter by letter. */
function broken(word: readonly Fragment[], width: number, measure: Measure): Fragment[] {
  return word.flatMap((fragment) => {
    if (fragment.width <= width / 2) return [fragment];
    const letters = fragment.standsFor === null ? Array.from(fragment.text) : [fragment.text];
    return letters.map((text) => ({ ...fragment, text, width: measure(text, fragment.font, fragment.size) }));
  });
}
