import { expect, test } from 'vitest';
import { follow, sameWords, type Followed } from '../../src/core/anchor.ts';
import { Refusal } from '../../src/core/refusal.ts';

/** The nth place (from 0) where words stand in a text. */
function spanOf(body: string, words: string, nth = 0) {
  let start = -1;
  for (let found = 0; found <= nth; found++) start = body.indexOf(words, start + 1);
  if (start < 0) throw new Error(`"${words}" is not in the text`);
  return { start, end: start + words.length };
}

function followOne(before: string, after: string, words: string, nth = 0): Followed & { words: string | null } {
  const [answer] = follow(before, after, [spanOf(before, words, nth)]);
  if (!answer) throw new Error('no answer');
  return { ...answer, words: answer.start === null ? null : after.slice(answer.start, answer.end ?? 0) };
}

const REPORT =
  'The chamber met late on Friday in a half-empty hall. The vote was 51 to 49 after two days of talks. ' +
  'The bill passed the upper house without a debate. Officials did not comment on what comes next.\n\n' +
  'A clerk said that "nobody read the annex" before it was printed. The annex has 312 pages.';
const VOTE = 'The vote was 51 to 49 after two days of talks.';

test('an unchanged text keeps every claim where it stood', () => {
  expect(followOne(REPORT, REPORT, VOTE)).toMatchObject({ outcome: 'same', ...spanOf(REPORT, VOTE) });
});

test('a claim before every edit is the same, one behind an edit has moved', () => {
  const after = REPORT.replace('half-empty', 'nearly empty');
  expect(followOne(REPORT, after, 'The chamber met late on Friday')).toMatchObject({ outcome: 'same', start: 0 });
  expect(followOne(REPORT, after, VOTE)).toMatchObject({ outcome: 'moved', words: VOTE });
});

test('a claim that shifted and shifted back is the same', () => {
  const after = REPORT.replace('late on', 'late in').replace('The annex has 312', 'The annex has 313');
  expect(followOne(REPORT, after, VOTE)).toMatchObject({ outcome: 'same' });
});

test.each([
  ['51 to 49', '51 to 49', '50 to 49', 'figure', '51', '50'],
  [VOTE, '51 to 49', '50 to 49', 'figure', '51', '50'],
  ['51', '51 to 49', '50 to 49', 'figure', '51', '50'],
  ['The bill passed the upper house', 'passed', 'failed in', 'other', 'passed', 'failed in'],
  ['passed', 'passed', 'failed in', 'other', 'passed', 'failed in'],
  ['Officials did not comment', 'did not', 'did', 'negation', 'not', ''],
  ['did not', 'did not', 'did', 'negation', 'not', ''],
  ['met late on Friday', 'Friday', 'Monday', 'date', 'Friday', 'Monday'],
  ['nobody read the annex', 'read', 'saw', 'quotation', 'read', 'saw'],
  ['The annex has 312 pages.', '312', '3,120', 'figure', '312', '3,120'],
  ['two days of talks', 'two', 'three', 'figure', 'two', 'three'],
])('"%s" is changed when "%s" becomes "%s", and the change is named', (claim, old, now, kind, was, is) => {
  const answer = followOne(REPORT, REPORT.replace(old, now), claim);
  expect(answer).toMatchObject({ outcome: 'changed', changes: [{ kind, was, is }] });
  expect(answer.words).toBe(claim.includes(old) ? claim.replace(old, now) : is);
});

test('changes of figures, names and dates are named before others', () => {
  const after = REPORT.replace('The bill passed the upper house', 'The measure cleared the upper house on May 3');
  const { outcome, changes } = followOne(REPORT, after, 'The bill passed the upper house without a debate.');
  expect(outcome).toBe('changed');
  expect(changes.map((change) => change.kind)).toEqual(['date', 'other']);
});

test('a unit and a name are told apart from other words', () => {
  const before = 'The plan costs 5 million dollars a year, said Ms Alder. It was drawn up by the harbour board.';
  expect(followOne(before, before.replace('million', 'billion'), 'costs 5 million dollars').changes).toEqual([
    { kind: 'unit', was: 'million', is: 'billion' },
  ]);
  expect(followOne(before, before.replace('Alder', 'Birch'), 'said Ms Alder').changes).toEqual([
    { kind: 'name', was: 'Alder', is: 'Birch' },
  ]);
});

test.each([
  ['51 to 49', '49 to 51', ['figure: 51 → 49', 'figure: 49 → 51']],
  ['51 to 49', '51–49', ['figure: to → –']],
  ['in a half-empty', 'in the half-empty', ['other: a → the']],
  ['did not', 'didn’t', ['negation: did not → didn’t']],
  [
    VOTE,
    'Rain fell on the quay all night.',
    ['figure: The vote was 51 to 49 after two days of talks → Rain fell on the quay all night'],
  ],
])('what became of "%s" when it reads "%s" is told as a person would tell it', (old, now, told) => {
  const claim = REPORT.split('\n\n')[0]!
    .match(/[^.]+\./g)!
    .find((sentence) => sentence.includes(old))!
    .trim();
  const { outcome, changes } = followOne(REPORT, REPORT.replace(old, now), claim);
  expect(outcome).toBe('changed');
  expect(changes.map(({ kind, was, is }) => `${kind}: ${was} → ${is}`)).toEqual(told);
});

test('a word put into a claim changes it, a word put beside it does not', () => {
  expect(followOne(REPORT, REPORT.replace('51 to', '51 votes to'), '51 to 49')).toMatchObject({
    outcome: 'changed',
    words: '51 votes to 49',
  });
  const beside = REPORT.replace('The vote was', 'The final vote count was').replace('after two', 'only after two');
  for (const words of ['51 to 49', '51', '49']) {
    expect(followOne(REPORT, beside, words)).toMatchObject({ outcome: 'moved', words });
  }
});

test('a claim that is the whole text is changed with it', () => {
  const before = '“We will win,” he said.';
  expect(followOne(before, 'We will win, he said.', before)).toMatchObject({
    outcome: 'changed',
    changes: [
      { kind: 'quotation', was: '“', is: '' },
      { kind: 'quotation', was: '”', is: '' },
    ],
  });
  expect(followOne(before, 'Rain fell all night on the coast.', before).outcome).toBe('gone');
});

test('a deleted claim is gone', () => {
  const answer = followOne(REPORT, REPORT.replace(`${VOTE} `, ''), VOTE);
  expect(answer).toMatchObject({ outcome: 'gone', start: null, end: null, changes: [] });
});

test('a claim rewritten in its place is changed, one whose whole surroundings were rewritten is gone', () => {
  const inPlace = REPORT.replace(
    'The bill passed the upper house without a debate.',
    'Rain fell on the coast that night.',
  );
  expect(followOne(REPORT, inPlace, 'The bill passed the upper house without a debate.')).toMatchObject({
    outcome: 'changed',
    words: 'Rain fell on the coast that night.',
  });
  const three = 'Rain fell on the coast. The roads were closed. Nobody went to the hall for hours.';
  expect(followOne(REPORT, REPORT.replace(VOTE, three), VOTE)).toMatchObject({ outcome: 'changed', words: three });
  const another = 'Nothing of that is left, since all of it had to make way for news from the harbour.';
  expect(followOne(REPORT, another, VOTE)).toMatchObject({ outcome: 'gone' });
});

const NEAR_TWINS =
  'The session began with the budget. The vote was 51 to 49 in the end. The members then turned to the second item ' +
  'of the day. The vote was 50 to 49 in the end. Everybody went home before midnight.';
const FIRST = 'The vote was 51 to 49 in the end.';
const SECOND = 'The vote was 50 to 49 in the end.';

test('a deleted sentence is not found again in its near twin elsewhere', () => {
  const answer = followOne(NEAR_TWINS, NEAR_TWINS.replace(`${FIRST} `, ''), FIRST);
  expect(answer.outcome).toBe('gone');
  expect(answer.candidates).toHaveLength(1);
  expect(followOne(NEAR_TWINS, NEAR_TWINS.replace(`${FIRST} `, ''), SECOND)).toMatchObject({
    outcome: 'moved',
    words: SECOND,
  });
});

test('a deleted sentence is not found again where an edit made another read the same', () => {
  const after = NEAR_TWINS.replace(`${SECOND} `, '').replace('51', '50');
  expect(followOne(NEAR_TWINS, after, SECOND)).toMatchObject({ outcome: 'gone' });
  expect(followOne(NEAR_TWINS, after, FIRST)).toMatchObject({ outcome: 'changed', words: SECOND });
});

test('two sentences that each had a word replaced are not taken for two that changed places', () => {
  expect(followOne('nay 51. aye aye. nay aye.', 'nay 51. nay aye. aye aye.', 'nay aye').outcome).toBe('ambiguous');
});

test('a place that is offered for part of a sentence is as long as the claim', () => {
  const after = NEAR_TWINS.replace(`${FIRST} `, '');
  const [place] = followOne(NEAR_TWINS, after, '51 to 49').candidates;
  expect(after.slice(place?.start, place?.end)).toBe('50 to 49');
});

test('a sentence that hangs on to the one before it now does not take the comma along', () => {
  const joined = REPORT.replace('debate. Officials', 'debate, and officials');
  expect(followOne(REPORT, joined, 'Officials did not comment on what comes next.')).toMatchObject({
    outcome: 'changed',
    words: 'and officials did not comment on what comes next.',
  });
});

test('one word said over and over is ambiguous when one of them goes', () => {
  for (const nth of [0, 1, 4])
    expect(followOne('yes yes yes yes yes', 'yes yes yes yes', 'yes', nth).outcome).toBe('ambiguous');
});

test('near twins side by side keep apart when one goes', () => {
  const before = NEAR_TWINS.replace('The members then turned to the second item of the day. ', '');
  const after = before.replace(`${FIRST} `, '');
  expect(followOne(before, after, FIRST).outcome).toBe('gone');
  expect(followOne(before, after, SECOND)).toMatchObject({ outcome: 'moved', words: SECOND });
});

const TWIN = 'The ministry declined to answer.';
const TWINS =
  `First came the questions about the ferry contract. ${TWIN} Then reporters asked for the minutes of the meeting. ` +
  `${TWIN} The hearing goes on next week in the old town hall.`;

test('of two identical sentences the one that goes is never moved onto the other', () => {
  const withoutFirst = TWINS.replace(`${TWIN} `, '');
  expect(['gone', 'ambiguous']).toContain(followOne(TWINS, withoutFirst, TWIN, 0).outcome);
  expect(followOne(TWINS, withoutFirst, TWIN, 1)).toMatchObject({
    outcome: 'moved',
    start: withoutFirst.indexOf(TWIN),
  });
  const withoutSecond = TWINS.replace(`meeting. ${TWIN}`, 'meeting.');
  expect(followOne(TWINS, withoutSecond, TWIN, 0)).toMatchObject({ outcome: 'same' });
  expect(['gone', 'ambiguous']).toContain(followOne(TWINS, withoutSecond, TWIN, 1).outcome);
});

test('when nobody can tell which of two twins went, a person is asked about both', () => {
  const before = TWINS.replace('Then reporters asked for the minutes of the meeting. ', '');
  const after = before.replace(`${TWIN} `, '');
  for (const nth of [0, 1]) {
    const answer = followOne(before, after, TWIN, nth);
    expect(answer).toMatchObject({ outcome: 'ambiguous', start: null, end: null });
    expect(answer.candidates).toMatchObject([spanOf(after, TWIN)]);
  }
  const both = TWINS.replace(`${TWIN} Then reporters asked for the minutes of the meeting. `, '');
  expect(followOne(TWINS, both, TWIN, 0).outcome).toBe('ambiguous');
  expect(followOne(TWINS, both, TWIN, 1).outcome).toBe('ambiguous');
});

test('twins that both stay each keep their own place', () => {
  const after = TWINS.replace('First came', 'To begin with came');
  expect(followOne(TWINS, after, TWIN, 0)).toMatchObject({ outcome: 'moved', ...spanOf(after, TWIN, 0) });
  expect(followOne(TWINS, after, TWIN, 1)).toMatchObject({ outcome: 'moved', ...spanOf(after, TWIN, 1) });
});

test('claims go along when paragraphs change places', () => {
  const [first, second] = REPORT.split('\n\n');
  const after = `${second}\n\n${first}`;
  for (const words of [VOTE, '51 to 49', 'nobody read the annex', 'The annex has 312 pages.']) {
    expect(followOne(REPORT, after, words)).toMatchObject({ outcome: 'moved', words });
  }
});

test('twins inside paragraphs that change places go with their own paragraph', () => {
  const one = `The ferry contract came up early in the day. ${TWIN} It was signed in March by three firms.`;
  const other = `Later the talk turned to a missing set of keys. ${TWIN} A locksmith had been called in twice.`;
  const after = `${other}\n\n${one}`;
  expect(followOne(`${one}\n\n${other}`, after, TWIN, 0)).toMatchObject({
    outcome: 'moved',
    ...spanOf(after, TWIN, 1),
  });
  expect(followOne(`${one}\n\n${other}`, after, TWIN, 1)).toMatchObject({
    outcome: 'moved',
    ...spanOf(after, TWIN, 0),
  });
});

test('a twin between the words it stood between is the claim’s own, though another came in elsewhere', () => {
  const before = 'Ada spoke. Nobody voted. The hall was dark.\n\nRain fell on the quay. Nobody voted.';
  const after = 'Nobody voted. Ada spoke. Nobody voted. The hall was dark.\n\nRain fell on the quay.';
  expect(followOne(before, after, 'Nobody voted.', 0)).toMatchObject({ outcome: 'moved', start: 25 });
  expect(followOne(before, after, 'Nobody voted.', 1).outcome).toBe('gone');
});

test('where an edited copy came in elsewhere and a twin is missing, the claim may be either, and a person is asked', () => {
  const toll = 'The toll rose to 12 crowns in May, the port office said.';
  const edited = toll.replace('12 ', '');
  const before = `Ferries ran late. The mayor was away. ${toll}\n\nRain fell on the quay.\n\n${toll}`;
  const after = `Ferries ran late. ${edited} The mayor was away.\n\n${toll}\n\nRain fell on the quay.`;
  for (const words of [toll, '12 crowns in May']) {
    expect(followOne(before, after, words, 0)).toMatchObject({
      outcome: 'ambiguous',
      candidates: [spanOf(after, words)],
    });
  }
});

test('a sentence moved to another paragraph has moved, and a claim edited on the way is changed', () => {
  const annex = 'The annex has 312 pages.';
  const after = `${annex} ${REPORT.replace(` ${annex}`, '')}`;
  expect(followOne(REPORT, after, annex)).toMatchObject({ outcome: 'moved', start: 0 });
  const [first, second] = REPORT.split('\n\n');
  const edited = `${second}\n\n${first?.replace('51 to 49', '50 to 49')}`;
  expect(followOne(REPORT, edited, VOTE)).toMatchObject({
    outcome: 'changed',
    words: VOTE.replace('51', '50'),
    changes: [{ kind: 'figure', was: '51', is: '50' }],
  });
});

test('a claim that was torn in two is not moved', () => {
  const claim = 'The bill passed the upper house without a debate. Officials did not comment on what comes next.';
  const after = `${REPORT.replace(' Officials did not comment on what comes next.', '')} Officials did not comment on what comes next.`;
  expect(['changed', 'gone']).toContain(followOne(REPORT, after, claim).outcome);
});

test('a split or merged paragraph moves claims, also one that now crosses the break', () => {
  const crossing = 'two days of talks. The bill passed';
  const split = REPORT.replace('talks. The bill', 'talks.\n\nThe bill');
  expect(followOne(REPORT, split, crossing)).toMatchObject({
    outcome: 'moved',
    words: crossing.replace('. ', '.\n\n'),
  });
  expect(followOne(split, REPORT, crossing.replace('. ', '.\n\n'))).toMatchObject({
    outcome: 'moved',
    words: crossing,
  });
  expect(followOne(REPORT, split, 'The bill passed the upper house')).toMatchObject({ outcome: 'moved' });
});

test.each([
  ['straight quotes made curly', 'said "no" and didn\'t', 'said “no” and didn’t'],
  ['a non-breaking space', 'about 51 of them', 'about 51\u00a0of them'],
  ['another dash between words', 'the well-known poet - a recluse', 'the well–known poet — a recluse'],
  ['a hyphen that does not break', 'the well-known poet', 'the well\u2011known poet'],
  ['a dash set close', 'a plan – a bold one – of hers', 'a plan—a bold one—of hers'],
  ['accents composed', 'the cafe\u0301 owner', 'the café owner'],
])('%s move a claim and do not change it', (_, claim, now) => {
  const before = `Early on there was a remark about ${claim} that everybody wrote down. Then the music began.`;
  const answer = followOne(before, before.replace(claim, now), claim);
  expect(answer).toMatchObject({ outcome: 'moved', words: now });
});

test.each([
  ['5-10', '5–10'],
  ['-5 degrees', '–5 degrees'],
  ['2013-14', '2013–14'],
  ['a 10-year bond', 'a 10 year bond'],
  ['COVID-19', 'COVID–19'],
  ['$5m', '$5bn'],
  ['4 percent', '4 percentage points'],
  ['1,000', '10,000'],
  ['1,000', '1.000'],
  ['10²', '102'],
  ['1.5', '1,5'],
  ['15', '1.5'],
])('"%s" that becomes "%s" is a change: beside a figure every sign counts', (claim, now) => {
  const before = `By nightfall the gauge on the pier read ${claim} for the second time that year.`;
  expect(followOne(before, before.replace(claim, now), claim).outcome).toBe('changed');
});

test.each([
  ['the co-operate plan', 'the cooperate plan'],
  ['the cooperate plan', 'the coop\u00aderate plan'],
  ['the office flow', 'the o\ufb03ce \ufb02ow'],
  ['wait... for it', 'wait… for it'],
  ['said “no” twice', 'said no twice'],
  ['said “no” twice', 'said ‘no’ twice'],
  ['the Senate met', 'the senate met'],
  ['a plan, a bold one', 'a plan — a bold one'],
])(
  '"%s" that becomes "%s" is a change: only spaces, quote marks, dashes and composed accents are trivial',
  (claim, now) => {
    const before = `Early on there was a remark about ${claim} that everybody wrote down. Then the music began.`;
    expect(followOne(before, before.replace(claim, now), claim)).toMatchObject({ outcome: 'changed', words: now });
  },
);

test('emoji and combining marks are followed whole', () => {
  const before = 'Fans sent 👩‍👩‍👧 and 👍🏽 after the show. A naïve reader might call that praise, she said 🇳🇴.';
  const after = before.replace('Fans', 'Thousands of fans');
  for (const words of ['👩‍👩‍👧', 'sent 👩‍👩‍👧 and 👍🏽', 'she said 🇳🇴']) {
    expect(followOne(before, after, words)).toMatchObject({ outcome: 'moved', words });
  }
  expect(followOne(before, before.replace('👍🏽', '👍🏿'), 'sent 👩‍👩‍👧 and 👍🏽').outcome).toBe('changed');
});

test('a short claim alone between rewritten words has changed, for it may be another of its kind', () => {
  const before = 'The harbour board won by 51 votes in the spring. Nobody contested the outcome at the time.';
  const after = 'The harbour board lost although 51 voters stayed away. Nobody contested the outcome at the time.';
  expect(followOne(before, after, '51').outcome).toBe('changed');
});

test('what resembles a claim that is gone is offered, at most five places, best first', () => {
  const places = ['ferry', 'tram', 'metro', 'bus', 'train', 'taxi', 'bridge'];
  const lines = places.map((place) => `The ${place} contract was signed in March by three firms from abroad.`);
  const before = [
    ...lines,
    'The airport contract was signed in March by three firms from abroad.',
    'So it goes on.',
  ].join(' ');
  const after = [...lines, 'So it goes on.'].join(' ');
  const { outcome, candidates } = followOne(before, after, 'The airport contract was signed in March by three firms');
  expect(outcome).toBe('gone');
  expect(candidates).toHaveLength(5);
  expect(candidates.map((place) => place.score)).toEqual(
    candidates.map((place) => place.score).toSorted((a, b) => b - a),
  );
  for (const { start, end, score } of candidates) {
    expect(after.slice(start, end)).toContain('contract was signed in March');
    expect(score).toBeGreaterThan(0.5);
    expect(score).toBeLessThan(1);
  }
});

test('answers come in the order of the spans, overlapping or not', () => {
  const spans = ['The annex has 312 pages.', '51 to 49', VOTE, '51'].map((words) => spanOf(REPORT, words));
  const after = `News. ${REPORT}`;
  expect(follow(REPORT, after, spans).map(({ start }) => start)).toEqual(spans.map(({ start }) => start + 6));
});

test('a claim may begin and end inside words, with room around it, and goes with them', () => {
  const after = `News. ${REPORT}`;
  for (const words of ['ote was 51 to 4', ' The vote was 51 ']) {
    expect(followOne(REPORT, after, words)).toMatchObject({ outcome: 'moved', words });
  }
  expect(followOne(REPORT, REPORT.replace('vote was', 'note was'), 'ote was 51 to 4').outcome).toBe('changed');
});

test('a claim without words is gone as soon as anything changed', () => {
  expect(follow('a  b', 'a  c', [{ start: 1, end: 3 }])).toMatchObject([{ outcome: 'gone' }]);
  expect(follow('a  b', 'a  b', [{ start: 1, end: 3 }])).toMatchObject([{ outcome: 'same' }]);
});

test('empty texts are followed like others', () => {
  expect(follow('', 'something', [{ start: 0, end: 0 }])).toMatchObject([{ outcome: 'gone' }]);
  expect(follow('something', '', [{ start: 0, end: 9 }])).toMatchObject([{ outcome: 'gone' }]);
  expect(follow('something', 'else', [])).toEqual([]);
});

test.each([
  [{ start: -1, end: 2 }],
  [{ start: 3, end: 2 }],
  [{ start: 0, end: 5 }],
  [{ start: 0.5, end: 2 }],
  [{ start: Number.NaN, end: 2 }],
])('a span that does not lie in the text is refused: %o', (span) => {
  expect(() => follow('four', 'four', [span])).toThrow(Refusal);
});

test('a megabyte of one word or one sentence is answered without guessing', () => {
  const sentence = 'The vote was 51 to 49 on Friday. ';
  for (const unit of ['said ', sentence]) {
    const before = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const after = before.slice(unit.length);
    const spans = Array.from({ length: 200 }, (_, index) => {
      const start = unit.length * index * 100;
      return { start, end: start + unit.length - 1 };
    });
    for (const { outcome } of follow(before, after, spans)) expect(['gone', 'ambiguous']).toContain(outcome);
  }
});

function line(number: number): string {
  return `Item ${number} was carried by ${number % 97} votes in room ${number % 13}. `;
}

test('a claim is never kept on other words than its own, whatever was done to a megabyte', () => {
  const before = Array.from({ length: 20_000 }, (_, number) => line(number)).join('');
  const after = Array.from({ length: 20_000 }, (_, number) => line(number * 3)).join('');
  const spans = Array.from({ length: 500 }, (_, index) => spanOf(before, `Item ${index * 31} was carried by`));
  follow(before, after, spans).forEach(({ outcome, start, end }, index) => {
    if (outcome !== 'same' && outcome !== 'moved') return;
    expect(sameWords(before.slice(spans[index]!.start, spans[index]!.end), after.slice(start!, end!))).toBe(true);
  });
});
