import { unzipSync, zipSync, type Unzipped } from 'fflate';
import { Refusal } from '../core/refusal.ts';

const MOST_ENTRIES = 2_000;
/** In bytes, unpacked: the largest part, and all of them. */
const MOST = { part: 40_000_000, sum: 100_000_000 };
/** Word's markup packs to a tenth or a thirtieth; only what is made to burst packs tighter than this. */
const TIGHTEST = 200;
const SMALL = 1_000_000;

/** Whether bytes begin as those of a ZIP file do, which is what Word documents, spreadsheets and packages are. */
export const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * The parts of a packed file that `wanted` names, unpacked. What the file says of the size of each part is checked
 * before anything is unpacked, and holds: no part is given more room than it says it needs.
 */
export function unpacked(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  what = 'Word document',
  most = MOST,
): Unzipped {
  let entries = 0;
  let sum = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        entries += 1;
        sum += originalSize;
        const bursts = originalSize > SMALL && originalSize > size * TIGHTEST;
        if (entries > MOST_ENTRIES || originalSize > most.part || sum > most.sum || bursts) throw tooMuch(what);
        return wanted(name);
      },
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid', `This ${what} is damaged or cut short. Save it again and bring it in once more.`);
  }
}

/** The same parts packed again, without compression, for a library that takes only that. */
export function packed(parts: Unzipped): Uint8Array {
  return zipSync(parts, { level: 0 });
}

function tooMuch(what: string): Refusal {
  return new Refusal('too_large', `This ${what} unpacks to more than any article needs, and was not opened.`);
}
