import { createHash } from 'node:crypto';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file in a package, as its manifest has it. */
export interface PackedFile {
  name: string;
  /** In bytes. */
  length: number;
  sha256: string;
}

export const MANIFEST = 'manifest.json';

/** The earliest that a ZIP can say, in local fields as it has them: a package says nothing of when or where it was packed. */
const NO_TIME = new Date(1980, 0, 1);
/** What a ZIP without extensions holds, short of its last bytes. */
const LARGEST = 4_000_000_000;

/**
 * Files as one ZIP file that is handed on while it is packed, with a manifest as its last that has the SHA-256 of each,
 * and of itself. The same files give the same bytes.
 */
export async function* pack(
  files: AsyncIterable<{ name: string; pieces: AsyncIterable<string | Uint8Array>; packedAlready?: boolean }>,
  about: object,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let sum = 0;
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    sum += bytes.length;
    ready.push(bytes);
  });
  const taken = () => {
    if (sum > LARGEST) throw new RangeError('The package is larger than a ZIP file can be.');
    const bytes = ready;
    ready = [];
    return bytes;
  };
  const listed: PackedFile[] = [];
  for await (const { name, pieces, packedAlready = false } of files) {
    const part = packedAlready ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    part.mtime = NO_TIME;
    zip.add(part);
    const hash = createHash('sha256');
    let length = 0;
    for await (const piece of pieces) {
      const bytes = typeof piece === 'string' ? strToU8(piece) : piece;
      hash.update(bytes);
      length += bytes.length;
      // What is pushed is the packer's: it lets go of the buffer.
      part.push(bytes.slice());
      yield* taken();
    }
    part.push(new Uint8Array(), true);
    listed.push({ name, length, sha256: hash.digest('hex') });
    yield* taken();
  }
  const manifest = new ZipPassThrough(MANIFEST);
  manifest.mtime = NO_TIME;
  zip.add(manifest);
  manifest.push(strToU8(manifestOf({ ...about, files: listed })), true);
  zip.end();
  yield* taken();
}

/** The text of a manifest; its last member seals the others. */
export function manifestOf(members: object): string {
  const sha256 = createHash('sha256').update(JSON.stringify(members)).digest('hex');
  return `${JSON.stringify({ ...members, sha256 }, null, 1)}\n`;
}
