import { Graph, layout } from '@dagrejs/dagre';
import type { Knot, Provenance, Thread } from '../core/provenance.ts';
import { byKey } from '../db/rows.ts';

/** A picture as it is drawn: in pixels from the top left. */
export interface Drawing {
  width: number;
  height: number;
  columns: { x: number; text: string }[];
  boxes: DrawnBox[];
  lines: DrawnLine[];
}

export interface DrawnBox extends Omit<Box, 'rows'> {
  x: number;
  y: number;
  width: number;
  height: number;
  rows: { x: number; y: number; text: string; face: Face; code: string | null }[];
}

export interface DrawnLine extends Omit<Line, 'words'> {
  path: string;
  /** The head of an arrow; null where there is none. */
  head: string | null;
  /** Where the words begin; they are left out where there is no room. */
  words: { x: number; y: number; text: string } | null;
}

/** What stands in a box, and where it leads. */
export interface Box {
  /** Null where there is nothing to open. */
  href: string | null;
  /** All of it, as a sentence. */
  told: string;
  kind: Knot['kind'];
  origin: boolean;
  several: boolean;
  rows: Row[];
}

export interface Row {
  text: string;
  face: Face;
  /** The mark before it; null for none. */
  code: string | null;
  /** In how many lines at most. */
  most: number;
}

type Face = 'name' | 'words' | 'fine';

export interface Line {
  told: string;
  /** Which line is drawn. */
  look: string;
  relay: boolean;
  /** The weightiest first; the others are left out where there is no room. */
  words: string[];
}

/** How wide a picture is meant to be, and what fits into it. */
export interface Format {
  width: number;
  gap: number;
  box: { least: number; most: number };
  /** Letters in pixels, and from line to line. */
  faces: Record<Face, { size: number; lead: number }>;
  /** Whether lines carry their words. */
  worded: boolean;
}

export const WIDE: Format = {
  width: 1180,
  gap: 110,
  box: { least: 150, most: 330 },
  faces: { name: { size: 13, lead: 18 }, words: { size: 14, lead: 19 }, fine: { size: 11.5, lead: 16 } },
  worded: true,
};

/** For a phone held upright. */
export const NARROW: Format = {
  width: 328,
  gap: 26,
  box: { least: 80, most: 140 },
  faces: { name: { size: 11, lead: 14 }, words: { size: 11, lead: 14 }, fine: { size: 10, lead: 13 } },
  worded: false,
};

const PAD = 9;
const HEAD = 26;
/** From one line's end at a box to the next. */
const PORT = 17;
/** How much wider letters are in bold. */
const BOLD = 1.07;

interface Point {
  x: number;
  y: number;
}

/** Lays a picture out from left to right: claims, what they rest on, where that has it from. */
export function draw(
  { knots, threads, columns }: Provenance,
  format: Format,
  say: { box: (knot: Knot) => Box; line: (thread: Thread) => Line; column: (column: number) => string },
): Drawing {
  const { width, gap, box } = format;
  const across = Math.min(box.most, Math.max(box.least, (width - gap * (columns - 1)) / columns));
  const leaving = byKey(threads, ({ from }) => from);
  const arriving = byKey(threads, ({ to }) => to);
  const columnOf = new Map(knots.map(({ id, column }) => [id, column]));
  const boxes = new Map(
    knots.map((knot) => {
      const ends = Math.max(leaving.get(knot.id)?.length ?? 0, arriving.get(knot.id)?.length ?? 0);
      return [knot.id, boxOf(say.box(knot), { x: knot.column * (across + gap), width: across, ends }, format)];
    }),
  );
  const { middle, points } = laidOut(boxes, threads, columnOf, gap);
  const placed = new Map([...boxes].map(([id, each]) => [id, movedTo(each, HEAD + middle(id) - each.height / 2)]));
  // Where a line passes the columns between its ends.
  const between = new Map(
    threads.map((thread) => {
      const first = columnOf.get(thread.from)! + 1;
      const passed = Array.from({ length: columnOf.get(thread.to)! - first }, (_, at) => {
        const x = (first + at) * (across + gap);
        return { x, y: HEAD + yAt(points(thread), x + across / 2) };
      });
      return [thread, passed];
    }),
  );
  const middleOf = (id: string): number => placed.get(id)!.y + placed.get(id)!.height / 2;
  const portsOut = ports(leaving, placed, (thread) => between.get(thread)![0]?.y ?? middleOf(thread.to));
  const portsIn = ports(arriving, placed, (thread) => between.get(thread)!.at(-1)?.y ?? middleOf(thread.from));
  const ways = threads.map((thread): Way => ({
    thread,
    line: say.line(thread),
    start: { x: placed.get(thread.from)!.x + across, y: portsOut.get(thread)! },
    passed: between.get(thread)!.flatMap(({ x, y }) => [
      { x, y },
      { x: x + across, y },
    ]),
    end: { x: placed.get(thread.to)!.x, y: portsIn.get(thread)! },
  }));
  const bottom = Math.max(
    ...[...placed.values()].map(({ y, height }) => y + height),
    ...ways.flatMap(({ passed }) => passed.map(({ y }) => y)),
  );
  return {
    width: Math.ceil(columns * across + (columns - 1) * gap + 2),
    height: Math.ceil(bottom + 4),
    columns: Array.from({ length: columns }, (_, column) => ({ x: column * (across + gap), text: say.column(column) })),
    boxes: [...placed.values()].map(rounded),
    lines: linesOf(ways, format),
  };
}

/** A box with its words, at the top of its column; what needs less room than the ends of its lines stands in its middle. */
function boxOf(said: Box, { x, width, ends }: { x: number; width: number; ends: number }, format: Format): DrawnBox {
  const rows: DrawnBox['rows'] = [];
  let y = PAD - 2;
  for (const { text, face, code, most } of said.rows) {
    const { size, lead } = format.faces[face];
    const indent = code === null ? 0 : size + 5;
    const room = (width - 2 * PAD - indent) / (face === 'name' ? BOLD : 1);
    for (const [at, line] of wrapped(text, room, size, most).entries()) {
      y += lead;
      rows.push({ x: x + PAD + indent, y: y - lead * 0.25, text: line, face, code: at === 0 ? code : null });
    }
  }
  const height = Math.max(y + PAD, Math.min(ends, 12) * (format.worded ? PORT : 9));
  return { ...movedTo({ ...said, rows, x, y: 0, width, height }, (height - y - PAD) / 2), y: 0 };
}

const movedTo = (box: DrawnBox, y: number): DrawnBox => ({
  ...box,
  y,
  rows: box.rows.map((row) => ({ ...row, y: row.y + y - box.y })),
});

const rounded = (box: DrawnBox): DrawnBox => ({
  ...box,
  x: round(box.x + 1),
  y: round(box.y),
  width: round(box.width),
  height: round(box.height),
  rows: box.rows.map((row) => ({ ...row, x: round(row.x + 1), y: round(row.y) })),
});

/** How high boxes stand and by which points their threads run, so that few cross. */
function laidOut(
  boxes: ReadonlyMap<string, DrawnBox>,
  threads: readonly Thread[],
  columnOf: ReadonlyMap<string, number>,
  gap: number,
): { middle: (id: string) => number; points: (thread: Thread) => Point[] } {
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 14,
    ranksep: gap,
    edgesep: 10,
    marginx: 0,
    marginy: 0,
    ranker: 'longest-path',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height });
  for (const { from, to } of threads) {
    graph.setEdge(from, to, { minlen: columnOf.get(to)! - columnOf.get(from)!, weight: 1 });
  }
  layout(graph);
  return {
    middle: (id) => (graph.node(id) as Point).y,
    points: ({ from, to }) => (graph.edge(from, to) as { points: Point[] }).points,
  };
}

/** The way of a thread across the picture. */
interface Way {
  thread: Thread;
  line: Line;
  start: Point;
  /** Where it enters and leaves the columns between its ends. */
  passed: Point[];
  end: Point;
}

function linesOf(ways: readonly Way[], { gap, worded }: Format): DrawnLine[] {
  const under = wordedUnder(ways);
  return ways.map((way): DrawnLine => {
    const { line, start, passed } = way;
    const { words: said, ...rest } = line;
    const end = { x: way.end.x - (line.relay ? 6 : 0), y: way.end.y };
    return {
      ...rest,
      path: curve([start, ...passed, end]),
      head: line.relay ? `M${round(end.x - 2)} ${round(end.y - 4.5)}l8 4.5l-8 4.5z` : null,
      words:
        worded && said.length > 0
          ? { x: round(start.x + 7), y: round(start.y + (under.has(way) ? 13 : -6)), text: fitting(said, gap - 14) }
          : null,
    };
  });
}

/**
 * Whose words stand below their line: of those that rise, so that it does not run through them, where no words stand above the
 * line underneath.
 */
function wordedUnder(ways: readonly Way[]): Set<Way> {
  const under = new Set<Way>();
  for (const group of byKey(ways, ({ thread }) => thread.from).values()) {
    let taken = false;
    for (const way of group.toSorted((a, b) => b.start.y - a.start.y)) {
      const rises = (way.passed[0] ?? way.end).y < way.start.y - 2;
      if (way.line.words.length > 0 && rises && !taken) under.add(way);
      taken = way.line.words.length > 0 && !under.has(way);
    }
  }
  return under;
}

/** All of the words where there is room, else the first, with a sign that there are more. */
function fitting([first = '', ...more]: readonly string[], room: number): string {
  const all = [first, ...more].join(', ');
  return widthOf(all, 11) * BOLD <= room ? all : `${first}, …`;
}

/** Where each thread meets its box: spread over the side in the order in which they come, so that they do not cross. */
function ports(
  byKnot: Map<string, Thread[]>,
  placed: Map<string, DrawnBox>,
  heightOf: (thread: Thread) => number,
): Map<Thread, number> {
  const found = new Map<Thread, number>();
  for (const [id, threads] of byKnot) {
    const { y, height } = placed.get(id)!;
    const step = Math.min(PORT, (height - 6) / threads.length);
    const sorted = threads.toSorted((a, b) => heightOf(a) - heightOf(b));
    for (const [at, thread] of sorted.entries()) {
      found.set(thread, y + height / 2 + (at - (sorted.length - 1) / 2) * step);
    }
  }
  return found;
}

/** How high a line through these points, sorted from left to right, runs at `x`. */
function yAt(points: readonly Point[], x: number): number {
  const after = points.findIndex((point) => point.x >= x);
  const right = points[after] ?? points.at(-1)!;
  const left = points[Math.max(0, after - 1)]!;
  if (right.x === left.x) return right.y;
  return left.y + ((x - left.x) / (right.x - left.x)) * (right.y - left.y);
}

/** A path that leaves and meets every point level. */
function curve([first, ...rest]: Point[]): string {
  let at = first!;
  let path = `M${round(at.x)} ${round(at.y)}`;
  for (const next of rest) {
    const middle = round((at.x + next.x) / 2);
    path +=
      next.y === at.y
        ? `H${round(next.x)}`
        : `C${middle} ${round(at.y)} ${middle} ${round(next.y)} ${round(next.x)} ${round(next.y)}`;
    at = next;
  }
  return path;
}

const NARROW_LETTERS = /[iljtfrI1.,;:!'’“”"()[\] |-]/;
const WIDE_LETTERS = /[mwMW@%—–]|[A-Z]/;

/** How wide words are set, near enough for any sans or serif face: a little too wide rather than too narrow. */
function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    if (code > 0x2e7f) width += 1;
    else if (NARROW_LETTERS.test(letter)) width += 0.33;
    else if (WIDE_LETTERS.test(letter)) width += 0.74;
    else width += 0.56;
  }
  return width * size;
}

/** Words in lines of a width; what goes beyond `most` lines is cut, and says so. */
function wrapped(text: string, width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text
    .split(/\s+/u)
    .filter(Boolean)
    .flatMap((word) => pieces(word, width, size));
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) return [...lines, cut(longer, width, size)];
    lines.push(line);
    line = word;
  }
  return line === '' ? lines : [...lines, line];
}

/** A word too long for a line, in parts. */
function pieces(word: string, width: number, size: number): string[] {
  if (widthOf(word, size) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const { segment } of graphemes.segment(word.slice(0, 400))) {
    if (part !== '' && widthOf(part + segment, size) > width) {
      parts.push(part);
      part = '';
    }
    part += segment;
  }
  return [...parts, part];
}

function cut(line: string, width: number, size: number): string {
  let kept = '';
  for (const { segment } of graphemes.segment(line)) {
    if (widthOf(`${kept}${segment}…`, size) > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const round = (value: number): number => Math.round(value * 10) / 10;
