/** The source `from` passes on the source `to`: a reprint, wire copy, "Bloomberg reports". */
export interface Relay {
  from: string;
  to: string;
}

/** Where some sources have it from. Ids are given out sorted; a loop goes by the first of its ids. */
export interface Origins {
  /** All that a source passes on, directly or through others, and itself. */
  behind(id: string): readonly string[];
  /** The origins behind it: sources that pass on nothing, and loops that pass on nothing outside themselves. */
  rootsOf(id: string): string[];
  /** Whether it passes on nothing at all. */
  isRecord(id: string): boolean;
  /** Whether every way from these sources to an origin leads through one that `those` says yes to. */
  allLeadThrough(starts: Iterable<string>, those: (id: string) => boolean): boolean;
  /** Sources met on the way that pass each other on. */
  loops: string[][];
}

/** A source that is said to pass on itself passes on nothing by that. */
export function originsOf(starts: readonly string[], relays: readonly Relay[]): Origins {
  const passedOn = passedOnBy(relays);
  const knots = knotsFrom(starts, passedOn);
  const reach = new Map(starts.map((id) => [id, [...reachOf([id], passedOn)]]));
  const names = (which: (knot: Knot) => boolean, ids: Iterable<string>): string[] =>
    [...ids].filter((id) => {
      const knot = knots.get(id);
      return knot?.ids[0] === id && which(knot);
    });

  return {
    behind: (id) => reach.get(id) ?? [],
    rootsOf: (id) => names(({ root }) => root, reach.get(id) ?? []).toSorted(),
    isRecord: (id) => !passedOn.has(id),
    allLeadThrough: (starts, those) =>
      [...reachOf(starts, passedOn, (id) => !those(id))].every((id) => knots.get(id)?.root === false),
    loops: names(({ loop }) => loop, [...knots.keys()].toSorted()).map((id) => knots.get(id)?.ids ?? []),
  };
}

type PassedOn = ReadonlyMap<string, ReadonlySet<string>>;

function passedOnBy(relays: readonly Relay[]): PassedOn {
  const map = new Map<string, Set<string>>();
  for (const { from, to } of relays) {
    if (from === to) continue;
    const targets = map.get(from);
    if (targets) targets.add(to);
    else map.set(from, new Set([to]));
  }
  return map;
}

/** With `through`, the walk neither starts from nor passes a source that it says no to. */
function reachOf(
  starts: Iterable<string>,
  passedOn: PassedOn,
  through: (id: string) => boolean = () => true,
): Set<string> {
  const met = new Set<string>();
  const waiting = [...starts];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (met.has(id) || !through(id)) continue;
    met.add(id);
    for (const to of passedOn.get(id) ?? []) if (!met.has(to)) waiting.push(to);
  }
  return met;
}

/** Sources that all pass each other on: one source by itself, or a loop of several. */
interface Knot {
  /** Sorted. */
  ids: string[];
  loop: boolean;
  /** Passes on nothing outside itself. */
  root: boolean;
}

interface Step {
  id: string;
  /** When the walk first met the source. */
  met: number;
  /** The earliest source still in no knot that this one leads back to. */
  earliest: number;
  rest: Iterator<string>;
}

/**
 * The knot of every source reachable from `starts`: the strongly connected components of the relays (Tarjan, "Depth-first
 * search and linear graph algorithms", 1972), without recursion, because a chain of relays can be longer than the stack.
 */
function knotsFrom(starts: Iterable<string>, passedOn: PassedOn): Map<string, Knot> {
  const knots = new Map<string, Knot>();
  const met = new Map<string, number>();
  const open: string[] = [];
  const path: Step[] = [];

  const enter = (id: string): void => {
    const now = met.size;
    met.set(id, now);
    open.push(id);
    path.push({ id, met: now, earliest: now, rest: (passedOn.get(id) ?? new Set<string>()).values() });
  };

  for (const start of starts) {
    if (!met.has(start)) enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = step.rest.next();
      if (next.done !== true) {
        const seen = met.get(next.value);
        if (seen === undefined) enter(next.value);
        else if (!knots.has(next.value)) step.earliest = Math.min(step.earliest, seen);
        continue;
      }
      path.pop();
      const before = path.at(-1);
      if (before) before.earliest = Math.min(before.earliest, step.earliest);
      if (step.earliest === step.met) close(open.splice(open.lastIndexOf(step.id)));
    }
  }
  return knots;

  function close(members: string[]): void {
    const ids = members.toSorted();
    const inside = new Set(ids);
    const root = ids.every((id) => [...(passedOn.get(id) ?? [])].every((to) => inside.has(to)));
    const knot = { ids, loop: ids.length > 1, root };
    for (const id of ids) knots.set(id, knot);
  }
}
