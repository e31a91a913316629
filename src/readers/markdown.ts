import { Lexer, type Token, type Tokens } from 'marked';
import { Refusal } from '../core/refusal.ts';
import type { PassageKind } from '../core/text.ts';
import {
  dayIn,
  foundArticle,
  joinedPieces,
  NOTHING_KNOWN,
  webAddress,
  type About,
  type FoundArticle,
  type Piece,
} from './found.ts';
import { parsed } from './html-tree.ts';
import { piecesOf } from './html.ts';
import { Words } from './words.ts';

/** The article that a text in Markdown stands for; a block of "key: value" lines between dashes at its head tells of it. */
export function readMarkdown(text: string): FoundArticle {
  // The lexer takes time with the square of the depth.
  if (/^(?:[ \t]*>){100}/m.test(text)) {
    throw new Refusal('too_large', 'This text has quotations nested more than 100 deep, the limit.');
  }
  const [head, about] = frontMatter(text);
  const pieces = blocks(new Lexer().lex(text.slice(head)), 'paragraph');
  const headline = pieces.find(({ kind }) => kind === 'heading');
  return foundArticle('markdown', { ...about, title: about.title ?? headline?.text ?? null }, joinedPieces(pieces));
}

const FRONT_MATTER =
  /^---[ \t]*\n((?:[A-Za-z][\w -]{0,40}:[^\n]*\n|[ \t-][^\n]*\n|\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)/;

function frontMatter(text: string): [length: number, about: About] {
  const found = FRONT_MATTER.exec(text);
  if (found === null) return [0, NOTHING_KNOWN];
  const values = new Map(
    found[1]!.split('\n').flatMap((line): [string, string][] => {
      const [, key, value] = /^([A-Za-z][\w -]*):\s*(.+)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key.toLowerCase(), value!.trim().replace(/^(["'])(.*)\1$/, '$2')]];
    }),
  );
  const value = (...keys: string[]): string | null => keys.flatMap((key) => values.get(key) ?? [])[0] ?? null;
  const about = {
    title: value('title', 'headline'),
    byline: value('byline', 'author', 'authors'),
    publication: value('publication', 'publisher', 'site'),
    publishedOn: dayIn(value('date', 'published', 'publishedon')),
    address: webAddress(value('address', 'url', 'canonical', 'link')),
  };
  return [found[0].length, about];
}

function blocks(tokens: readonly Token[], kind: PassageKind): Piece[] {
  return tokens.flatMap((token) => block(token, kind));
}

function block(token: Token, around: PassageKind): Piece[] {
  switch (token.type) {
    case 'heading':
      return lines((token as Tokens.Heading).tokens, 'heading');
    case 'paragraph':
    case 'text':
      return lines((token as Tokens.Paragraph).tokens ?? [token], around);
    case 'blockquote':
      return blocks((token as Tokens.Blockquote).tokens, 'quotation');
    case 'list':
      return items(token as Tokens.List);
    case 'code':
      return (token as Tokens.Code).text.split('\n').flatMap((line) => plain(line, around) ?? []);
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].flatMap((row) => {
        const words = new Words();
        for (const cell of row) {
          words.tab();
          inline(cell.tokens, words, () => words.add(' '));
        }
        return words.take(around) ?? [];
      });
    }
    case 'html':
      return piecesOf(parsed((token as Tokens.HTML).text), null);
    default:
      return [];
  }
}

function items({ items: all, ordered, start }: Tokens.List): Piece[] {
  return all.flatMap((item, i) => {
    const bullet = ordered ? `${(start === '' ? 1 : start) + i}. ` : '• ';
    const [first, ...rest] = blocks(item.tokens, 'list_item');
    if (first === undefined) return [];
    const notes = first.notes.map((note) => ({
      ...note,
      start: note.start + bullet.length,
      end: note.end + bullet.length,
    }));
    const marked = first.kind === 'list_item' ? { ...first, text: bullet + first.text, notes } : first;
    return [marked, ...rest];
  });
}

/** One passage for each line that is broken on purpose. */
function lines(tokens: readonly Token[], kind: PassageKind): Piece[] {
  const pieces: Piece[] = [];
  const words = new Words();
  const close = (): void => {
    const piece = words.take(kind);
    if (piece) pieces.push(piece);
  };
  inline(tokens, words, close);
  close();
  return pieces;
}

function inline(tokens: readonly Token[], words: Words, lineBreak: () => void): void {
  for (const token of tokens) {
    if (token.type === 'br') lineBreak();
    else if (token.type === 'image' || token.type === 'html' || token.type === 'del') continue;
    else if (token.type === 'link') {
      const { href, tokens: inner } = token as Tokens.Link;
      const target = webAddress(href);
      if (target === null) inline(inner, words, lineBreak);
      else words.noted('link', target, () => inline(inner, words, () => words.add(' ')));
    } else if ('tokens' in token && token.tokens !== undefined) {
      inline(token.tokens, words, lineBreak);
    } else if ('text' in token && typeof token.text === 'string') {
      words.add(token.type === 'text' ? withoutEntities(token.text) : token.text);
    }
  }
}

function withoutEntities(text: string): string {
  if (!/&[#\w]{1,32};/.test(text)) return text;
  return parsed(`<p>${text.replaceAll('<', '&lt;')}</p>`).querySelector('p')?.textContent ?? '';
}

function plain(text: string, kind: PassageKind): Piece | null {
  const words = new Words();
  words.add(text);
  return words.take(kind);
}
