import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Response } from 'express';

/**
 * Answers with a file as it comes. What is refused before its first bytes is answered as any other refusal; what breaks
 * later breaks the transfer off, so that half a file never looks like a whole one. Who goes away ends the reading.
 */
export async function download(
  res: Response,
  { name, mediaType }: { name: string; mediaType: string },
  bytes: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const coming = bytes[Symbol.asyncIterator]();
  const first = await coming.next();
  // The name's ending must not choose another media type.
  res.attachment(name).type(mediaType);
  // Packed, the first bytes would wait for many more.
  res.set('Cache-Control', 'private, no-cache, no-transform');
  try {
    await pipeline(Readable.from(resumed(first, coming), { objectMode: false }), res);
  } catch (error) {
    if (!res.closed && !res.destroyed) throw error;
  }
}

async function* resumed<T>(first: IteratorResult<T, unknown>, coming: AsyncIterator<T, unknown>): AsyncGenerator<T> {
  try {
    for (let next = first; !next.done; next = await coming.next()) yield next.value;
  } finally {
    await coming.return?.();
  }
}
