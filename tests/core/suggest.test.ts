import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArticle, type Sentence, type SuggestedClaim } from '../../src/core/suggest.ts';

const sentenceOf = (body: string): Sentence => {
  const { sentences } = readArticle(body);
  if (sentences.length !== 1) throw new Error(`one sentence was meant, ${sentences.length} were found`);
  return sentences[0]!;
};
const claimsOf = (body: string): SuggestedClaim[] => readArticle(body).claims;
const words = (body: string): string[] => claimsOf(body).map(({ exact }) => exact);
const kindOf = (body: string): string => sentenceOf(body).kind;

describe('kinds of sentences', () => {
  test.each([
    ['a plain statement is a claim', 'The county paid $12 million for the bridge in 2009.', 'claim'],
    ['a hedged statement stays a claim', 'The ministry may also be handing the files to the police.', 'claim'],
    ['a question is a question', 'Who paid for the bridge?', 'question'],
    ['what the writer thinks is an opinion', 'I don’t think that the council has the money for that.', 'opinion'],
    [
      'who passes on the thoughts of others may judge them',
      'These zealots simply believe that the whole town must be sacrificed to their absurd creed.',
      'opinion',
    ],
    [
      'what somebody is quoted with stays a claim, however it judges',
      '“This is a ridiculous and shameful way to run a town,” Ms. Lee said.',
      'claim',
    ],
    ['a verdict on taste is an opinion', 'This is a ridiculous and shameful way to run a town.', 'opinion'],
    [
      'a conditional that only plays with a thought is neither',
      'If it is so, then that raises new questions.',
      'other',
    ],
    ['an instruction is no claim', 'Look at it this way.', 'other'],
    ['nor is one that sends the reader somewhere', 'Visit www.example.com or write to press@example.com.', 'other'],
    ['a fragment is no claim', 'Not so fast.', 'other'],
  ])('%s', (_, body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });

  test('of an opinion that credits somebody, what it credits them with is still suggested', () => {
    const body = 'These zealots simply believe that the whole town must be sacrificed to their absurd creed.';
    const { claims, attributions } = readArticle(body);
    expect(claims.map(({ exact }) => exact)).toEqual(['the whole town must be sacrificed to their absurd creed']);
    expect(attributions[claims[0]!.attribution!]!.speaker).toBe('These zealots');
  });

  test('furniture is furniture, and never worth checking', () => {
    const { sentences, claims } = readArticle('The bridge cost $12 million.\n\nNEXT STORY: A ferry comes back in 2014');
    expect(sentences.at(-1)).toMatchObject({ kind: 'furniture', checkworthiness: 0 });
    expect(claims).toHaveLength(1);
  });
});

describe('reasons', () => {
  test.each<[string, string]>([
    ['The bridge is 300 metres long.', 'figure'],
    ['The bridge opened in March 1999.', 'date'],
    ['The bridge cost €4 million.', 'money'],
    ['The mayor, Ada Hill, opened it.', 'name'],
    ['The FBI watched the bridge.', 'organisation'],
    ['The bridge is longer than the dam.', 'comparison'],
    ['The bridge fell because nobody painted it.', 'cause'],
    ['It is the longest bridge on the river.', 'superlative'],
    ['The senate passed the bill.', 'official_act'],
    ['The mayor called it “a gift to the river”.', 'quotation'],
    ['The bridge may fall down.', 'hedge'],
    ['We walked over the bridge.', 'first_person'],
    ['The bridge is ridiculous.', 'evaluation'],
  ])('%s', (body, reason) => {
    expect(sentenceOf(body).reasons).toContain(reason);
  });

  test('a sentence full of figures is worth more than small talk', () => {
    const full = sentenceOf('Unemployment rose from 4.1 to 5.3 percent in 2009, the highest rate since 1983.');
    const empty = sentenceOf('Thank you all very much, good night to everybody here.');
    expect(full.checkworthiness).toBeGreaterThan(0.5);
    expect(empty.checkworthiness).toBeLessThan(0.5);
  });
});

describe('what is read', () => {
  test('the title is the heading on top, or nothing', () => {
    const story = 'The bridge over the Quorn cost $12 million, which the county paid in two parts.';
    expect(readArticle(`Who Paid for the Bridge?\n\n${story}`).title).toBe('Who Paid for the Bridge?');
    expect(readArticle(story).title).toBeNull();
  });

  test('a text that is not English is cut, and nothing is suggested', () => {
    const body =
      'Die Brücke über den Fluss hat zwölf Millionen Euro gekostet. Der Landkreis hat sie im Jahr 2009 bezahlt, ' +
      'sagte die Bürgermeisterin am Montag in der Sitzung des Rates.';
    const reading = readArticle(body);
    expect(reading.english).toBe(false);
    expect(reading.sentences).toHaveLength(2);
    expect(reading.claims).toEqual([]);
    expect(reading.attributions).toEqual([]);
    expect(readArticle('桥梁耗资一千二百万。县政府在二零零九年支付了这笔费用。').english).toBe(false);
  });

  test('the same text is read the same way every time', () => {
    const body =
      'The Kraymen’s bridge cost $12 million, Ada Hill said. She didn’t name who paid for the U.K.-built steel.';
    const first = readArticle(body);
    readArticle(body.toUpperCase());
    expect(readArticle(body)).toEqual(first);
  });

  test('an empty text has nothing in it', () => {
    expect(readArticle('')).toEqual({
      english: true,
      title: null,
      passages: [],
      notes: [],
      sentences: [],
      attributions: [],
      claims: [],
    });
  });
});

describe('claims', () => {
  test('a sentence gives a claim for each thing that it states', () => {
    expect(words('The county sold the ferry for $2 million, and the state bought the bridge in 2009.')).toEqual([
      'The county sold the ferry for $2 million',
      'the state bought the bridge in 2009',
    ]);
    expect(words('The state closed the bridge in 2009, forcing 3,000 people to use the ferry.')).toEqual([
      'The state closed the bridge in 2009',
      'forcing 3,000 people to use the ferry',
    ]);
    expect(words('The ferry was built in Hull; the bridge was built in Leeds.')).toHaveLength(2);
    expect(words('Ridership is 5,000 a day and revenue is $7 million a year.')).toEqual([
      'Ridership is 5,000 a day',
      'revenue is $7 million a year',
    ]);
    expect(words('The ferry cost $4.5 million; its sister ship cost $6 million.')).toHaveLength(2);
  });

  test('one statement with two names in it stays one claim', () => {
    const body = 'Makers of steel, banks and insurers from Leeds and Hull also paid for the bridge.';
    expect(words(body)).toEqual([body]);
  });

  test('what leans on the words before it is stated with them', () => {
    const [, second] = claimsOf('The state closed the bridge in 2009, forcing 3,000 people to use the ferry.');
    expect(second?.statement).toBe('The state closed the bridge in 2009, forcing 3,000 people to use the ferry.');
  });

  test('two subjects of one verb stay together', () => {
    expect(words('The mayor saw that costs and revenue were falling in 2009.')).toEqual([
      'costs and revenue were falling in 2009',
    ]);
  });

  test('the number of an item and the mark of a quoted line are no part of a claim', () => {
    expect(words('The report lists these:\n\n1. The dam held 4.5 million gallons.\n\n2. It leaked in 2009.')).toContain(
      'The dam held 4.5 million gallons',
    );
    expect(words('She wrote back at once.\n\n> We opened the gates in 2009.')).toContain('We opened the gates in 2009');
  });

  test('what is beside a credit is a claim only as a clause, and is stated with what it is about', () => {
    expect(words('“We were here in 1995,” Hale wrote in a letter obtained by The Times.')).toEqual([
      'We were here in 1995',
    ]);
    const claims = claimsOf('The estimate is disputed by the Treasury, which puts the cost at $900 million.');
    expect(claims.at(-1)).toMatchObject({
      exact: 'which puts the cost at $900 million',
      statement: 'The estimate is disputed by the Treasury, which puts the cost at $900 million.',
    });
  });

  test('an accusation is stated with its accuser', () => {
    expect(claimsOf('Ada Hill accused Jo Bly of lying.')[0]?.statement).toBe('Ada Hill accused Jo Bly of lying.');
  });

  test('a name keeps its article', () => {
    expect(claimsOf('The White House intends to veto the bill.')[0]?.statement).toBe(
      'The White House intends to veto the bill.',
    );
  });

  test('the credit belongs to no claim', () => {
    const [claim] = claimsOf('The bridge cost $12 million, according to the auditor.');
    expect(claim).toMatchObject({ exact: 'The bridge cost $12 million', attribution: 0 });
  });

  test('that somebody would not say is itself the claim', () => {
    const body = 'The official wouldn’t say whether the bridge is safe.';
    expect(words(body)).toEqual([body]);
  });

  test('a pronoun is resolved where only one person can be meant, and else left', () => {
    const plain = claimsOf('Ada Hill opened the bridge in 2009. She closed the ferry in 2010.');
    expect(plain[1]).toMatchObject({
      exact: 'She closed the ferry in 2010.',
      statement: 'Ada Hill closed the ferry in 2010.',
    });
    const open = claimsOf('Ada Hill met Jo Bly on the bridge in 2009. She closed the ferry in 2010.');
    expect(open[1]).toMatchObject({ statement: 'She closed the ferry in 2010.' });
  });

  test('“that directive” is the order of the sentence before', () => {
    const claims = claimsOf(
      'In March the governor signed an executive order on bridges. That directive covers all 300 bridges in the state.',
    );
    expect(claims[1]?.statement).toBe('The executive order on bridges covers all 300 bridges in the state.');
  });

  test('a hedged claim says so', () => {
    expect(claimsOf('The bridge may also have cost $12 million.')[0]).toMatchObject({ hedged: true });
    expect(claimsOf('The bridge opened in May 2009.')[0]).toMatchObject({ hedged: false });
  });

  test.each([
    ['The bridge cost $12 million.', 'figure', 'normal'],
    ['The bridge cost $12 million more than the ferry.', 'comparison', 'normal'],
    ['The senate passed the bill.', 'official_act', 'normal'],
    ['Ada Hill stole the money that was meant for the bridge.', 'event', 'high'],
    ['The river runs quickly there because it is narrow.', 'cause', 'low'],
  ])('%s is of type %s and risk %s', (body, type, risk) => {
    expect(claimsOf(body)[0]).toMatchObject({ type, risk });
  });
});

describe('nothing is invented', () => {
  const pieces = [
    'said', 'The mayor', ' according to ', '“', '”', '"', 'it fell', '.', '. ', ', ', ' ', '\n\n', '?', '(', ')', 'Ada Hill', 'he ',
    'in 2009', '$5 million', '👩‍👩‍👧', 'e\u0301', '\u0301', '\u200d', '🇫🇷', 'שלום', '\u00a0', '—', 'that ', 'would not', 'U.S.', ' and ', 'which ', 'allowing ', '\r', '\ud800',
  ]; // prettier-ignore
  const anyText = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  test('every span of any text is cut from it, in range, and on the edge of a character as people see it', () => {
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(anyText, (body) => {
        const edges = new Set([...graphemes.segment(body)].map(({ index }) => index)).add(body.length);
        const { passages, sentences, attributions, claims } = readArticle(body);
        const quotes = [
          ...claims,
          ...attributions.flatMap(({ source, cue, content }) => [...source, ...cue, ...content]),
        ];
        for (const { start, end } of [...passages, ...sentences, ...quotes]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(edges.has(start) && edges.has(end)).toBe(true);
        }
        for (const quote of quotes) expect(quote.exact).toBe(body.slice(quote.start, quote.end));
        for (const { attribution } of claims) if (attribution !== null) expect(attributions[attribution]).toBeDefined();
        for (const { checkworthiness } of sentences) {
          expect(checkworthiness).toBeGreaterThanOrEqual(0);
          expect(checkworthiness).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('claims come in the order of the text and never overlap', () => {
    fc.assert(
      fc.property(anyText, (body) => {
        let at = 0;
        for (const { start, end } of readArticle(body).claims) {
          expect(start).toBeGreaterThanOrEqual(at);
          at = end;
        }
      }),
    );
  });

  test.each([
    'said ',
    '"',
    '“ a ',
    '(',
    'a\n',
    '. ',
    ', which is ',
    '• ',
    'A. B ',
    '? ',
    'Ada Hill said ',
    '👩‍👩‍👧',
    '\u0301',
    ' ',
  ])('fifty thousand characters of “%s” are read to the end', (piece) => {
    const body = piece.repeat(Math.ceil(50_000 / piece.length));
    const { passages, sentences } = readArticle(body);
    expect(sentences.length).toBeGreaterThanOrEqual(passages.length);
  });
});

test('a clause that only tells when is no claim beside what is credited after it', () => {
  const { claims } = readArticle(
    'Even before the auditor published her report, residents said that the county paid for the steel twice.',
  );
  expect(claims.some(({ exact }) => exact.startsWith('Even before'))).toBe(false);
});

test('a participle that gives a thing its name credits nobody', () => {
  const { attributions } = readArticle('The Ferry Office in Quorn operates something called the Harbour Watch.');
  expect(attributions).toEqual([]);
});

test.each([
  ['of anybody, that they should say something', 'Somebody should explain what the money was for.'],
  ['under a condition, that somebody will have to', 'If the vote fails, the mayor will have to say why.'],
  ['both', 'If it does not, somebody will have to explain what it belongs to.'],
])('what is yet to be said is credited to nobody: %s', (_, body) => {
  expect(readArticle(body).attributions).toEqual([]);
});

test('a conditional that ends in a duty to explain is no claim', () => {
  const { sentences, claims } = readArticle('If it does not, somebody will have to explain what it belongs to.');
  expect(sentences.map(({ kind }) => kind)).toEqual(['other']);
  expect(claims).toEqual([]);
});

test('a conditional that somebody did say stays credited', () => {
  const { attributions } = readArticle('If the vote fails, the mayor said, the ferry will be sold.');
  expect(attributions.map(({ speaker }) => speaker)).toEqual(['the mayor']);
});
