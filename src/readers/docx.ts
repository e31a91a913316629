import mammoth from 'mammoth';
import { parseHTML } from 'linkedom';
import { Refusal } from '../core/refusal.ts';
import type { PassageKind } from '../core/text.ts';
import { foundArticle, joinedPieces, NOTHING_KNOWN, webAddress, type FoundArticle, type Piece } from './found.ts';
import { packed, unpacked } from './packed.ts';
import { TAKEN } from './sniff.ts';
import { Words } from './words.ts';

/**
 * The article in a Word document: tracked changes taken as accepted, comments left out and counted, footnotes behind
 * the text. Each passage is noted with its paragraph's number, empty paragraphs not counted.
 */
export async function readDocx(bytes: Uint8Array): Promise<FoundArticle> {
  const parts = unpacked(
    bytes,
    (name) =>
      /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/core\.xml$|word\/)/.test(name) && /\.(?:xml|rels)$/.test(name),
  );
  const text = parts['word/document.xml'];
  if (!('[Content_Types].xml' in parts) || text === undefined) {
    throw new Refusal('invalid', `This is a packed file, but no Word document. ${TAKEN}`);
  }
  const document = await documentIn(packed(parts));

  const pieces: Piece[] = [];
  let number = 0;
  for (const paragraph of paragraphsIn(document)) {
    const [first, ...more] = linesOf(paragraph);
    if (first === undefined) continue;
    number += 1;
    pieces.push(...[first, ...more].map((piece) => withNumber(piece, number)));
  }
  const footnotes = notesIn(document).flatMap((note) => [...paragraphsIn(note)].flatMap(linesOf));
  const about = propertiesIn(parts['docProps/core.xml']);
  const headline = pieces.slice(0, 5).find(({ kind }) => kind === 'heading');
  return foundArticle(
    'docx',
    { ...NOTHING_KNOWN, title: headline?.text ?? about.title, byline: about.creator },
    joinedPieces([...pieces, ...footnotes]),
    remarksOn(document, text, footnotes.length),
  );
}

/** What of the library's tree of a document is read here. */
interface Part {
  type: string;
  children?: Part[];
  value?: string;
  href?: string | null;
  breakType?: string;
  styleId?: string | null;
  styleName?: string | null;
  numbering?: object | null;
  indent?: { start: string | null; end: string | null };
  verticalAlignment?: string;
}

interface DocumentPart extends Part {
  notes?: { resolve(reference: Part): { body: Part[] } | null };
  comments?: unknown[];
}

/** The tree that the library makes HTML from; the HTML itself is not asked for. */
async function documentIn(file: Uint8Array): Promise<DocumentPart> {
  let document: DocumentPart | null = null;
  try {
    await mammoth.convertToHtml(
      { buffer: Buffer.from(file.buffer, file.byteOffset, file.byteLength) },
      {
        externalFileAccess: false,
        transformDocument(whole: DocumentPart) {
          document = whole;
          return { ...whole, children: [], comments: [] };
        },
      },
    );
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Refusal('invalid', 'This Word document is damaged. Save it again and bring it in once more.');
  }
  return document ?? { type: 'document', children: [] };
}

/** Footnotes and endnotes, in the order in which the text refers to them. */
function notesIn(document: DocumentPart): Part[] {
  const found: Part[] = [];
  const into = (part: Part): void => {
    const note = part.type === 'noteReference' ? document.notes?.resolve(part) : null;
    if (note) found.push({ type: 'note', children: note.body });
    part.children?.forEach(into);
  };
  into(document);
  return found;
}

/** Paragraphs in reading order; a row of a table is one, with tabs between its cells. */
function* paragraphsIn(part: Part): Generator<Part> {
  if (part.type === 'paragraph') {
    yield part;
  } else if (part.type === 'tableRow') {
    const cells = (part.children ?? []).map((cell): Part[] => [...paragraphsIn(cell)]);
    const separated = cells.flatMap((cell, i): Part[] => (i === 0 ? cell : [{ type: 'tab' }, ...cell]));
    yield { type: 'paragraph', children: separated };
  } else {
    for (const child of part.children ?? []) yield* paragraphsIn(child);
  }
}

/** A paragraph cut where its lines are broken on purpose. */
function linesOf(paragraph: Part): Piece[] {
  const pieces: Piece[] = [];
  const words = new Words();
  const kind = kindOf(paragraph);
  let bullet = kind === 'list_item' ? '• ' : '';
  const close = (): void => {
    const piece = words.take(kind, bullet);
    if (piece === null) return;
    pieces.push(piece);
    bullet = '';
  };
  const into = (part: Part): void => {
    if (part.type === 'text') words.add(part.value ?? '');
    else if (part.type === 'run' && part.verticalAlignment === 'superscript') words.addRaised(textIn(part));
    else if (part.type === 'tab') words.tab();
    else if (part.type === 'break') close();
    else if (part.type === 'hyperlink') {
      const target = webAddress(part.href ?? null);
      const inner = (): void => part.children?.forEach(into);
      if (target === null) inner();
      else words.noted('link', target, inner);
    } else {
      // Between the paragraphs of one cell.
      if (part.type === 'paragraph') words.add(' ');
      part.children?.forEach(into);
    }
  };
  paragraph.children?.forEach(into);
  close();
  return pieces;
}

function textIn(part: Part): string {
  return (part.value ?? '') + (part.children ?? []).map(textIn).join('');
}

/** A twentieth of a point is the unit; a block quotation stands in by at least 0.6 cm on both sides. */
const SET_IN = 340;

function kindOf({ styleName, styleId, numbering, indent }: Part): PassageKind {
  const style = styleName ?? styleId ?? '';
  if (/^(?:heading|title\b)/i.test(style)) return 'heading';
  if (/^(?:sub-?title|standfirst|dek\b)/i.test(style)) return 'standfirst';
  if (/quot|^block text/i.test(style)) return 'quotation';
  if (/^caption/i.test(style)) return 'furniture';
  if (numbering) return 'list_item';
  return Number(indent?.start ?? 0) >= SET_IN && Number(indent?.end ?? 0) >= SET_IN ? 'quotation' : 'paragraph';
}

function withNumber(piece: Piece, number: number): Piece {
  const note = { start: 0, end: piece.text.length, kind: 'paragraph' as const, value: String(number) };
  return { ...piece, notes: [note, ...piece.notes] };
}

function propertiesIn(part: Uint8Array | undefined): { title: string | null; creator: string | null } {
  const xml = new TextDecoder().decode(part?.subarray(0, 65_536) ?? new Uint8Array());
  const value = (name: string): string | null => {
    const [, inner] = new RegExp(`<dc:${name}(?: [^>]*)?>([^<]*)</dc:${name}>`).exec(xml) ?? [];
    return inner ? (parseHTML(`<body>${inner}</body>`).document.body.textContent ?? null) : null;
  };
  return { title: value('title'), creator: value('creator') };
}

function remarksOn(document: DocumentPart, text: Uint8Array, footnotes: number): string[] {
  const comments = document.comments?.length ?? 0;
  const changed = /<w:(?:ins|del|moveFrom|moveTo)[ >]/.test(new TextDecoder().decode(text));
  return [
    changed ? ['The document has tracked changes; they were taken as accepted.'] : [],
    comments === 0 ? [] : [comments === 1 ? 'One comment was left out.' : `${comments} comments were left out.`],
    footnotes === 0 ? [] : ['Footnotes stand behind the text, without their marks.'],
  ].flat();
}
