import { Readability } from '@mozilla/readability';
import type { PassageKind } from '../core/text.ts';
import type { Document, Element, Node } from './dom.ts';
import {
  foundArticle,
  joinedPieces,
  MARKS_LEFT_OUT,
  plainLine,
  webAddress,
  type FoundArticle,
  type Piece,
} from './found.ts';
import { aboutPage, withoutBy } from './html-about.ts';
import { parsed } from './html-tree.ts';
import { isNoteMark, Words } from './words.ts';

/** The article in a page's markup; `came` is the address it came from, where there is one. Nothing of the markup stays. */
export function readHtml(markup: string, came: string | null): FoundArticle {
  const document = parsed(markup);
  const base = webAddress(document.querySelector('base[href]')?.getAttribute('href') ?? null, came) ?? came;
  const about = aboutPage(document, base);
  const heads = headPieces(document, base);
  const fallback = walked(mainPart(document), base);

  // Takes the document apart, so it comes last.
  const found = new Readability(document, { disableJSONLD: true, serializer: (element) => element as unknown }).parse();
  const content = found?.content as Element | null | undefined;
  const read = content ? walked(content, base) : new Walk(base);
  const length = lengthOf(read.pieces);
  const isRead = length * 4 >= lengthOf(fallback.pieces.slice(0, 400)) || length >= 1_000;
  const { pieces, leavesOutMarks } = isRead ? read : fallback;
  const byline = about.byline ?? withoutBy(plainLine(found?.byline ?? ''));
  return foundArticle(
    'html',
    { ...about, byline },
    joinedPieces([...missing(heads, pieces), ...pieces]),
    leavesOutMarks ? [MARKS_LEFT_OUT] : [],
  );
}

/** The passages of an element and what is in it. */
export function piecesOf(root: Node, base: string | null): Piece[] {
  return walked(root, base).pieces;
}

function walked(root: Node, base: string | null): Walk {
  const walk = new Walk(base);
  walk.into(root, 'paragraph');
  walk.close('paragraph');
  return walk;
}

const SKIPPED = new Set(
  'script style noscript template svg math iframe frame frameset object embed applet video audio canvas map picture img button input select textarea option datalist dialog head title meta link base nav del s strike'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);

class Walk {
  readonly pieces: Piece[] = [];
  /** Whether marks that point to notes were come by. */
  leavesOutMarks = false;
  readonly #base: string | null;
  readonly #words = new Words();
  /** What the next item of each numbered list begins with. */
  readonly #numbers = new Map<Element, number>();
  #bullet = '';

  constructor(base: string | null) {
    this.#base = base;
  }

  into(node: Node, kind: PassageKind): void {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) {
        this.#words.add(child.nodeValue ?? '');
      } else if (child.nodeType === 1) {
        this.#element(child as Element, kind);
      }
    }
  }

  close(kind: PassageKind): void {
    const piece = this.#words.take(kind, kind === 'list_item' ? this.#bullet : '');
    if (piece === null) return;
    this.pieces.push(piece);
    this.#bullet = '';
  }

  #element(element: Element, around: PassageKind): void {
    const name = element.localName.toLowerCase();
    if (SKIPPED.has(name) || element.hasAttribute('hidden')) return;
    if (name === 'br') return this.close(around);
    if (name === 'td' || name === 'th') {
      this.#words.tab();
      return this.into(element, around);
    }
    if (name === 'sup' && element.querySelector('*') === null) {
      if (!this.#words.addRaised(element.textContent ?? '')) this.leavesOutMarks = true;
      return;
    }
    if (name === 'a') {
      if (pointsToNote(element)) {
        this.leavesOutMarks = true;
        return;
      }
      const target = webAddress(element.getAttribute('href'), this.#base);
      if (target === null) return this.into(element, around);
      return this.#words.noted('link', target, () => this.into(element, around));
    }
    if (!BLOCKS.has(name)) return this.into(element, around);

    this.close(around);
    const kind = kindOf(name) ?? around;
    if (name === 'li') this.#bullet = this.#bulletOf(element);
    this.into(element, kind);
    this.close(kind);
  }

  #bulletOf(item: Element): string {
    const list = item.parentElement;
    if (list?.localName !== 'ol') return '• ';
    const start = Number.parseInt(list.getAttribute('start') ?? '1', 10);
    const number = this.#numbers.get(list) ?? (Number.isSafeInteger(start) ? start : 1);
    this.#numbers.set(list, number + 1);
    return `${number}. `;
  }
}

/** A link within the page on nothing but a mark, or back from the note to it. */
function pointsToNote(link: Element): boolean {
  const text = (link.textContent ?? '').trim();
  return (link.getAttribute('href') ?? '').startsWith('#') && (isNoteMark(text) || /^[\^↑↩⤴]+\ufe0e?$/u.test(text));
}

function kindOf(name: string): PassageKind | null {
  if (/^h[1-6]$/.test(name)) return 'heading';
  if (name === 'blockquote') return 'quotation';
  if (name === 'li') return 'list_item';
  if (name === 'figcaption') return 'furniture';
  return null;
}

/** Where the text is most likely to be when nothing reads as an article. */
function mainPart(document: Document): Element {
  const articles = document.querySelectorAll('article');
  return (articles.length === 1 ? articles[0] : document.querySelector('main')) ?? document.querySelector('body')!;
}

/** The headline and the standfirst, which stand outside of what is found as the article. */
function headPieces(document: Document, base: string | null): Piece[] {
  const headlines = [...document.querySelectorAll('h1')].filter((each) => plainLine(each.textContent ?? '') !== '');
  if (headlines.length !== 1) return [];
  const standfirst = [...document.querySelectorAll('p, h2, div')].find((each) => {
    const named = `${each.getAttribute('class') ?? ''} ${each.getAttribute('itemprop') ?? ''}`;
    const length = plainLine(each.textContent ?? '').length;
    return STANDFIRST.test(named) && length > 0 && length <= 400;
  });
  const pieces = piecesOf(headlines[0]!, base).map((piece): Piece => ({ ...piece, kind: 'heading' }));
  if (!standfirst) return pieces;
  return [...pieces, ...piecesOf(standfirst, base).map((piece): Piece => ({ ...piece, kind: 'standfirst' }))];
}

const STANDFIRST = /(?:^|[\s_-])(?:standfirst|dek|deck|subtitle|sub-?head(?:line)?|alternativeheadline)(?:$|[\s_-])/i;

function missing(heads: readonly Piece[], pieces: Piece[]): Piece[] {
  return heads.filter((head) => {
    const there = pieces.find(({ text }) => text === head.text);
    if (there) there.kind = head.kind;
    return there === undefined;
  });
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + text.length, 0);
}
