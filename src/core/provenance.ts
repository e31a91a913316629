import type { RelayKind, Stance } from './sourcing.ts';
import { originsOf } from './sourcing/origins.ts';

/** What claims rest on, and where that has it from. Sources and claims go by their ids. */
export interface Threads {
  /** In the order in which they are to be told; only those with evidence are drawn. */
  claims: readonly string[];
  evidence: readonly { claimId: string; sourceId: string; stance: Stance }[];
  relays: readonly { from: string; to: string; kind: RelayKind }[];
}

/** One claim, source or loop of sources; or several that were put together so that a person can read the whole. */
export interface Knot {
  id: string;
  kind: 'claim' | 'source' | 'loop';
  /** In the order told for claims, sorted for sources. */
  members: string[];
  /** Claims stand in column 0, origins in the last, and each source left of all that it passes on. */
  column: number;
  /** It passes on nothing outside itself. */
  origin: boolean;
}

export interface Thread {
  from: string;
  to: string;
  /** Each once, in the order of the vocabulary. */
  stances: Stance[];
  relays: RelayKind[];
}

export interface Provenance {
  knots: Knot[];
  threads: Thread[];
  columns: number;
}

/** Sources that are further than this from what they have it from are drawn as one, so that the picture keeps its width. */
const DEEPEST = 3;

/**
 * What is drawn of some claims and of all that their sources come to, in at most `most` knots (a dozen at least). A loop of sources is one knot, as it is one
 * origin. Where there are too many, sources that pass on the same are put together, then claims that rest on the same, and
 * then, in each column, those with the fewest threads.
 */
export function provenanceOf({ claims, evidence, relays }: Threads, most: number): Provenance {
  const used = distinct(evidence.map(({ sourceId }) => sourceId));
  const origins = originsOf(used, relays);
  const knotOf = new Map(distinct(used.flatMap((id) => origins.behind(id))).map((id) => [id, id]));
  for (const loop of origins.loops) for (const id of loop) knotOf.set(id, loop[0]!);
  const passed = relays.filter(({ from }) => knotOf.has(from));
  const heights = heightsOf(
    [...new Set(knotOf.values())],
    passed.map(({ from, to }) => [knotOf.get(from)!, knotOf.get(to)!]),
  );
  const deep = componentsOf(
    [...heights].filter(([, height]) => height > DEEPEST).map(([id]) => id),
    passed.map(({ from, to }) => [knotOf.get(from)!, knotOf.get(to)!]),
  );
  for (const [id, knot] of knotOf) knotOf.set(id, deep.get(knot) ?? knot);

  const last = 1 + Math.max(0, ...[...heights.values()].map((height) => Math.min(height, DEEPEST + 1)));
  const members = new Map<string, string[]>();
  for (const [id, knot] of knotOf) added(members, knot, id);
  const drawn = new Set(evidence.map(({ claimId }) => claimId));
  const knots: Knot[] = [
    ...claims
      .filter((id) => drawn.has(id))
      .map((id): Knot => ({ id, kind: 'claim', members: [id], column: 0, origin: false })),
    ...[...members].map(([id, ids]): Knot => {
      const height = heights.get(id)!;
      const kind = ids.length > 1 && height <= DEEPEST ? 'loop' : 'source';
      return { id, kind, members: ids, column: last - Math.min(height, DEEPEST + 1), origin: height === 0 };
    }),
  ];
  const threads = joined([
    ...evidence.map(({ claimId, sourceId, stance }) => ({
      from: claimId,
      to: knotOf.get(sourceId)!,
      stances: [stance],
      relays: [],
    })),
    ...passed.map(({ from, to, kind }) => ({
      from: knotOf.get(from)!,
      to: knotOf.get(to)!,
      stances: [],
      relays: [kind],
    })),
  ]);
  return fitted({ knots, threads, columns: last + 1 }, most);
}

function fitted(whole: Provenance, most: number): Provenance {
  let picture = whole;
  const ways: ((picture: Provenance) => Map<string, string>)[] = [
    (all) => alike(all, ({ kind, origin }) => kind === 'source' && !origin),
    (all) => alike(all, ({ kind }) => kind === 'claim'),
    (all) => fewest(all, most),
  ];
  for (const way of ways) if (picture.knots.length > most) picture = together(picture, way(picture));
  return picture;
}

/** Those of one column that lead to the same, by the first of them. */
function alike({ knots, threads }: Provenance, which: (knot: Knot) => boolean): Map<string, string> {
  const onward = new Map<string, string[]>();
  for (const { from, to } of threads) added(onward, from, to);
  const first = new Map<string, string>();
  const into = new Map<string, string>();
  for (const knot of knots.filter(which)) {
    const key = JSON.stringify([knot.column, (onward.get(knot.id) ?? []).toSorted()]);
    const known = first.get(key);
    if (known) into.set(knot.id, known);
    else first.set(key, knot.id);
  }
  return into;
}

/** In each column all but those with the most threads, by the first of them. */
function fewest({ knots, threads, columns }: Provenance, most: number): Map<string, string> {
  const tied = new Map<string, number>();
  for (const id of threads.flatMap(({ from, to }) => [from, to])) tied.set(id, (tied.get(id) ?? 0) + 1);
  const counts = Array.from({ length: columns }, (_, column) => knots.filter((knot) => knot.column === column).length);
  // A column that needs less than its share leaves the rest to the others.
  let share = Math.floor(most / columns);
  for (let round = 0; round < columns; round++) {
    const full = counts.filter((count) => count > share).length;
    const spare = most - counts.reduce((sum, count) => sum + Math.min(count, share), 0);
    if (full === 0 || spare < full) break;
    share += Math.floor(spare / full);
  }
  const into = new Map<string, string>();
  for (let column = 0; column < columns; column++) {
    const all = knots.filter((knot) => knot.column === column);
    if (all.length <= share) continue;
    const [first, ...rest] = all.toSorted((a, b) => (tied.get(b.id) ?? 0) - (tied.get(a.id) ?? 0)).slice(share - 1);
    for (const knot of rest) into.set(knot.id, first!.id);
  }
  return into;
}

function together({ knots, threads, columns }: Provenance, into: Map<string, string>): Provenance {
  const kept = new Map<string, Knot>();
  for (const knot of knots) {
    const id = into.get(knot.id) ?? knot.id;
    const known = kept.get(id);
    if (!known) kept.set(id, { ...knot, id, members: [...knot.members] });
    else {
      known.members.push(...knot.members);
      known.kind = knot.kind === 'claim' ? 'claim' : 'source';
    }
  }
  const at = (id: string): string => into.get(id) ?? id;
  return {
    knots: [...kept.values()],
    threads: joined(threads.map((thread) => ({ ...thread, from: at(thread.from), to: at(thread.to) }))),
    columns,
  };
}

/** One thread for all between the same two; none from a knot to itself. */
function joined(threads: readonly Thread[]): Thread[] {
  const found = new Map<string, Thread>();
  for (const { from, to, stances, relays } of threads) {
    if (from === to) continue;
    const key = `${from} ${to}`;
    const known = found.get(key);
    if (!known) found.set(key, { from, to, stances: distinct(stances), relays: distinct(relays) });
    else {
      known.stances = distinct([...known.stances, ...stances]);
      known.relays = distinct([...known.relays, ...relays]);
    }
  }
  return [...found.values()];
}

/** How many relays it takes at most from each knot to an origin; the relays make no loop. */
function heightsOf(
  ids: readonly string[],
  relays: readonly (readonly [from: string, to: string])[],
): Map<string, number> {
  const from = new Map<string, Set<string>>();
  const open = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const [source, to] of relays) {
    if (source === to) continue;
    open.get(source)?.add(to);
    const above = from.get(to);
    if (above) above.add(source);
    else from.set(to, new Set([source]));
  }
  const heights = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => open.get(id)?.size === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const above of from.get(id) ?? []) {
      heights.set(above, Math.max(heights.get(above)!, heights.get(id)! + 1));
      const rest = open.get(above)!;
      rest.delete(id);
      if (rest.size === 0) ready.push(above);
    }
  }
  return heights;
}

/** For each of these the name of what it hangs together with: the first of them. */
function componentsOf(ids: readonly string[], ties: readonly (readonly [string, string])[]): Map<string, string> {
  const leader = new Map(ids.map((id) => [id, id]));
  const leaderOf = (id: string): string => {
    let at = id;
    while (leader.get(at) !== at) at = leader.get(at)!;
    return at;
  };
  for (const [a, b] of ties) {
    if (!leader.has(a) || !leader.has(b)) continue;
    const [first, second] = [leaderOf(a), leaderOf(b)].toSorted();
    leader.set(second!, first!);
  }
  return new Map(ids.map((id) => [id, leaderOf(id)]));
}

function added(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const distinct = <T extends string>(values: readonly T[]): T[] => [...new Set(values)].toSorted();
