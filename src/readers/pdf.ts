import { getDocumentProxy } from 'unpdf';
import { Refusal } from '../core/refusal.ts';
import { foundArticle, joinedPieces, MARKS_LEFT_OUT, NOTHING_KNOWN, type FoundArticle } from './found.ts';
import { linesOf, type Line } from './pdf-lines.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';

const MOST_PAGES = 1_000;

/** The article in a PDF that holds text; passages carry the pages they stand on. Refuses what holds only pictures. */
export async function readPdf(bytes: Uint8Array): Promise<FoundArticle> {
  const pdf = await opened(bytes);
  if (pdf.numPages > MOST_PAGES) {
    const counts = `${pdf.numPages.toLocaleString('en')} pages; ${MOST_PAGES.toLocaleString('en')} is the limit`;
    throw new Refusal('too_large', `This PDF has ${counts}.`);
  }
  const pages: Line[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await linesOn(pdf, number));
  const empty = pages.flatMap((lines, i) => (lines.length === 0 ? [i + 1] : []));
  if (empty.length === pages.length) {
    throw new Refusal(
      'invalid',
      'This PDF holds no text, only pictures of pages, as a scan does. Have its text recognised (OCR) first, or paste the text.',
    );
  }
  const { pieces, remarks } = paragraphsOf(pages);
  const { title, author } = await propertiesOf(pdf);
  const headline = pieces.slice(0, 5).find(({ kind }) => kind === 'heading');
  return foundArticle(
    'pdf',
    { ...NOTHING_KNOWN, title: headline?.text ?? title, byline: author },
    joinedPieces(pieces),
    [
      ...remarks,
      ...(pages.some((lines) => lines.some((line) => line.leavesOutMarks)) ? [MARKS_LEFT_OUT] : []),
      ...(empty.length === 0 ? [] : [`There is no text on ${listed(empty)}; a picture of text cannot be read.`]),
      ...(endsWhole(bytes) ? [] : ['The file ends before its end mark: the last pages may be missing.']),
    ],
  );
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      stopAtErrors: false,
      useSystemFonts: false,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new Refusal('invalid', 'This PDF is protected with a password. Save it without one and bring it in again.');
    }
    throw damaged(error);
  }
}

async function linesOn(pdf: Pdf, number: number): Promise<Line[]> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return linesOf(items, number);
  } catch (error) {
    throw damaged(error);
  }
}

async function propertiesOf(pdf: Pdf): Promise<{ title: string | null; author: string | null }> {
  try {
    const { info } = await pdf.getMetadata();
    const { Title: title, Author: author } = info as Record<string, unknown>;
    const isName = typeof title === 'string' && !/\.\w{2,5}$|^(?:microsoft word|untitled)/i.test(title);
    return { title: isName ? title : null, author: typeof author === 'string' ? author : null };
  } catch {
    return { title: null, author: null };
  }
}

function damaged(error: unknown): unknown {
  if (error instanceof RangeError) return error;
  return new Refusal('invalid', 'This PDF is damaged or cut short, and its pages cannot be read.');
}

function endsWhole(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-2_048)).includes('%%EOF');
}

function listed(pages: readonly number[]): string {
  const shown = pages.slice(0, 10).join(', ');
  return `${pages.length === 1 ? 'page' : 'pages'} ${shown}${pages.length > 10 ? ' and others' : ''}`;
}
