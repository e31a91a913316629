import { decodeBody, meantInWindows1252 } from '../core/body.ts';
import { Refusal } from '../core/refusal.ts';

/** Raw markup is longer than the text in it. */
const MARKUP_LIMITS = { units: 10_000_000, sentences: Number.POSITIVE_INFINITY };

/**
 * The text of a page's bytes: by its byte order mark, else by the character set that its sender or the page itself
 * declares, else as UTF-8. Refuses bytes that are not what they are said to be.
 */
export function decodePage(bytes: Uint8Array, mediaType: string): string {
  const marked = byteOrderMark(bytes);
  const declared = marked ?? charsetIn(mediaType) ?? declaredIn(bytes);
  const charset = declared === null ? 'utf-8' : nameOf(declared);
  // A page that can be read up to where it says that it is in UTF-16 is not.
  if (charset === 'utf-8' || (marked === null && charset.startsWith('utf-16'))) return decodeBody(bytes, MARKUP_LIMITS);
  if (marked === null && bytes.includes(0)) {
    throw new Refusal('invalid', 'This is no web page: it holds binary data.');
  }
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    return charset === 'windows-1252' ? meantInWindows1252(text) : text;
  } catch {
    throw new Refusal('invalid', `This page says that it is written in ${charset}, but parts of it are not.`);
  }
}

/** The character set that bytes say they are in by their first; null where they do not say. */
export function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(text)?.[1] ?? null;
}

/** In a meta element near the top, where browsers look too. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  const withoutComments = head.replace(/<!--.{0,4096}?-->/gs, '');
  for (const [element] of withoutComments.matchAll(/<meta\s[^>]{1,400}>/gi)) {
    const charset = charsetIn(element);
    if (charset !== null) return charset;
  }
  return null;
}

function nameOf(charset: string): string {
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    throw new Refusal('invalid', `This page says that it is written in “${charset}”, which is no known character set.`);
  }
}
