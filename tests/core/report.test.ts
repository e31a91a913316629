import { describe, expect, test } from 'vitest';
import type { AttributionCheck, RecheckCause, VerificationStatus } from '../../src/core/check.ts';
import type { SentenceCoverage } from '../../src/core/coverage.ts';
import { DEFAULT_RULES } from '../../src/core/gate.ts';
import { buildReport, type ReportMatter } from '../../src/core/report.ts';
import type { SourcingLevel } from '../../src/core/sourcing.ts';
import type { Risk } from '../../src/core/suggest.ts';

const AS_OF = new Date('2024-02-09T12:00:00Z');
const BODY = 'One here. Two here. Three here.';
const SENTENCES = [
  { start: 0, end: 9 },
  { start: 10, end: 19 },
  { start: 20, end: 31 },
];

interface About {
  status?: VerificationStatus;
  recheckCause?: RecheckCause;
  stage?: 'checked' | 'signed_off' | 'withdrawn';
  risk?: Risk;
  level?: SourcingLevel;
  check?: AttributionCheck;
  sources?: string[];
  inText?: boolean;
}

function claim(number: number, about: About = {}): ReportMatter['claims'][number] {
  const { status = 'verified', recheckCause = null, stage = 'signed_off', risk = 'normal', inText = true } = about;
  const { level = 'single_origin', check, sources = [] } = about;
  return {
    id: `claim-${number}`,
    number,
    exact: 'One',
    start: 0,
    end: 3,
    statement: 'One.',
    type: 'other',
    risk,
    hedged: false,
    stage,
    status,
    recheckCause,
    inText,
    attribution: check
      ? [
          {
            speaker: 'Ann Lee',
            kind: 'person',
            manner: 'direct',
            source: 'Lee',
            cue: 'said',
            inherited: false,
            hedged: false,
            weasel: false,
            check,
            checkNote: '',
          },
        ]
      : [],
    finding: {
      reason: 'R',
      wording: null,
      givenBy: 'Ada',
      givenAt: AS_OF.toISOString(),
      note: null,
      fix: null,
      fixReason: '',
    },
    signOff: null,
    openQueries: 0,
    corrections: [],
    sourcing: { level, independence: { n: 1, exact: true }, flags: [] },
    evidence: sources.map((sourceId) => ({
      sourceId,
      stance: 'supports',
      role: 'primary',
      locator: 'p. 1',
      excerpt: '',
      note: '',
      linkedBy: 'Ada',
      linkedAt: AS_OF.toISOString(),
    })),
  };
}

const source = (id: string) => ({
  id,
  kind: 'document' as const,
  title: id,
  author: '',
  publisher: '',
  issued: null,
  address: '',
  standing: 'standing' as const,
  standingReason: '',
  standingOn: null,
  snapshot: null,
  origins: [],
});
const COVERED: SentenceCoverage = { state: 'has_claims', claims: 1 };

function report(claims: ReportMatter['claims'], coverage: SentenceCoverage[] = [COVERED, COVERED, COVERED]) {
  return buildReport(
    {
      article: { id: 'a', title: 'T', byline: '', publication: '', publishedOn: null, address: '' },
      revision: { number: 1, sha256: 'f'.repeat(64) },
      madeBy: 'Ada',
      leftOut: [],
      queries: [],
      history: { article: { entries: 3, head: 'a'.repeat(64) }, desk: { entries: 1, head: 'b'.repeat(64) } },
      rules: DEFAULT_RULES,
      override: null,
      plan: { state: 'in_check', owner: null, writer: null, section: '', claimReview: false },
      body: BODY,
      claims,
      sources: new Map(['ledger', 'minutes', 'letter'].map((id) => [id, source(id)])),
      sentences: SENTENCES,
      coverage,
    },
    AS_OF,
  );
}

describe('what stands in the way', () => {
  const standing = (about: About) => report([claim(1, about)]).inTheWay.map(({ kind }) => kind);
  test.each<[string, About, string[]]>([
    ['a claim that is verified, sourced and signed off', {}, []],
    ['not signed off', { stage: 'checked' }, ['sign_off']],
    ['incorrect', { status: 'incorrect' }, ['incorrect']],
    ['not supported', { status: 'unsupported' }, ['unsupported']],
    ['unverified', { status: 'unverified' }, ['unverified']],
    ['disputed', { status: 'disputed' }, ['note']],
    ['without context', { status: 'needs_context' }, ['note']],
    ['not verifiable', { status: 'unverifiable' }, ['note']],
    ['on the author', { status: 'on_author', level: 'none' }, []],
    ['nothing to check', { status: 'not_checkable', level: 'none' }, []],
    ['verified, but the ground moved', { recheckCause: 'evidence_removed' }, ['needs_recheck']],
    ['incorrect, but the ground moved', { status: 'incorrect', recheckCause: 'words_changed' }, ['needs_recheck']],
    ['no longer in the text', { inText: false }, ['gone']],
    ['a credit that nobody checked', { check: 'unchecked' }, ['attribution']],
    ['a credit that is wrong', { check: 'misattributed' }, ['attribution']],
    ['a quotation that is wrong', { check: 'misquoted' }, ['attribution']],
    ['a credit not found', { check: 'not_found' }, ['attribution']],
    ['a credit confirmed', { check: 'confirmed' }, []],
    ['a credit confirmed in other words', { check: 'confirmed_paraphrase' }, []],
    ['a credit that needs no check', { check: 'not_needed' }, []],
    ['low risk, attributed only', { risk: 'low', level: 'attributed_only' }, []],
    ['low risk, nothing behind it', { risk: 'low', level: 'none' }, ['sourcing']],
    ['normal risk, attributed only', { level: 'attributed_only' }, ['sourcing']],
    ['normal risk, many links to one origin', { level: 'many_links_one_origin' }, []],
    ['high risk, one origin', { risk: 'high', level: 'single_origin' }, ['sourcing']],
    ['high risk, corroborated', { risk: 'high', level: 'corroborated' }, []],
    ['high risk, a primary record', { risk: 'high', level: 'primary_record' }, []],
  ])('%s', (_, about, kinds) => {
    expect(standing(about)).toEqual(kinds);
  });

  test('most pressing first, each with its claims; and the sentences nobody looked at', () => {
    const untouched: SentenceCoverage = { state: 'untouched' };
    const { inTheWay, untouched: bare } = report(
      [claim(1, { status: 'unverified' }), claim(2, { status: 'incorrect' }), claim(5, { status: 'unverified' })],
      [COVERED, untouched, untouched],
    );
    expect(inTheWay).toEqual([
      { kind: 'incorrect', claims: [2], count: 1 },
      { kind: 'unverified', claims: [1, 5], count: 2 },
      { kind: 'untouched', claims: [], count: 2 },
    ]);
    expect(bare.map(({ exact }) => exact)).toEqual(['Two here.', 'Three here.']);
  });
});

describe('the numbers', () => {
  test('count every claim once, and withdrawn ones nowhere', () => {
    const { counts, claims, sources } = report([
      claim(1, { sources: ['minutes'] }),
      claim(2, { recheckCause: 'evidence_amended' }),
      claim(3, { stage: 'withdrawn', sources: ['letter'] }),
      claim(4, { status: 'disputed', level: 'none' }),
    ]);
    expect(claims.map(({ number }) => number)).toEqual([1, 2, 4]);
    expect(counts).toMatchObject({ claims: 3, sourced: 1, unsourced: 2 });
    expect(counts.byStatus).toMatchObject({ verified: 1, needs_recheck: 1, disputed: 1, unverified: 0 });
    expect(counts.bySourcing).toMatchObject({ single_origin: 2, none: 1 });
    for (const tally of [counts.byStatus, counts.bySourcing]) {
      expect(Object.values(tally).reduce((sum, n) => sum + n)).toBe(3);
    }
    expect(sources.map(({ title }) => title)).toEqual(['minutes']);
  });

  test('sources are labelled in the order of first use, and name each claim once', () => {
    const { sources, claims } = report([
      claim(4, { sources: ['minutes', 'ledger', 'minutes'] }),
      claim(2, { sources: ['ledger', 'letter'] }),
    ]);
    expect(sources.map(({ label, title, claims: on }) => [label, title, on])).toEqual([
      ['S1', 'minutes', [4]],
      ['S2', 'ledger', [4, 2]],
      ['S3', 'letter', [2]],
    ]);
    expect(claims.map((each) => each.evidence.map((piece) => piece.source))).toEqual([
      ['S1', 'S2', 'S1'],
      ['S2', 'S3'],
    ]);
  });

  test('a report of nothing counts nothing', () => {
    const { counts, inTheWay, sources } = report([]);
    expect(counts).toMatchObject({ claims: 0, sourced: 0, unsourced: 0 });
    expect([inTheWay, sources]).toEqual([[], []]);
  });

  test('evidence from a source that was not given is a bug, and said', () => {
    expect(() => report([claim(1, { sources: ['unknown'] })])).toThrow(/unknown is relied on/);
  });
});
