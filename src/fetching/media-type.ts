import { MIMEType } from 'node:util';
import { refused } from './addresses.ts';

export interface MediaType {
  mediaType: string;
  /** In lower case, as the server named it; null where it did not. */
  charset: string | null;
}

/** What the desk reads. Data (JSON, XML, tables) is no article, and pictures hold no words. */
const READ = new Set(['text/html', 'application/xhtml+xml', 'text/plain', 'text/markdown', 'application/pdf']);

/** Types by which a server says that it does not know. */
const UNNAMED = new Set(['application/octet-stream', 'binary/octet-stream', 'application/x-download']);

/**
 * The type a server gave, or null where it gave none and only the bytes can tell. Refuses what the desk does not read,
 * before any of it is read.
 */
export function readMediaType(header: string | undefined, host: string): MediaType | null {
  if (header === undefined || header.trim() === '') return null;
  const type = asType(header);
  if (!type) throw refused(`${host} sent something without a type that makes sense.`);
  if (UNNAMED.has(type.essence)) return null;
  if (!READ.has(type.essence)) {
    throw refused(
      `This is ${type.essence.slice(0, 80)}, which is not read here. Web pages, plain text, Markdown and PDF are.`,
    );
  }
  return { mediaType: type.essence, charset: type.params.get('charset')?.toLowerCase() || null };
}

/** The type of what came without one, where its first bytes leave no doubt: PDF and HTML. Refuses the rest. */
export function sniffMediaType(bytes: Uint8Array, host: string): MediaType {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024));
  if (start.startsWith('%PDF-')) return { mediaType: 'application/pdf', charset: null };
  if (/^(ï»¿)?\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html)[\s>]/i.test(start)) {
    return { mediaType: 'text/html', charset: null };
  }
  throw refused(`${host} does not say what this is, and it is neither a web page nor a PDF.`);
}

function asType(header: string): MIMEType | null {
  try {
    // A header that was sent twice comes joined; the first of them counts.
    return new MIMEType(header.split(',')[0]!);
  } catch {
    return null;
  }
}
