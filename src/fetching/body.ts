import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { refused } from './addresses.ts';
import type { Answer } from './ask.ts';

export interface Body {
  bytes: Uint8Array;
  /** There was more than was asked for; what came first is here. */
  cut: boolean;
}

const DECODERS: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The first `most` bytes of an answer as they are after decompression; nothing is unpacked beyond them, however small
 * the answer was on the way. Refuses an encoding it does not know, and one on top of another.
 */
export async function readBody(answer: Answer, most: number, arrived: (bytes: number) => void): Promise<Body> {
  const decoder = decoderFor(answer);
  // Where the answer breaks off, so does the decoder, with the same error.
  if (decoder) pipeline(answer.body, decoder, () => null);
  const gathered = new Gathered();
  try {
    for await (const chunk of decoder ?? answer.body) {
      const room = most - gathered.length;
      gathered.add((chunk as Uint8Array).subarray(0, room));
      arrived(gathered.length);
      if ((chunk as Uint8Array).length > room) return { bytes: gathered.bytes(), cut: true };
    }
  } catch (error) {
    if (!decoder || answer.body.errored) throw error;
    throw refused(`What ${answer.url.host} sent is damaged: it could not be decompressed.`);
  }
  return { bytes: gathered.bytes(), cut: false };
}

function decoderFor({ url, headers }: Answer): Transform | null {
  const encodings = (headers['content-encoding'] ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '' && each !== 'identity');
  const [encoding, another] = encodings;
  if (encoding === undefined) return null;
  if (another !== undefined) throw refused(`${url.host} sent the page compressed more than once.`);
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  if (!decoder) throw refused(`${url.host} sent the page compressed in a way that is not read here.`);
  return decoder();
}

/** Bytes in one piece that grows: kept apart, a page that comes byte by byte would take a hundred times its size. */
class Gathered {
  length = 0;
  #room = new Uint8Array(65_536);

  add(chunk: Uint8Array): void {
    if (this.length + chunk.length > this.#room.length) {
      const larger = new Uint8Array(Math.max(this.#room.length * 2, this.length + chunk.length));
      larger.set(this.#room.subarray(0, this.length));
      this.#room = larger;
    }
    this.#room.set(chunk, this.length);
    this.length += chunk.length;
  }

  bytes(): Uint8Array {
    return this.#room.slice(0, this.length);
  }
}
