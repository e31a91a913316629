import { raised } from './words.ts';

/** A line of print. Lengths are in points; y grows upwards. */
export interface Line {
  page: number;
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
  /** Whether the marks of notes were left out of it. */
  leavesOutMarks: boolean;
}

/** As much of a bit of text on a page as is read here. */
interface Bit {
  str?: string;
  /** The text's matrix: its last two numbers are where it begins on the base line. */
  transform?: number[];
  width?: number;
  height?: number;
  hasEOL?: boolean;
}

/** Bits of text in the order in which a page draws them, put together as lines. */
export function linesOf(bits: readonly object[], page: number): Line[] {
  const lines: Line[] = [];
  let line: Line | null = null;
  const close = (): void => {
    if (line !== null && line.text.trim() !== '') lines.push({ ...line, text: line.text.trim() });
    line = null;
  };
  for (const { str = '', transform = [], width = 0, height = 0, hasEOL = false } of bits as readonly Bit[]) {
    const [a = 0, b = 0, , , left = 0, y = 0] = transform;
    const size = height > 0 ? height : Math.hypot(a, b);
    const open: Line | null = line;
    // A raised or lowered mark belongs to its line; what stands further off, or before it, does not.
    if (open !== null && str.trim() !== '' && (Math.abs(open.y - y) > open.size * 0.6 || left < open.left - 1)) close();
    if (str !== '') line = joined(line, { page, text: str, left, right: left + width, y, size, leavesOutMarks: false });
    if (hasEOL) close();
  }
  close();
  return lines;
}

function joined(line: Line | null, bit: Line): Line | null {
  if (line === null) return bit.text.trim() === '' ? null : bit;
  if (bit.size < line.size * 0.8 && bit.y > line.y + line.size * 0.1 && bit.text.trim() !== '') {
    const text = raised(line.text, bit.text);
    const right = Math.max(line.right, bit.right);
    return text === null ? { ...line, right, leavesOutMarks: true } : { ...line, text: line.text + text, right };
  }
  const gap = bit.left - line.right;
  const apart = gap > line.size * 0.15 && !/\s$/.test(line.text) && !/^\s/.test(bit.text);
  const main = bit.size > line.size * 1.01 && bit.text.trim().length > line.text.length ? bit : line;
  return {
    page: line.page,
    text: line.text + (apart ? ' ' : '') + bit.text,
    left: line.left,
    right: bit.text.trim() === '' ? line.right : Math.max(line.right, bit.right),
    y: main.y,
    size: main.size,
    leavesOutMarks: line.leavesOutMarks,
  };
}
