import { Refusal } from '../core/refusal.ts';
import { plainLine, type Format } from './found.ts';

export const TAKEN = 'Linecheck takes .txt, .md, .html, .docx and .pdf files.';

/** What a file is, and a sentence for the person if that is not what it is called. */
export interface Sniffed {
  format: Format;
  remark: string | null;
}

const CALLED: Record<Format, string> = {
  text: 'plain text',
  markdown: 'Markdown',
  html: 'a web page',
  docx: 'a Word document',
  pdf: 'a PDF',
};

const BY_EXTENSION: Record<string, Format> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  docx: 'docx',
  pdf: 'pdf',
};

const BY_MEDIA_TYPE: Record<string, Format> = {
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/pdf': 'pdf',
};

/** What programs say that do not know. */
const GENERIC_TYPES = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/** First bytes of what people try to bring in and nobody here can read. */
const OTHERS: readonly (readonly [begins: string, what: string])[] = [
  ['{\\rtf', 'a rich text (RTF) file'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['RIFF', 'a recording or a WebP picture'],
  ['ID3', 'a recording'],
  ['OggS', 'a recording'],
  ['\x1f\x8b', 'a gzip file'],
  ['BZh', 'a bzip2 file'],
  ['7z\xbc\xaf', 'a 7-Zip file'],
  ['Rar!', 'a RAR file'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['SQLite format 3', 'a database'],
];

/** What the bytes are; the name and the media type are asked only where the bytes leave it open. Refuses the rest. */
export function sniff(bytes: Uint8Array, name: string, mediaType: string): Sniffed {
  if (bytes.length === 0) throw new Refusal('invalid', 'This file is empty.');
  const said = formatSaid(name, mediaType);
  const is = formatOf(bytes, said);
  if (is === null) {
    const extension = extensionOf(name);
    const what =
      extension === '' ? `“${plainLine(mediaType).slice(0, 80)}” is none of them` : `“.${extension}” is none of them`;
    throw new Refusal('invalid', `${TAKEN.slice(0, -1)}; ${what}.`);
  }
  if (said === null || said === 'unknown' || said === is) return { format: is, remark: null };
  return {
    format: is,
    remark: `The file goes by the name of ${CALLED[said]} but is ${CALLED[is]}, and was read as that.`,
  };
}

function formatOf(bytes: Uint8Array, said: Format | null | 'unknown'): Format | null {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  // Some programs write a few bytes before the mark; readers of PDF allow for 1,024.
  if (/^[^<]{0,1024}?%PDF-\d/s.test(head)) return 'pdf';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'docx';
  if (head.startsWith('\xd0\xcf\x11\xe0')) throw oldOffice(bytes);
  const other = OTHERS.find(([begins]) => head.startsWith(begins));
  const binary = other !== undefined && (other[0] !== 'MZ' || head.includes('\0'));
  if (binary) throw new Refusal('invalid', `This looks like ${other[1]}. ${TAKEN}`);
  if (said === 'docx' || said === 'pdf') {
    if (head.includes('\0') || !readsAsText(bytes)) {
      const wanted = said === 'docx' ? 'no Word document' : 'no PDF';
      throw new Refusal('invalid', `This is ${wanted}, whatever its name says, and no text either. ${TAKEN}`);
    }
  }
  if (/^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b/is.test(head)) {
    return 'html';
  }
  if (said === 'html') return hasMarkup(bytes) ? 'html' : 'text';
  if (said === 'unknown') return null;
  return said === 'markdown' ? 'markdown' : 'text';
}

function hasMarkup(bytes: Uint8Array): boolean {
  // In UTF-16 every other byte is 0.
  const text = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1').replaceAll('\0', '');
  return /<(?:!doctype|\/?[a-z][a-z0-9]*[\s/>])/i.test(text);
}

function readsAsText(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 4_096));
  return text.split('\ufffd').length < 5;
}

/** Word's own encryption puts the document into the container that its old format used. */
function oldOffice(bytes: Uint8Array): Refusal {
  const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return new Refusal(
    'invalid',
    isEncrypted
      ? 'This Word document is protected with a password. Save it without one and bring it in again.'
      : `This looks like an old Word or Excel file. Save it as .docx and bring it in again. ${TAKEN}`,
  );
}

/** Null where neither says anything; `unknown` where they name a kind that is not taken. */
function formatSaid(name: string, mediaType: string): Format | 'unknown' | null {
  const extension = extensionOf(name);
  const type = mediaType.split(';', 1)[0]!.trim().toLowerCase();
  const byType = BY_MEDIA_TYPE[type] ?? null;
  // What a server says of a page counts for more than how its address ends.
  if (isAddress(name)) return byType ?? BY_EXTENSION[extension] ?? (GENERIC_TYPES.has(type) ? null : 'unknown');
  return BY_EXTENSION[extension] ?? byType ?? (extension === '' && GENERIC_TYPES.has(type) ? null : 'unknown');
}

export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

function extensionOf(name: string): string {
  const path = isAddress(name) ? name.replace(/[?#].*$/s, '').replace(/^https?:\/\/[^/]*/i, '') : name;
  return /\.([a-z][a-z0-9]{0,11})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}
