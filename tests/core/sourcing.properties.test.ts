import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  atLeast,
  GROUND_RULES,
  ROLES,
  SOURCE_KINDS,
  SOURCING_LEVELS,
  sourcingOf,
  STANDINGS,
  STANCES,
  type Relay,
  type SourcingQuestion,
} from '../../src/core/sourcing.ts';
import { EXACT_UP_TO, largestDisjoint } from '../../src/core/sourcing/independence.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const anyId = fc.constantFrom(...IDS);
const anyRelay: fc.Arbitrary<Relay> = fc.record({ from: anyId, to: anyId });
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, { arbitrary: fc.constantFrom(usual, ...others), weight: 1 });

const anyEvidence = fc.record({
  sourceId: anyId,
  stance: mostly<(typeof STANCES)[number]>('supports', ...STANCES),
  role: mostly<(typeof ROLES)[number]>('secondary', ...ROLES),
  locator: fc.constantFrom('p. 1', null),
  hasSnapshot: fc.boolean(),
});
const anySource = fc.record({
  kind: fc.constantFrom(...SOURCE_KINDS),
  standing: mostly<(typeof STANDINGS)[number]>('standing', ...STANDINGS),
  issuedOn: fc.constantFrom('2001', '2023-05', '2024-05-30', null),
  unnamed: fc.boolean(),
  groundRules: fc.constantFrom(...GROUND_RULES, null),
  isOurArticle: mostly(false, true),
});
const anyQuestion: fc.Arbitrary<SourcingQuestion> = fc.record({
  credited: fc.boolean(),
  evidence: fc.array(anyEvidence, { maxLength: 10 }),
  sources: fc
    .array(anySource, { minLength: IDS.length, maxLength: IDS.length })
    .map((sources) => sources.map((source, at) => ({ id: IDS[at] ?? '', ...source }))),
  relays: fc.array(anyRelay, { maxLength: 14 }),
  asOf: fc.constant(new Date('2024-06-01T12:00:00Z')),
  staleAfterDays: fc.constantFrom(null, 30, 3650),
});
const runs = { numRuns: 2000 };

const anySets = (size: number, least = 0): fc.Arbitrary<Set<string>[]> =>
  fc.array(
    fc.uniqueArray(fc.nat({ max: 15 }), { minLength: 1, maxLength: 4 }).map((members) => new Set(members.map(String))),
    { minLength: least, maxLength: size },
  );

const id = (at: number): string => `source-${String(at).padStart(5, '0')}`;

describe('for any claim, evidence and relays', () => {
  test('one more relay never raises the level nor the number of independent origins', () => {
    fc.assert(
      fc.property(anyQuestion, anyRelay, (question, relay) => {
        const before = sourcingOf(question);
        const after = sourcingOf({ ...question, relays: [...question.relays, relay] });
        expect(after.independence.n).toBeLessThanOrEqual(before.independence.n);
        expect(atLeast(before.level, after.level)).toBe(true);
      }),
      runs,
    );
  });

  test('what its sources are for a claim never changes how many origins it has', () => {
    fc.assert(
      fc.property(
        anyQuestion,
        fc.array(fc.constantFrom(...ROLES), { minLength: 10, maxLength: 10 }),
        (question, roles) => {
          const evidence = question.evidence.map((piece, at) => ({ ...piece, role: roles[at] ?? piece.role }));
          const { independence, origins } = sourcingOf({ ...question, evidence });
          expect({ independence, origins }).toEqual({
            independence: sourcingOf(question).independence,
            origins: sourcingOf(question).origins,
          });
        },
      ),
      runs,
    );
  });

  test('taking evidence away never raises the level nor the number of independent origins', () => {
    fc.assert(
      fc.property(anyQuestion, fc.nat({ max: 9 }), (question, at) => {
        const before = sourcingOf(question);
        const after = sourcingOf({ ...question, evidence: question.evidence.toSpliced(at, 1) });
        expect(after.independence.n).toBeLessThanOrEqual(before.independence.n);
        expect(atLeast(before.level, after.level)).toBe(true);
      }),
      runs,
    );
  });

  test('the order in which anything was linked never shows', () => {
    const shuffled = anyQuestion.chain((question) =>
      fc.record({
        question: fc.constant(question),
        evidence: shuffle(question.evidence),
        sources: shuffle(question.sources),
        relays: shuffle(question.relays),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ question, ...order }) => {
        expect(sourcingOf({ ...question, ...order })).toEqual(sourcingOf(question));
      }),
      runs,
    );
  });

  test('origins and independence are what trying every choice of sources gives', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const found = sourcingOf(question);
        const counted = found.supporting.filter(({ leftOut }) => leftOut === null).map(({ sourceId }) => sourceId);
        const roots = new Map(counted.map((id) => [id, rootsByDefinition(id, question.relays)]));
        expect(found.origins).toEqual([...new Set([...roots.values()].flat())].toSorted());
        expect(found.independence).toEqual({ n: largestByTrying([...roots.values()]), exact: true });
        const named = found.independent.flatMap((id) => roots.get(id) ?? []);
        expect(new Set(named).size).toBe(named.length);
        expect(found.independent).toHaveLength(found.independence.n);
      }),
      runs,
    );
  });

  test('a level is never better than the support that counts', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const { level, independence, supporting } = sourcingOf(question);
        const counted = supporting.filter(({ leftOut }) => leftOut === null).length;
        expect(SOURCING_LEVELS).toContain(level);
        expect(atLeast(level, 'single_origin')).toBe(counted > 0);
        if (level === 'corroborated') expect(independence.n).toBeGreaterThan(1);
        if (level === 'many_links_one_origin') expect([independence.n, counted > 1]).toEqual([1, true]);
      }),
      runs,
    );
  });
});

describe('the largest choice of sources that share nothing', () => {
  test('shares nothing, and is as large as any that trying them all finds', () => {
    fc.assert(
      fc.property(anySets(12), (sets) => {
        const { chosen, exact } = largestDisjoint(sets);
        expect(exact).toBe(true);
        expect(chosen).toHaveLength(largestByTrying(sets.map((set) => [...set])));
        const members = chosen.flatMap((at) => [...(sets[at] ?? [])]);
        expect(new Set(members).size).toBe(members.length);
      }),
      runs,
    );
  });

  test.each([
    ['ten groups of four, each at odds with all of its own', 10, 4, 10],
    ['eight groups of five', 8, 5, 8],
    ['five groups of eight', 5, 8, 5],
    ['two groups of twenty', 2, 20, 2],
  ])('%s: found in a few thousand tries', (_, groups, size, n) => {
    const sets = quarrels(groups, size);
    expect(sets).toHaveLength(EXACT_UP_TO);
    const { chosen, exact, branches } = largestDisjoint(sets);
    expect([chosen.length, exact]).toEqual([n, true]);
    expect(branches).toBeLessThan(10_000);
  });

  test('is found in a few thousand tries for any forty sources that share origins at random', () => {
    const forty = fc
      .record({ origins: fc.integer({ min: 15, max: 100 }), each: fc.integer({ min: 2, max: 5 }) })
      .chain(({ origins, each }) =>
        fc.array(
          fc
            .uniqueArray(fc.nat({ max: origins - 1 }), { minLength: each, maxLength: each })
            .map((members) => new Set(members.map(String))),
          { minLength: EXACT_UP_TO, maxLength: EXACT_UP_TO },
        ),
      );
    fc.assert(
      fc.property(forty, (sets) => {
        const { exact, branches } = largestDisjoint(sets);
        expect(exact).toBe(true);
        expect(branches).toBeLessThan(10_000);
      }),
      { numRuns: 300 },
    );
  });

  test('at forty sources is what trying finds in each of the parts that share nothing with each other', () => {
    const part = anySets(10, 10);
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), (parts) => {
        const apart = parts.map((sets, at) => sets.map((set) => [...set].map((member) => `${at}: ${member}`)));
        const { chosen, exact } = largestDisjoint(apart.flat().map((members) => new Set(members)));
        expect([chosen.length, exact]).toEqual([apart.reduce((sum, sets) => sum + largestByTrying(sets), 0), true]);
      }),
      { numRuns: 200 },
    );
  });

  test('is said to be "at least" where more than forty stand against each other', () => {
    const { chosen, exact } = largestDisjoint(quarrels(15, 4));
    expect(exact).toBe(false);
    expect(chosen.length).toBeGreaterThan(1);
    expect(chosen.length).toBeLessThanOrEqual(15);
  });

  test('is exact for any number of sources where nothing stands in question', () => {
    const own = Array.from({ length: 500 }, (_, at) => new Set([String(at)]));
    expect(largestDisjoint(own)).toMatchObject({ exact: true, branches: 0 });
    expect(largestDisjoint(own).chosen).toHaveLength(500);
    const one = Array.from({ length: 500 }, () => new Set(['wire']));
    expect(largestDisjoint(one)).toEqual({ chosen: [0], exact: true, branches: 0 });
  });

  test('holds two wherever two exist, however many sources there are', () => {
    const many = fc.array(
      fc
        .uniqueArray(fc.nat({ max: 11 }), { minLength: 4, maxLength: 6 })
        .map((members) => new Set(members.map(String))),
      { minLength: 60, maxLength: 90 },
    );
    fc.assert(
      fc.property(many, (sets) => {
        const two = sets.some((one) => sets.some((other) => ![...one].some((member) => other.has(member))));
        expect(largestDisjoint(sets).chosen.length > 1).toBe(two);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a large web of sources', () => {
  test('a thousand sources and a thousand relays behind forty supporting ones are answered exactly', () => {
    const relays = fc.array(fc.record({ from: fc.nat({ max: 999 }), to: fc.nat({ max: 999 }) }), {
      minLength: 1000,
      maxLength: 1000,
    });
    fc.assert(
      fc.property(relays, (pairs) => {
        const question = web(
          1000,
          EXACT_UP_TO,
          pairs.map(({ from, to }) => ({ from: id(from), to: id(to) })),
        );
        const { independence, supporting } = sourcingOf(question);
        expect(supporting).toHaveLength(EXACT_UP_TO);
        expect(independence.exact).toBe(true);
        expect(independence.n).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  test('a chain of fifty thousand relays has its one origin at the far end', () => {
    const size = 50_000;
    const chain = Array.from({ length: size - 1 }, (_, at) => ({ from: id(at), to: id(at + 1) }));
    expect(sourcingOf(web(size, 3, chain))).toMatchObject({
      level: 'many_links_one_origin',
      independence: { n: 1, exact: true },
      origins: [id(size - 1)],
    });
  });

  test('a ring of fifty thousand relays is one origin', () => {
    const size = 50_000;
    const ring = Array.from({ length: size }, (_, at) => ({ from: id(at), to: id((at + 1) % size) }));
    const found = sourcingOf(web(size, 2, ring));
    expect(found).toMatchObject({ level: 'many_links_one_origin', origins: [id(0)] });
    expect(found.loops.map((loop) => loop.length)).toEqual([size]);
  });
});

/** `size` sources named `id(0)` and on, of which the first `supporting` support the claim. */
function web(size: number, supporting: number, relays: Relay[]): SourcingQuestion {
  return {
    credited: false,
    evidence: Array.from({ length: supporting }, (_, at) => ({
      sourceId: id(at),
      stance: 'supports',
      role: 'secondary',
      locator: 'p. 1',
      hasSnapshot: true,
    })),
    sources: Array.from({ length: size }, (_, at) => ({
      id: id(at),
      kind: 'publication',
      standing: 'standing',
      issuedOn: null,
      unnamed: false,
      groundRules: null,
      isOurArticle: false,
    })),
    relays,
    asOf: new Date('2024-06-01T12:00:00Z'),
    staleAfterDays: null,
  };
}

function shuffle<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}

/** Roots as the words have it: among all that a source comes to, those that everything they come to comes back to. */
function rootsByDefinition(id: string, relays: readonly Relay[]): string[] {
  const comesTo = (start: string): string[] => {
    const met = new Set([start]);
    for (let size = 0; size !== met.size;) {
      size = met.size;
      for (const { from, to } of relays) if (met.has(from)) met.add(to);
    }
    return [...met];
  };
  const ends = comesTo(id).filter((end) => comesTo(end).every((further) => comesTo(further).includes(end)));
  return [...new Set(ends.map((end) => comesTo(end).toSorted()[0] ?? end))];
}

function largestByTrying(sets: string[][]): number {
  const [first, ...rest] = sets;
  if (!first) return 0;
  const apart = rest.filter((set) => !set.some((member) => first.includes(member)));
  return Math.max(largestByTrying(rest), 1 + largestByTrying(apart));
}

/** Groups in which each two sources share an origin of their own: nothing about one source makes another needless. */
function quarrels(groups: number, size: number): Set<string>[] {
  return Array.from({ length: groups * size }, (_, at) => {
    const group = Math.floor(at / size);
    const mine = at % size;
    const others = Array.from({ length: size }, (_, other) => other).filter((other) => other !== mine);
    return new Set(others.map((other) => `${group}: ${Math.min(mine, other)} and ${Math.max(mine, other)}`));
  });
}
