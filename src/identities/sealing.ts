import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../core/refusal.ts';

/** The keys of the settings, 32 bytes each: the first seals, any of them opens. Without one nothing is sealed or opened. */
export type Keys = readonly Buffer[];

export interface Sealed {
  /** Which key opens it; tells nothing of the key. */
  keyId: string;
  /** Nonce (12 bytes), tag (16), and the words. */
  sealed: Buffer;
}

const NONCE = 12;
const TAG = 16;
/** Words are filled up to a multiple of this many bytes, so that their length does not tell. */
const STEP = 512;

export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('linecheck identity key').update(key).digest('hex').slice(0, 16);

/** Seals words for one speaker (AES-256-GCM): moved to another speaker's record they do not open. */
export function seal(keys: Keys, speakerId: string, words: string): Sealed {
  const key = firstOf(keys);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(about(speakerId));
  const bytes = Buffer.from(words, 'utf8');
  const filled = Buffer.alloc(Math.ceil((bytes.length + 1) / STEP) * STEP);
  bytes.copy(filled);
  const body = Buffer.concat([cipher.update(filled), cipher.final()]);
  return { keyId: keyIdOf(key), sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
}

/** Refuses `conflict` what was sealed with a key that is not there, was changed since, or belongs to another speaker. */
export function unseal(keys: Keys, speakerId: string, { keyId, sealed }: Sealed): string {
  firstOf(keys);
  const key = keys.find((each) => keyIdOf(each) === keyId);
  if (!key) throw new Refusal('conflict', 'This is sealed with a key that the settings do not have.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(about(speakerId))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  try {
    const filled = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
    // No words have a NUL: what can be typed has none.
    return filled.subarray(0, filled.indexOf(0)).toString('utf8');
  } catch {
    throw new Refusal('conflict', 'What is kept here does not open: it is not what was sealed.');
  }
}

const about = (speakerId: string): Buffer => Buffer.from(`linecheck identity ${speakerId}`, 'utf8');

function firstOf([key]: Keys): Buffer {
  if (key) return key;
  throw new Refusal('not_allowed', 'Identities are not kept here: the settings have no LINECHECK_IDENTITY_KEY.');
}
