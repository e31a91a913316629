import { Refusal } from './refusal.ts';

/** How long a body may be. `units` are UTF-16 code units; `sentences` is for whoever cuts the body to check. */
export interface BodyLimits {
  units: number;
  sentences: number;
}

export const BODY_LIMITS: BodyLimits = { units: 2_000_000, sentences: 20_000 };

/** First bytes of files that people take for text, and what to do instead. */
const SIGNATURES: readonly (readonly [bytes: readonly number[], looksLike: string])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'a PDF file'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP, Word or other packed file'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Word or Excel file'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'a rich text (RTF) file'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture'],
  [[0x1f, 0x8b], 'a gzip file'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0xff, 0xfe], 'text in UTF-16'],
  [[0xfe, 0xff], 'text in UTF-16'],
];

/**
 * The text of a file: a byte order mark is dropped and CRLF becomes LF, nothing else changes. Refuses what is not
 * UTF-8 text, and says what it looks like and at which byte and line; bytes and lines count from 1.
 */
export function decodeBody(bytes: Uint8Array, limits: BodyLimits = BODY_LIMITS): string {
  const known = SIGNATURES.find(([signature]) => signature.every((byte, i) => bytes[i] === byte));
  if (known !== undefined) throw invalid(`This looks like ${known[1]}, not plain text in UTF-8 (byte 1, line 1).`);
  // A UTF-16 unit takes at most three bytes, so this much cannot fit whatever it says.
  if (bytes.length > limits.units * 3 + 3) throw tooLarge(limits);

  const nul = bytes.indexOf(0);
  if (nul !== -1) throw invalid(`This looks like a binary file: there is a NUL byte at ${place(bytes, nul)}.`);
  const bad = invalidByte(bytes);
  if (bad !== -1) throw invalid(whyNotUtf8(bytes, bad));
  return checkBody(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), limits);
}

/** The same checks, and the same two changes, for text that came as a string. */
export function checkBody(text: string, limits: BodyLimits = BODY_LIMITS): string {
  const body = (text.startsWith('\uFEFF') ? text.slice(1) : text).replaceAll('\r\n', '\n');
  if (body.length > limits.units) throw tooLarge(limits);
  const nul = body.indexOf('\0');
  if (nul !== -1) throw invalid(`There is a NUL character at ${placeIn(body, nul)}; text cannot hold it.`);
  const half = body.search(/\p{Surrogate}/u);
  if (half !== -1) {
    throw invalid(`There is half of a character (a lone surrogate) at ${placeIn(body, half)}; copy the text again.`);
  }
  const control = controlsIn(body);
  if (control !== -1) throw invalid(`This looks like binary data, from ${placeIn(body, control)} on.`);
  if (body.trim() === '') throw invalid('There is no text here, only white space.');
  return body;
}

function invalid(message: string): Refusal {
  return new Refusal('invalid', message);
}

function tooLarge({ units }: BodyLimits): Refusal {
  return new Refusal('too_large', `This text is longer than ${units.toLocaleString('en')} characters, the limit.`);
}

/** Where control characters that no text holds begin, if there are enough of them to call it binary. */
function controlsIn(body: string): number {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const controls = [...body.slice(0, 8192).matchAll(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)];
  return controls.length > 8 && controls.length * 50 > Math.min(body.length, 8192) ? controls[0]!.index : -1;
}

/**
 * The text of bytes as older programs write it, Windows-1252 with Latin-1 in it; null for what is UTF-8, and for what does
 * not look like any text. Whoever uses it says so: nothing proves that those letters were meant.
 */
export function decodeOlder(bytes: Uint8Array): string | null {
  if (bytes.includes(0) || invalidByte(bytes) === -1 || !readsAsWindows1252(bytes)) return null;
  return meantInWindows1252(new TextDecoder('windows-1252').decode(bytes)).replaceAll('\r\n', '\n');
}

/** The offset of the first byte that is not UTF-8 (RFC 3629), or -1. */
function invalidByte(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i]!;
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0) return i;
    for (let k = 1; k < length; k += 1) if (!continues(bytes[i + k])) return i;
    const second = bytes[i + 1] ?? 0;
    const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
    const surrogate = lead === 0xed && second > 0x9f;
    const beyond = lead === 0xf4 && second > 0x8f;
    if (overlong || surrogate || beyond) return i;
    i += length;
  }
  return -1;
}

function continues(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

function whyNotUtf8(bytes: Uint8Array, bad: number): string {
  const where = place(bytes, bad);
  const lead = bytes[bad]!;
  if (lead === 0xed && (bytes[bad + 1] ?? 0) > 0x9f) {
    return `There is half of a character (a lone surrogate) at ${where}; save the text again as UTF-8.`;
  }
  if (readsAsWindows1252(bytes)) {
    const meant = meantInWindows1252(String.fromCodePoint(lead));
    const hex = lead.toString(16).toUpperCase();
    return `This looks like Windows-1252, not UTF-8: byte 0x${hex} at ${where} would be “${meant}”. Save it as UTF-8.`;
  }
  return `This is not text in UTF-8: what stands at ${where} is no character. It looks like a binary file.`;
}

/** What Windows-1252 has at 0x80 to 0x9F, where it differs from Unicode. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A text that was decoded as Windows-1252: the decoder of Node 20 leaves control characters where it has signs. */
export const meantInWindows1252 = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);

/** Mostly printable ASCII, with single high bytes among it as Western European text has. */
function readsAsWindows1252(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536);
  let high = 0;
  let odd = 0;
  for (const byte of head) {
    if (byte >= 0x80) high += 1;
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) || byte === 0x7f) odd += 1;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) odd += 1;
  }
  return odd * 200 <= head.length && high * 3 <= Math.max(head.length, 3);
}

function place(bytes: Uint8Array, offset: number): string {
  let line = 1;
  for (let i = 0; i < offset; i += 1) if (bytes[i] === 0x0a) line += 1;
  return `byte ${offset + 1}, line ${line}`;
}

function placeIn(body: string, offset: number): string {
  const before = body.slice(0, offset);
  const line = before.split('\n').length;
  return `character ${offset - before.lastIndexOf('\n')}, line ${line}`;
}
