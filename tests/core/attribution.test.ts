import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findAttributions, type Attribution } from '../../src/core/attribution.ts';
import { passagesOf, sentencesOf } from '../../src/core/text.ts';

function creditsIn(body: string): Attribution[] {
  const passages = passagesOf(body);
  return findAttributions(body, passages, sentencesOf(body, passages));
}

const words = (quotes: { exact: string }[]): string => quotes.map(({ exact }) => exact).join(' … ');

/** "source / cue / content" of each credit. */
const told = (body: string): string[] =>
  creditsIn(body).map(({ source, cue, content }) => [words(source), words(cue), words(content)].join(' / '));

describe('a credit has its source, its cue and its content', () => {
  test.each([
    [
      'with the verb after the source',
      'The mayor said that the bridge would open in May.',
      'The mayor / said / that the bridge would open in May',
    ],
    [
      'with the verb before the source',
      '“The bridge will open in May,” said Ann Lee.',
      'Ann Lee / said / “The bridge will open in May,”',
    ],
    [
      'in a quotation split by the cue',
      '“The bridge,” the mayor said, “will open in May.”',
      'the mayor / said / “The bridge,” … “will open in May.”',
    ],
    [
      'with "according to"',
      'The bridge will open in May, according to the mayor.',
      'the mayor / according to / The bridge will open in May',
    ],
    [
      'in a quotation of several sentences',
      '“The bridge is ready. It will open in May,” the mayor said.',
      'the mayor / said / “The bridge is ready. It will open in May,”',
    ],
    [
      'in one word before the cue',
      '“Nobody,” Diaz said, “ever came back.”',
      'Diaz / said / “Nobody,” … “ever came back.”',
    ],
    ['with a common noun after the verb', '“I am sorry,” said the mayor.', 'the mayor / said / “I am sorry,”'],
    ['with the cue before all else', 'Said the deputy: “So am I.”', 'the deputy / Said / “So am I.”'],
    ['in an answer', 'Asked by the board, Lee answered, “No.”', 'Lee / answered / “No.”'],
    ['by records', 'The boats sailed for a year, records show.', 'records / show / The boats sailed for a year'],
    [
      'by an order with an aside',
      'The order, signed by Reyes on Friday, instructed the company to dock both boats.',
      'The order / instructed / the company to dock both boats',
    ],
    [
      'by a noun and its owner',
      "The company's claim that the dam was safe has been dropped.",
      "The company's / claim / that the dam was safe",
    ],
    [
      'by a noun that is what follows',
      "The president's view is that the House will fold.",
      "The president's / view is / that the House will fold",
    ],
    [
      'by nobody',
      'It is widely believed that the line will be sold.',
      ' / is widely believed / that the line will be sold',
    ],
    [
      'by a person with a bracket',
      'Gov. Anne Tull (D., Ore.) said that the guard had failed.',
      'Gov. Anne Tull (D., Ore.) / said / that the guard had failed',
    ],
  ])('%s', (_, body, credit) => {
    expect(told(body)).toEqual([credit]);
  });
});

const speakers = (body: string): string[] => creditsIn(body).map(({ speaker }) => speaker);

const ARTICLE = `Is This the Second Harbour Leak?

Northwater alerts the city to weak mains before mending them, letting planners close streets early.

The city's engineers have been trading records with dozens of firms for years.

At least one of these firms, Northwater, alerts the city to weak mains before it mends them, according to Harbour Times News, allowing planners to close streets early:

Makers of pipes, banks, builders and many other firms also take part in the city's scheme. In some cases, the records may be used to plan new roads.

Other records given to the city include the age of each main, which helps crews dig faster. In exchange, Harbour Times reports, firms get early notice of roadworks.

Firms may also be granting the city access to meters in private homes.

In that directive, the governor instructed the scheme to cover all water firms.

The trade described by Harbour Times is not covered by the scheme, a CWA official confirmed. The official wouldn't say whether the meters are part of it. Some are already alleging that this is a second leak. I don't think we have the evidence for that.
`;

describe('in an article that credits its facts in many ways', () => {
  const credits = creditsIn(ARTICLE);
  const about = (phrase: string): Attribution[] => credits.filter(({ content }) => words(content).includes(phrase));

  test('a credit in mid-sentence covers what stands on both sides of it', () => {
    const [credit] = about('At least one of these firms');
    expect(credit).toMatchObject({ kind: 'organisation', speaker: 'Harbour Times News', inherited: false });
    expect(words(credit!.content)).toMatch(/^At least one .* mends them … allowing planners to close streets early$/);
  });

  test('a block quotation is credited to the source of the paragraph before', () => {
    const [credit, ...more] = about('also take part');
    expect(more).toEqual([]);
    expect(credit).toMatchObject({ inherited: true, manner: 'direct', speaker: 'Harbour Times News' });
    expect(words(credit!.content)).toContain('plan new roads');
  });

  test('an inserted credit covers its own sentence only, and its short name is filed under the long one', () => {
    const [credit] = about('firms get early notice');
    expect(credit).toMatchObject({ speaker: 'Harbour Times News', inherited: false });
    expect(words(credit!.content)).toBe('In exchange … firms get early notice of roadworks');
    expect(about('the age of each main')).toEqual([]);
  });

  test.each(['before mending them', 'have been trading records', 'may also be granting'])(
    'nobody is credited with "%s"',
    (phrase) => {
      expect(about(phrase)).toEqual([]);
    },
  );

  test('an instruction is credited to the person who gave it', () => {
    expect(about('the scheme to cover all water firms')[0]).toMatchObject({ kind: 'person', speaker: 'the governor' });
  });

  test('a body named within the content is not its source', () => {
    const [credit, ...more] = about('is not covered by the scheme');
    expect(more).toEqual([]);
    expect(credit).toMatchObject({ kind: 'unnamed', speaker: 'a CWA official', weasel: false });
  });

  test('"the official" is the one described before', () => {
    expect(about('whether the meters')[0]).toMatchObject({ kind: 'unnamed', speaker: 'a CWA official' });
  });

  test('a credit to nobody in particular is a weasel', () => {
    const [credit] = about('this is a second leak');
    expect(credit).toMatchObject({ kind: 'unnamed', weasel: true, speaker: 'Some' });
    expect(words(credit!.content)).toBe('that this is a second leak');
  });

  test('"I don\'t think" is the author\'s', () => {
    expect(about('we have the evidence')[0]).toMatchObject({ kind: 'author' });
  });
});

describe('a speaker is filed under one name', () => {
  test.each([
    ['a surname', 'Ann Lee said the road was shut. Lee said it would open in May.', ['Ann Lee', 'Ann Lee']],
    ['a pronoun', 'Ann Lee said the road was shut. She said it would open in May.', ['Ann Lee', 'Ann Lee']],
    [
      'a pronoun that two people could be',
      'Bob Hill met Tom Reed on Monday. He said the road would open in May.',
      ['He'],
    ],
    ['a surname that two people have', 'Ann Lee and Bob Lee came. Lee said that the road would open in May.', ['Lee']],
    [
      'a description',
      'Two people familiar with the talks said that they had failed.',
      ['Two people familiar with the talks'],
    ],
    ['a description after the name', 'Ann Lee, a nurse from Ohio, said that the road was shut.', ['Ann Lee']],
  ])('%s', (_, body, expected) => {
    expect(speakers(body)).toEqual(expected);
  });
});

test('a document can say something', () => {
  expect(creditsIn('A report by the audit office found that costs rose by half.')[0]).toMatchObject({
    kind: 'document',
    speaker: 'A report by the audit office',
  });
});

test('in a chain the one who reports points to the ones cited', () => {
  const credits = creditsIn(
    'Bloomberg reported that the firm would cut jobs, citing four people familiar with the matter.',
  );
  expect(credits.map(({ via, speaker }) => [speaker, via])).toEqual([
    ['Bloomberg', 1],
    ['four people familiar with the matter', null],
  ]);
});

test('a chain in the middle of what is reported leaves the report whole', () => {
  const credits = creditsIn('Reuters reported, citing a person close to the talks, that the deal was off.');
  expect(credits.map(({ speaker, content }) => [speaker, words(content)])).toEqual([
    ['Reuters', 'that the deal was off'],
    ['a person close to the talks', 'that the deal was off'],
  ]);
});

test('a chain between the report and what it says gives each its own words', () => {
  const credits = creditsIn('Reuters reported on Tuesday, citing three former employees, that the logs were altered.');
  expect(credits.map(({ speaker, content }) => [speaker, words(content)])).toEqual([
    ['Reuters', 'that the logs were altered'],
    ['three former employees', 'that the logs were altered'],
  ]);
});

test('a person briefed on something is the source in full, and not credited with what the briefing was on', () => {
  const credits = creditsIn(
    'A person briefed on the talks, who was not authorized to speak publicly, said that no new meeting had been set.',
  );
  expect(credits.map(({ speaker, content }) => [speaker, words(content)])).toEqual([
    ['A person briefed on the talks', 'that no new meeting had been set'],
  ]);
});

test('“he” is the one left when “she” has been used of the other', () => {
  const body =
    '“The water came in at midnight,” Rosa Diaz, a nurse, recalled. She said she had called six times. Her neighbor, Tom Okoro, had called too, he said.';
  expect(speakers(body)).toEqual(['Rosa Diaz', 'Rosa Diaz', 'Tom Okoro']);
});

test('a quotation of three paragraphs is credited to its end', () => {
  const credits = creditsIn(
    '“We have been here before,” Hale wrote in a letter obtained by The Times.\n\n“In 1995 the government closed for 21 days.\n\n“In 2013 it closed for 16.”',
  );
  expect(credits.flatMap(({ speaker, content }) => content.map(() => speaker))).toEqual(['Hale', 'Hale', 'Hale']);
});

test('a house whose name ends in ’s is called by its whole name', () => {
  expect(creditsIn("Moody's expects that the deal will close by Tuesday.")[0]).toMatchObject({
    kind: 'organisation',
    speaker: "Moody's",
  });
});

test('“could not” leaves nothing open', () => {
  expect(creditsIn('“My mother could not swim,” Rosa Diaz said.')[0]).toMatchObject({ hedged: false });
});

test('a quotation that runs on into the next paragraph keeps its credit', () => {
  const credits = creditsIn(
    '“I was there,” said Ann Lee. “It was loud.\n\n“Then it stopped. Nobody moved.”\n\nThe case was closed.',
  );
  expect(credits.map(({ speaker }) => speaker)).toEqual(['Ann Lee']);
  expect(words(credits[0]!.content)).toContain('Nobody moved.');
});

test('a colon hands the quoted paragraph to the subject of the sentence before it', () => {
  const credit = creditsIn('Ann Lee was blunt about that night:\n\n“They never called us back. Nobody did.”').at(-1);
  expect(credit).toMatchObject({ speaker: 'Ann Lee', inherited: true, manner: 'direct' });
});

test('manner tells a direct quotation from a paraphrase', () => {
  expect(creditsIn('“The road is shut,” Ann Lee said.')[0]).toMatchObject({ manner: 'direct' });
  expect(creditsIn('Ann Lee said that the road was shut.')[0]).toMatchObject({ manner: 'paraphrase' });
});

test('what the text reports without any source is a weasel credit to nobody', () => {
  expect(creditsIn('The plan is said to cost five million dollars.')[0]).toMatchObject({ weasel: true, speaker: '' });
});

test('every span is cut from the body, in order and whole, and no cue overlaps what it credits', () => {
  const piece = fc.constantFrom(
    'said',
    'The mayor said that ',
    'according to ',
    'officials',
    ' “Yes,” ',
    '"',
    "'",
    '”',
    '\n\n',
    '. ',
    ', ',
    ': ',
    ' citing ',
    'I think ',
    'he ',
    'who ',
    'e\u0301',
    '👩‍👧',
    '(',
    'Smith ',
    '\u00a0',
    '\u202e',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  fc.assert(
    fc.property(text, (body) => {
      const edges = new Set([body.length, ...Array.from(graphemes.segment(body), ({ index }) => index)]);
      for (const credit of creditsIn(body)) {
        for (const part of [credit.source, credit.cue, credit.content]) {
          let last = 0;
          for (const { start, end, exact } of part) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(body.length);
            expect(exact).toBe(body.slice(start, end));
            expect(edges.has(start) && edges.has(end)).toBe(true);
            last = end;
          }
        }
        for (const cue of credit.cue)
          for (const other of [...credit.source, ...credit.content])
            expect(other.end <= cue.start || other.start >= cue.end).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test.each(['said ', '"', '“', "'", 'a', '(', 'he said, ', '"x," he said. ', 'according to ', '\n\n"a', ', who said '])(
  'a text of nothing but %j is read to its end',
  (piece) => {
    const body = piece.repeat(20_000 / piece.length);
    for (const { content } of creditsIn(body)) expect(content.at(-1)!.end).toBeLessThanOrEqual(body.length);
  },
);
