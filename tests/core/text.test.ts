import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passagesOf, sentencesOf } from '../../src/core/text.ts';

const sentences = (body: string): string[] =>
  sentencesOf(body, passagesOf(body)).map(({ start, end }) => body.slice(start, end));
const kinds = (body: string): string[] => passagesOf(body).map(({ kind }) => kind);

describe('a sentence goes on after', () => {
  test.each([
    'Gov. Ada Hill met Dr. Oyelaran on Jan. 3 in St. Albans.',
    'The firm, Pike & Co. of Leeds, sold 1.5 million shares at $3.20 each.',
    'The U.S. Senate met at 5 p.m. Monday to hear Gen. R. T. Bly.',
    'At 6 a.m. Mr. Bly left the building.',
    'The case, Hill v. Pike, turned on Sec. 12 of the act, i.e. the oldest one.',
    'Call Jo.Hill@example.org or see https://example.org/a.html?b=1.2 for more.',
    'Revenue at Hooray! was flat in the spring.',
    '“Is it over?” she asked the guard.',
    'She wrote, “The levee broke. The town drowned.”',
    'The mayor [...] has not said . . . when the bridge opens.',
    'He paid (He had saved for years.) in cash.',
    'The order cites No. 13636 and p. 11739.',
    'The bridge — it was built in a year! — fell on Monday.',
    'Its lawyers, Pike & Co. (of Leeds), did not answer.',
    'Call the desk, ext. 412, before noon.',
    'QUORN, Iowa — The bridge fell on Monday.',
  ])('%s', (body) => {
    expect(sentences(body)).toEqual([body]);
  });
});

describe('a sentence ends', () => {
  test.each<[string, string[]]>([
    ['after an abbreviation, before a word that starts sentences', ['She lives in the U.S.', 'He does not.']],
    ['after a company name, before such a word', ['It was sold to Pike & Co.', 'The price is secret.']],
    ['after a time, before a title', ['The bank shut at 4 P.M.', 'Mr. Bly was late.']],
    ['after a pronoun, not after an initial', ['That leaves you and I.', 'Did Albert I. Bly call?']],
    ['after a closing quotation mark', ['“It fell.”', 'The crowd ran.']],
    ['between the sentences of a quotation of its own', ['“It fell.', 'We ran,” he said.']],
    ['after several marks', ['Really?!', 'Yes!!', 'It did….', 'Then it stopped.']],
    ['with its footnote mark', ['The school opened in 1805. [19]', 'It closed in 1901.']],
    ['after a figure', ['It costs $4.00.', '12 were sold.']],
    ['before each number of a list that runs on', ['1. Pay the fee 2. Sign the form'.slice(0, 14), '2. Sign the form']],
    ['in lower case too, when it was typed so', ['where is it?', 'we looked everywhere.', 'it was gone.']],
    ['with the bare number of its note', ['The vote was held in May. 4', 'Even so, nobody came.']],
    ['with a list that ends in etc.', ['They took paint, steel, etc.', 'Workers came later.']],
    ['where speech breaks off', ['Did you just wash —', 'Yes.']],
    ['before the time of a message that is quoted', ['Ada Hill', '08/16/2000 12:05 PM', 'See you there.']],
    ['after a line that gives an address', ['Email: jo@example.org', 'the keys are here']],
    ['after the number of a picture', ['Figure 1.5', 'Residents of Quorn vote.']],
    ['around a row of stars', ['It ended.', '***', 'Then it began.']],
  ])('%s', (_, expected) => {
    expect(sentences(expected.join(' '))).toEqual(expected);
  });

  test('where a space is missing after the full stop', () => {
    expect(sentences('The vote failed.The mayor resigned.')).toEqual(['The vote failed.', 'The mayor resigned.']);
  });
});

describe('passages', () => {
  test('a story has a heading, a standfirst, a byline, paragraphs and furniture', () => {
    const body = [
      'Who Paid for the Bridge?',
      'The county says the state did, and the state says nobody has.',
      'By Ada Hill',
      'The bridge over the Quorn cost $12 million, four times what the county council was told when it voted in 2009.',
      'Advertisement',
      'How the money went',
      'Nobody kept the invoices, the auditor found.',
      'NEXT STORY: A ferry comes back',
      'Correction: An earlier version of this article gave the wrong year for the vote.',
    ].join('\n\n');
    expect(kinds(body)).toEqual([
      'heading', 'standfirst', 'furniture', 'paragraph', 'furniture', 'heading', 'paragraph', 'furniture', 'correction',
    ]); // prettier-ignore
  });

  test.each([
    'Listen to this article',
    'Most Popular',
    'Continue reading the main story',
    'Recommended for you',
    'View comments (34)',
    'Follow @adahill on Twitter',
    'Photo illustration by Ada Hill',
    'Reporting by Ada Hill; Editing by Jo Bly',
    'If you value our reporting, please consider a donation.',
    'Help us keep the news free. Donate today.',
  ])('"%s" is furniture', (line) => {
    const body = `The bridge over the Quorn cost $12 million.\n\n${line}\n\nNobody kept the invoices, the auditor found.`;
    expect(kinds(body)).toEqual(['paragraph', 'furniture', 'paragraph']);
  });

  test('a paragraph that ends in a colon introduces a block quotation', () => {
    const body = 'The auditor put it plainly in her report:\n\nNobody kept the invoices.\n\nThe council disagreed.';
    expect(kinds(body)).toEqual(['paragraph', 'quotation', 'paragraph']);
  });

  test('indented paragraphs and paragraphs behind > are quotations', () => {
    expect(kinds('She wrote back at once.\n\n    It was never paid.\n\n> Nor was the other.')).toEqual([
      'paragraph',
      'quotation',
      'quotation',
    ]);
  });

  test('list items stand by themselves, whatever marks them', () => {
    expect(kinds('The council lists three costs.\n- steel\n- labour\n* paint\n1. and the rest')).toEqual([
      'paragraph', 'list_item', 'list_item', 'list_item', 'list_item',
    ]); // prettier-ignore
  });

  test('lines that were wrapped by hand are one paragraph', () => {
    const body = 'The bridge over the Quorn cost twelve\nmillion dollars, four times as much as\nthe council was told.';
    expect(passagesOf(body)).toEqual([{ start: 0, end: body.length, kind: 'paragraph' }]);
  });

  test('lines that each end a sentence are paragraphs of their own', () => {
    expect(passagesOf('The bridge cost $12 million.\nNobody paid.\nThe council met.')).toHaveLength(3);
  });
});

test('whatever the body is, passages and sentences are in order, apart, trimmed and inside', () => {
  const body = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.array(fc.constantFrom('A', 'b', '.', ' ', '\n', '“', '”', '?', '(', ')', '1.', '•', '…', 'Mr.', 'U.S.', '😀'), { maxLength: 80 }).map((parts) => parts.join('')),
  ); // prettier-ignore
  fc.assert(
    fc.property(body, (text) => {
      const passages = passagesOf(text);
      const cut = sentencesOf(text, passages);
      for (const spans of [passages, cut]) {
        let at = 0;
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(span.end).toBeGreaterThan(span.start);
          expect(text.slice(span.start, span.end).trim()).toHaveLength(span.end - span.start);
          expect(text.slice(at, span.start).trim()).toBe('');
          at = span.end;
        }
        expect(text.slice(at).trim()).toBe('');
      }
    }),
  );
});
