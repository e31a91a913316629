import { describe, expect, test } from 'vitest';
import { changesBetween, sentenceOf, shortened, type HistoryEvent } from '../../src/core/history.ts';
import { historyWording } from '../../src/core/wording.ts';

const say = (event: HistoryEvent) => sentenceOf(event, historyWording({ a: 'Ada' }));
const piece = {
  evidenceId: 'e',
  sourceId: 's',
  source: 'Ledger',
  stance: 'partly_supports',
  role: 'primary',
  locator: '',
  excerpt: '',
  note: '',
} as const;
const credit = {
  kind: 'person',
  manner: 'direct',
  speakerId: 'p',
  speaker: 'Ann Lee',
  source: 'Lee',
  cue: 'said',
} as const;

describe('what happened, as the rest of a sentence that begins with who did it', () => {
  test.each<[HistoryEvent, string]>([
    [{ kind: 'claim_taken', from: null }, 'took the claim'],
    [{ kind: 'claim_taken', from: 'a' }, 'took the claim over from Ada'],
    [{ kind: 'claim_taken', from: 'b' }, 'took the claim over from somebody who has left'],
    [{ kind: 'claim_withdrawn', reason: 'Said twice.' }, 'withdrew the claim: Said twice.'],
    [{ kind: 'claim_restored' }, 'restored the claim'],
    [
      { kind: 'claim_amended', changes: { statement: ['Old.', 'New.'], risk: ['low', 'high'] } },
      'amended the claim: statement from “Old.” to “New.”; risk from “low” to “high”',
    ],
    [
      { kind: 'source_amended', changes: { issued: [null, '2013'] } },
      'amended the source: issued from nothing to “2013”',
    ],
    [
      { kind: 'article_amended', changes: { publishedOn: ['2013-06-14', null] } },
      'amended the article: date from “2013-06-14” to nothing',
    ],
    [{ kind: 'attribution_set', from: null, to: credit }, 'credited the claim to Ann Lee'],
    [
      { kind: 'attribution_set', from: { ...credit, speaker: 'a clerk' }, to: credit },
      'changed the credit from a clerk to Ann Lee',
    ],
    [{ kind: 'attribution_removed', from: credit }, 'removed the credit to Ann Lee'],
    [
      { kind: 'attribution_checked', from: 'unchecked', to: 'misquoted', note: '' },
      'set the attribution check from Credit unchecked to Misquoted',
    ],
    [{ kind: 'evidence_linked', ...piece }, 'linked “Ledger” (partly supports)'],
    [{ kind: 'evidence_unlinked', ...piece }, 'removed the evidence from “Ledger” (partly supports)'],
    [
      { kind: 'recheck_needed', cause: 'evidence_removed' },
      'made the claim need re-check: evidence that the finding rested on was removed',
    ],
    [
      {
        kind: 'finding_given',
        findingId: 'f',
        from: 'unverified',
        to: 'verified_fix',
        reason: 'p. 3.',
        wording: 'in 1932',
      },
      'changed the finding from Unverified to Verified, fix wording: p. 3. Right wording: “in 1932”',
    ],
    [
      { kind: 'finding_given', findingId: 'f', from: 'verified', to: 'unverified', reason: '', wording: null },
      'changed the finding from Verified to Unverified',
    ],
    [
      { kind: 'suggestion_dismissed', suggestionId: 's', exact: 'It rained.', reason: '' },
      'dismissed the suggestion “It rained.”',
    ],
    [
      { kind: 'suggestion_dismissed', suggestionId: 's', exact: 'It rained.', reason: 'Known.' },
      'dismissed the suggestion “It rained.”: Known.',
    ],
    [
      { kind: 'sentence_cleared', revision: 1, start: 0, end: 9, exact: 'Who\nknows?', reason: 'Question' },
      'found nothing to check in “Who knows?”: Question',
    ],
  ])('%j', (event, sentence) => {
    expect(say(event)).toBe(sentence);
  });
});

describe('what changed', () => {
  test.each([
    ['nothing', { a: '1', b: null, c: false }, { a: '1', b: null, c: false }, null],
    ['a word', { a: '1', b: 'x' }, { a: '2', b: 'x' }, { a: ['1', '2'] }],
    ['from nothing and to nothing', { a: null, b: 'x' }, { a: 'y', b: null }, { a: [null, 'y'], b: ['x', null] }],
    ['a number and a tick', { a: 1, b: false }, { a: 2, b: true }, { a: ['1', '2'], b: ['false', 'true'] }],
    ['what was not there before', {}, { a: 'x' }, { a: [null, 'x'] }],
    ['only what is asked about', { a: '1', other: 'x' }, { a: '1' }, null],
    ['an empty word, which is not nothing', { a: null }, { a: '' }, { a: [null, ''] }],
  ])('%s', (_, before, after, changes) => {
    expect(changesBetween(before, after)).toEqual(changes);
  });
});

describe('words in a list', () => {
  test('stand on one line, as they are where they are short', () => {
    expect(shortened('  one\n\n two\u00a0three ')).toBe('one two three');
    expect(shortened('x'.repeat(160))).toBe('x'.repeat(160));
  });
  test('are cut after 160 characters, never within one', () => {
    expect(shortened('x'.repeat(161))).toBe(`${'x'.repeat(160)}…`);
    expect(shortened(`${'x'.repeat(159)}😀 and more`)).toBe(`${'x'.repeat(159)}…`);
  });
});
