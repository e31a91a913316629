import { describe, expect, test } from 'vitest';
import { readLocator } from '../../src/core/locator.ts';
import { readArticle } from '../../src/core/suggest.ts';
import { passagesOf, type Note, type Passage } from '../../src/core/text.ts';
import { asTold, locatorOf, placesOf, type Told } from '../../src/core/text/told.ts';

/** A text of passages with their kinds; words in square brackets link to example.org. */
function told(...parts: [kind: Passage['kind'], words: string][]): Told {
  const passages: Passage[] = [];
  const notes: Note[] = [];
  let body = '';
  for (const [kind, marked] of parts) {
    if (body !== '') body += '\n\n';
    const start = body.length;
    const [before = '', inside = '', after = ''] = marked.split(/[[\]]/);
    body += before + inside + after;
    passages.push({ start, end: body.length, kind });
    const link = start + before.length;
    if (inside) notes.push({ start: link, end: link + inside.length, kind: 'link', value: 'https://example.org/' });
  }
  return { body, passages, notes };
}

const read = (body: string, from: Told) => {
  const { passages, notes } = asTold(body, passagesOf(body), from);
  return {
    kinds: passages.map(({ kind }) => kind),
    links: notes.map(({ start, end }) => body.slice(start, end)),
  };
};

const STORY = told(
  ['heading', 'The council votes'],
  ['quotation', 'We shall [close the ferry], whatever they say.'],
  ['paragraph', 'It costs [51 million].'],
);

describe('what a file told of its passages', () => {
  test('holds where its words were left as they were', () => {
    expect(read(STORY.body, STORY)).toEqual({
      kinds: ['heading', 'quotation', 'paragraph'],
      links: ['close the ferry', '51 million'],
    });
  });

  test('holds wherever the passage stands after a correction elsewhere', () => {
    const corrected = `A word before.\n\n${STORY.body.replace('It costs', 'It cost')}`;
    expect(read(corrected, STORY).links).toEqual(['close the ferry']);
    expect(read(corrected, STORY).kinds.slice(2, 3)).toEqual(['quotation']);
  });

  test('holds for no passage whose words changed', () => {
    const changed = STORY.body.replace('close the ferry', 'open the ferry');
    expect(read(changed, STORY)).toMatchObject({ links: ['51 million'] });
  });

  test('is given out in order to passages of the same words', () => {
    const twins = told(
      ['list_item', 'Yes.'],
      ['paragraph', 'It said so again, at some length.'],
      ['quotation', 'Yes.'],
    );
    expect(read(twins.body, twins).kinds).toEqual(['list_item', 'paragraph', 'quotation']);
    expect(read('Yes.', twins).kinds).toEqual(['list_item']);
  });

  test('is read as the article’s own: a block quotation is one, whatever stands before it', () => {
    const plain = readArticle(STORY.body).passages.map(({ kind }) => kind);
    const reading = readArticle(STORY.body, STORY);
    expect(plain).not.toContain('quotation');
    expect(reading.passages.map(({ kind }) => kind)).toContain('quotation');
    expect(reading.notes).toHaveLength(2);
  });
});

describe('where words stand', () => {
  const text = 'On the first page.\n\nStill there.\n\nOn the third.';
  const noteOn = (words: string, kind: Note['kind'], value: string): Note => {
    const start = text.indexOf(words);
    return { start, end: start + words.length, kind, value };
  };
  const pages = [
    noteOn('On the first page.', 'page', '1'),
    noteOn('Still there.', 'page', '1'),
    noteOn('On the third.', 'page', '3'),
  ];
  const spanOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

  test.each([
    ['first page', 'p. 1'],
    ['the third', 'p. 3'],
    ['Still there.\n\nOn', 'p. 1–3'],
  ])('“%s” is on %s', (words, place) => {
    expect(locatorOf(pages, spanOf(words))).toBe(place);
    expect(readLocator(place)?.text).toBe(place);
  });

  test('is told by paragraphs where there are no pages, and not at all where there are neither', () => {
    const paragraphs = [noteOn('Still there.', 'paragraph', '12'), noteOn('there', 'link', 'https://example.org/')];
    expect(locatorOf(paragraphs, spanOf('there'))).toBe('para. 12');
    expect(readLocator('para. 12')?.kind).toBe('paragraph');
    expect(locatorOf([], spanOf('there'))).toBeNull();
  });

  test('cuts the text where another page begins, and loses nothing of it', () => {
    const places = placesOf(text, pages);
    expect(places.map(({ place }) => place)).toEqual(['p. 1', 'p. 3']);
    expect(places.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    expect(placesOf(text, []).map(({ place }) => place)).toEqual([null]);
  });
});
