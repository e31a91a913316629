import { Graph, layout } from '@dagrejs/dagre';
import type { Knot, Provenance, Thread } from '../core/provenance.ts';

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
  words: string;
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

interface Point {
  x: number;
  y: number;
}

/** Lays a picture out from left to right: claims, what they rest on, where that has it from. */
export function draw(
  { knots, threads, columns }: Provenance,
  { width, gap, box, faces, worded }: Format,
  say: { box: (knot: Knot) => Box; line: (thread: Thread) => Line; column: (column: number) => string },
): Drawing {
  const across = Math.min(box.most, Math.max(box.least, (width - gap * (columns - 1)) / columns));
  const leaving = grouped(threads, ({ from }) => from);
  const arriving = grouped(threads, ({ to }) => to);
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
  const boxes = new Map(
    knots.map((knot) => {
      const said = say.box(knot);
      const rows: DrawnBox['rows'] = [];
      let y = PAD - 2;
      for (const { text, face, code, most } of said.rows) {
        const { size, lead } = faces[face];
        const indent = code === null ? 0 : size + 5;
        const room = (across - 2 * PAD - indent) / (face === 'name' ? 1.07 : 1);
        for (const [at, line] of wrapped(text, room, size, most).entries()) {
          y += lead;
          rows.push({ x: PAD + indent, y: y - lead * 0.25, text: line, face, code: at === 0 ? code : null });
        }
      }
      const ports = Math.max(leaving.get(knot.id)?.length ?? 0, arriving.get(knot.id)?.length ?? 0);
      const height = Math.max(y + PAD, Math.min(ports, 12) * (worded ? PORT : 9));
      graph.setNode(knot.id, { width: across, height });
      return [knot.id, { ...said, rows, width: across, height }];
    }),
  );
  const columnOf = new Map(knots.map(({ id, column }) => [id, column]));
  for (const { from, to } of threads) {
    graph.setEdge(from, to, { minlen: columnOf.get(to)! - columnOf.get(from)!, weight: 1 });
  }
  layout(graph);

  const placed = new Map(
    [...boxes].map(([id, each]): [string, DrawnBox] => {
      const { y } = graph.node(id) as { y: number };
      const x = columnOf.get(id)! * (across + gap);
      const top = HEAD + y - each.height / 2;
      return [id, { ...each, x, y: top, rows: each.rows.map((row) => ({ ...row, x: x + row.x, y: top + row.y })) }];
    }),
  );
  // Where a line passes the columns between its ends.
  const between = new Map(
    threads.map((thread) => {
      const { points } = graph.edge(thread.from, thread.to) as { points: Point[] };
      const first = columnOf.get(thread.from)! + 1;
      const passed = Array.from({ length: columnOf.get(thread.to)! - first }, (_, at) => {
        const x = (first + at) * (across + gap);
        return { x, y: HEAD + yAt(points, x + across / 2) };
      });
      return [thread, passed];
    }),
  );
  const middle = (id: string): number => placed.get(id)!.y + placed.get(id)!.height / 2;
  const portsOut = ports(leaving, placed, (thread) => between.get(thread)![0]?.y ?? middle(thread.to));
  const portsIn = ports(arriving, placed, (thread) => between.get(thread)!.at(-1)?.y ?? middle(thread.from));
  const lines = threads.map((thread): DrawnLine => {
    const line = say.line(thread);
    const from = placed.get(thread.from)!;
    const to = placed.get(thread.to)!;
    const start = { x: from.x + from.width, y: portsOut.get(thread)! };
    const end = { x: to.x - (line.relay ? 6 : 0), y: portsIn.get(thread)! };
    return {
      ...line,
      path: curve([
        start,
        ...between.get(thread)!.flatMap(({ x, y }) => [
          { x, y },
          { x: x + across, y },
        ]),
        end,
      ]),
      head: line.relay ? `M${round(end.x - 2)} ${round(end.y - 4.5)}l8 4.5l-8 4.5z` : null,
      words: worded && line.words ? { x: round(start.x + 7), y: round(start.y - 4), text: line.words } : null,
    };
  });
  const bottom = Math.max(
    ...[...placed.values()].map(({ y, height }) => y + height),
    ...[...between.values()].flat().map(({ y }) => y),
  );
  return {
    width: Math.ceil(columns * across + (columns - 1) * gap + 2),
    height: Math.ceil(bottom + 4),
    columns: Array.from({ length: columns }, (_, column) => ({ x: column * (across + gap), text: say.column(column) })),
    boxes: [...placed.values()].map((each) => ({
      ...each,
      x: round(each.x + 1),
      y: round(each.y),
      width: round(each.width),
      height: round(each.height),
      rows: each.rows.map((row) => ({ ...row, x: round(row.x + 1), y: round(row.y) })),
    })),
    lines,
  };
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

function grouped(threads: readonly Thread[], keyOf: (thread: Thread) => string): Map<string, Thread[]> {
  const groups = new Map<string, Thread[]>();
  for (const thread of threads) {
    const group = groups.get(keyOf(thread));
    if (group) group.push(thread);
    else groups.set(keyOf(thread), [thread]);
  }
  return groups;
}
