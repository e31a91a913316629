import { Refusal } from '../core/refusal.ts';
import { passagesOf } from '../core/text.ts';
import { decodePage } from './decode.ts';
import type { FileToRead, ThreadAnswer } from './file.ts';
import { foundArticle, NOTHING_KNOWN, type FoundArticle } from './found.ts';
import { isAddress } from './sniff.ts';
import { readText } from './text.ts';

/** What is in a file of a known format; libraries are loaded for the one format that needs them. */
export async function answerFor(file: FileToRead): Promise<ThreadAnswer> {
  try {
    return { found: await articleIn(file) };
  } catch (error) {
    if (error instanceof Refusal) {
      const { reason, message, fields } = error;
      return { refused: { reason, message, fields } };
    }
    // A stack that overflows: the call of something that calls itself for each level of what it reads.
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      const message = "This file is nested deeper than any article. Paste the article's text instead.";
      return { refused: { reason: 'too_large', message, fields: {} } };
    }
    throw error;
  }
}

async function articleIn({ bytes, format, name, mediaType }: FileToRead): Promise<FoundArticle> {
  switch (format) {
    case 'text':
      return plainArticle(readText(bytes));
    case 'markdown': {
      const { readMarkdown } = await import('./markdown.ts');
      return readMarkdown(readText(bytes));
    }
    case 'html': {
      const { readHtml } = await import('./html.ts');
      return readHtml(decodePage(bytes, mediaType), isAddress(name) ? name : null);
    }
    case 'docx': {
      const { readDocx } = await import('./docx.ts');
      return readDocx(bytes);
    }
    case 'pdf': {
      const { readPdf } = await import('./pdf.ts');
      return readPdf(bytes);
    }
  }
}

/** A plain text is an article as it stands: its body is kept to the letter. */
function plainArticle(body: string): FoundArticle {
  const passages = passagesOf(body);
  const [first] = passages;
  const title = first?.kind === 'heading' ? body.slice(first.start, first.end) : null;
  return foundArticle('text', { ...NOTHING_KNOWN, title }, { body, passages });
}
