import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provenanceOf, type Threads } from '../../src/core/provenance.ts';

const supports = (claimId: string, ...sourceIds: string[]) =>
  sourceIds.map((sourceId) => ({ claimId, sourceId, stance: 'supports' as const }));
const reports = (from: string, to: string) => ({ from, to, kind: 'reports' as const });

describe('what is drawn of where claims have it from', () => {
  test('claims come first, origins last, and whoever passes on stands between', () => {
    const { knots, columns } = provenanceOf(
      {
        claims: ['c1', 'c2'],
        evidence: [...supports('c1', 'cnet', 'wire'), ...supports('c2', 'order')],
        relays: [reports('cnet', 'wire')],
      },
      60,
    );
    expect(columns).toBe(3);
    expect(Object.fromEntries(knots.map(({ id, column, origin }) => [id, [column, origin]]))).toEqual({
      c1: [0, false],
      c2: [0, false],
      cnet: [1, false],
      wire: [2, true],
      order: [2, true],
    });
  });

  test('a claim without a source is not drawn', () => {
    const { knots } = provenanceOf({ claims: ['c1', 'c2'], evidence: supports('c1', 's'), relays: [] }, 60);
    expect(knots.map(({ id }) => id)).toEqual(['c1', 's']);
  });

  test('sources that pass each other on are one origin', () => {
    const { knots, threads } = provenanceOf(
      { claims: ['c1'], evidence: supports('c1', 'b'), relays: [reports('a', 'b'), reports('b', 'a')] },
      60,
    );
    expect(knots[1]).toMatchObject({ kind: 'loop', members: ['a', 'b'], origin: true, column: 1 });
    expect(threads).toEqual([{ from: 'c1', to: 'a', stances: ['supports'], relays: [] }]);
  });

  test('one line tells of all stances that a source takes to a claim', () => {
    const evidence = [
      ...supports('c1', 's'),
      { claimId: 'c1', sourceId: 's', stance: 'contradicts' as const },
      ...supports('c1', 's'),
    ];
    expect(provenanceOf({ claims: ['c1'], evidence, relays: [] }, 60).threads).toEqual([
      { from: 'c1', to: 's', stances: ['contradicts', 'supports'], relays: [] },
    ]);
  });

  test('a long chain keeps the picture no wider than six columns', () => {
    const chain = Array.from({ length: 40 }, (_, at) => `s${String(at).padStart(2, '0')}`);
    const relays = chain.slice(1).map((to, at) => reports(chain[at]!, to));
    const { knots, columns } = provenanceOf({ claims: ['c'], evidence: supports('c', 's00'), relays }, 60);
    expect(columns).toBe(6);
    expect(knots.find(({ column }) => column === 1)?.members).toHaveLength(36);
  });

  test('outlets that pass on the same report stand together where there are too many', () => {
    const outlets = Array.from({ length: 70 }, (_, at) => `outlet${at}`);
    const { knots } = provenanceOf(
      {
        claims: ['c'],
        evidence: supports('c', ...outlets, 'other'),
        relays: outlets.map((each) => reports(each, 'wire')),
      },
      60,
    );
    expect(knots.map(({ members }) => members.length).toSorted((a, b) => b - a)).toEqual([70, 1, 1, 1]);
    expect(knots.find(({ members }) => members.length === 70)).toMatchObject({ kind: 'source', column: 1 });
  });

  test('claims that rest on the same stand together next', () => {
    const claims = Array.from({ length: 100 }, (_, at) => `c${at}`);
    const evidence = claims.flatMap((claim, at) => supports(claim, at % 2 === 0 ? 'even' : 'odd'));
    const { knots } = provenanceOf({ claims, evidence, relays: [] }, 60);
    expect(knots.map(({ kind, members }) => [kind, members.length])).toEqual([
      ['claim', 50],
      ['claim', 50],
      ['source', 1],
      ['source', 1],
    ]);
  });
});

describe('whatever is linked', () => {
  const id = (prefix: string) => fc.integer({ min: 0, max: 120 }).map((at) => `${prefix}${at}`);
  const threads: fc.Arbitrary<Threads> = fc.record({
    claims: fc.constant(Array.from({ length: 121 }, (_, at) => `c${at}`)),
    evidence: fc.array(
      fc.record({
        claimId: id('c'),
        sourceId: id('s'),
        stance: fc.constantFrom('supports' as const, 'background' as const),
      }),
      { maxLength: 300 },
    ),
    relays: fc.array(fc.record({ from: id('s'), to: id('s'), kind: fc.constantFrom('reports' as const) }), {
      maxLength: 200,
    }),
  });

  test('every claim with evidence and every source behind it is in just one knot, and there are never too many', () => {
    fc.assert(
      fc.property(threads, fc.integer({ min: 12, max: 80 }), (all, most) => {
        const { knots } = provenanceOf(all, most);
        const there = new Set(all.evidence.flatMap(({ claimId, sourceId }) => [claimId, sourceId]));
        for (let before = 0; before !== there.size;) {
          before = there.size;
          for (const { from, to } of all.relays) if (there.has(from)) there.add(to);
        }
        expect(knots.flatMap(({ members }) => members).toSorted()).toEqual([...there].toSorted());
        expect(knots.length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('every line leads from left to right, and no two lead between the same', () => {
    fc.assert(
      fc.property(threads, (all) => {
        const { knots, threads: lines, columns } = provenanceOf(all, 40);
        const column = new Map(knots.map((knot) => [knot.id, knot.column]));
        for (const { from, to } of lines) expect(column.get(from)!).toBeLessThan(column.get(to)!);
        expect(new Set(lines.map(({ from, to }) => `${from} ${to}`)).size).toBe(lines.length);
        for (const knot of knots) expect(knot.column).toBeLessThan(columns);
      }),
    );
  });
});
