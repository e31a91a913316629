import { BODY_LIMITS, checkBody, decodeBody } from '../core/body.ts';
import { Refusal } from '../core/refusal.ts';

/**
 * An article's exact text from what was pasted or sent as a file: BOM dropped, CRLF made LF, nothing else. Refuses
 * `invalid` what is empty or not plain UTF-8 text, naming the place, and `too_large` what is above the limits.
 */
export function readText(sent: string | Uint8Array): string {
  const body = asTroubleWithBody(() => (typeof sent === 'string' ? checkBody(sent) : decodeBody(sent)));
  if (body.trim() === '') {
    throw new Refusal('invalid', 'There is no text to bring in.', { body: ['There is no text here.'] });
  }
  return body;
}

/** A text that is longer than any article may be. */
export function tooLong(): Refusal {
  const limit = `This text is longer than ${BODY_LIMITS.units.toLocaleString('en')} characters, the limit.`;
  return new Refusal('too_large', limit, { body: [limit] });
}

/** The first line of a text that has words, for an article that was given no title; at most 200 characters. */
export function titleOf(body: string): string {
  const first = body.split('\n').find((each) => each.trim() !== '') ?? '';
  return first
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}

function asTroubleWithBody<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.reason, error.message, { body: [error.message] });
  }
}
