/** As long as no more sets than this stand against each other, the answer is exact. */
export const EXACT_UP_TO = 40;

export interface Choice {
  /** Indexes into the sets that were given, ascending. */
  chosen: number[];
  /** False when a larger choice may exist: then this is a lower bound, shown as "at least". */
  exact: boolean;
  /** How often both ways had to be tried; 0 for nearly every claim a desk sees. */
  branches: number;
}

/**
 * A largest choice of sets no two of which share a member: maximum set packing, which is a maximum independent set of
 * the graph that joins two sets sharing a member. A lower bound is never 1 where two disjoint sets exist, because it
 * begins with the set that meets the fewest others; so "is there a second origin?" is answered rightly at any size.
 */
export function largestDisjoint(sets: readonly ReadonlySet<string>[]): Choice {
  const kept = withoutSupersets(sets);
  const meets = meetings(kept.map(({ set }) => set));
  let exact = true;
  let branches = 0;

  const chosen = search(everything(kept.length)).map((place) => get(kept, place).index);
  return { chosen: chosen.toSorted((a, b) => a - b), exact, branches };

  function search(start: Bits): number[] {
    const taken: number[] = [];
    for (let left = start; ;) {
      const { size, fewest, most } = look(left);
      if (size === 0) return taken;
      // A set that meets one other can be swapped for it in any best choice. Where all meet two, rings are left, and
      // every place of a ring belongs to some best choice.
      const safe = fewest.met <= 1 || most.met === 2;
      if (safe || size > EXACT_UP_TO) {
        exact &&= safe;
        taken.push(fewest.place);
        left = takeAway(left, fewest.place, get(meets, fewest.place));
        continue;
      }
      branches += 1;
      const withMost = [most.place, ...search(takeAway(left, most.place, get(meets, most.place)))];
      const withoutMost = search(takeAway(left, most.place));
      return [...taken, ...(withMost.length >= withoutMost.length ? withMost : withoutMost)];
    }
  }

  /** Which of those left meets the fewest and the most of them. Stops at the first that is safe to take. */
  function look(left: Bits): { size: number; fewest: Crowd; most: Crowd } {
    let size = 0;
    let fewest: Crowd = { place: -1, met: Infinity };
    let most: Crowd = { place: -1, met: -1 };
    for (const place of places(left)) {
      size += 1;
      const met = countBoth(left, get(meets, place));
      if (met < fewest.met) fewest = { place, met };
      if (met > most.met) most = { place, met };
      if (met <= 1) break;
    }
    return { size, fewest, most };
  }
}

interface Crowd {
  place: number;
  met: number;
}

interface Kept {
  index: number;
  set: ReadonlySet<string>;
}

/** A set that holds all of another can be swapped for it in any choice, so only the smaller one (of equals the first) stays. */
function withoutSupersets(sets: readonly ReadonlySet<string>[]): Kept[] {
  const kept: Kept[] = [];
  const keptByMember = new Map<string, ReadonlySet<string>[]>();
  const smallestFirst = sets.map((set, index) => ({ index, set })).toSorted((a, b) => a.set.size - b.set.size);
  for (const { index, set } of smallestFirst) {
    const holds = (other: ReadonlySet<string>): boolean => [...other].every((member) => set.has(member));
    if ([...set].some((member) => keptByMember.get(member)?.some(holds))) continue;
    kept.push({ index, set });
    const [first] = set;
    if (first !== undefined) keptByMember.set(first, [...(keptByMember.get(first) ?? []), set]);
  }
  return kept;
}

/** For each set the places of the others that it shares a member with. */
function meetings(sets: ReadonlySet<string>[]): Bits[] {
  const holders = new Map<string, Bits>();
  for (const [place, set] of sets.entries()) {
    for (const member of set) {
      const bits = holders.get(member) ?? nothing(sets.length);
      holders.set(member, bits);
      add(bits, place);
    }
  }
  return sets.map((set, place) => {
    const others = nothing(sets.length);
    for (const member of set) holders.get(member)?.forEach((word, w) => (others[w] = word | (others[w] ?? 0)));
    return takeAway(others, place);
  });
}

/** A set of places, 32 to a word. */
type Bits = Uint32Array;

const nothing = (size: number): Bits => new Uint32Array(Math.ceil(size / 32));

function everything(size: number): Bits {
  const bits = nothing(size);
  for (let place = 0; place < size; place += 1) add(bits, place);
  return bits;
}

function add(bits: Bits, place: number): void {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
}

function takeAway(bits: Bits, place: number, others?: Bits): Bits {
  const rest = others ? bits.map((word, w) => word & ~(others[w] ?? 0)) : bits.slice();
  rest[place >>> 5] = (rest[place >>> 5] ?? 0) & ~(1 << (place & 31));
  return rest;
}

function* places(bits: Bits): Generator<number> {
  for (const [w, word] of bits.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) yield w * 32 + 31 - Math.clz32(rest & -rest);
  }
}

function countBoth(a: Bits, b: Bits): number {
  let count = 0;
  for (let w = 0; w < a.length; w += 1) count += countOnes((a[w] ?? 0) & (b[w] ?? 0));
  return count;
}

/** The usual sum of ones by pairs, fours and bytes (Warren, "Hacker's Delight", chapter 5). */
function countOnes(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function get<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`There is no place ${place} among ${list.length}.`);
  return found;
}
