import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** A secret to hand out, and what is kept of it. */
export interface Secret {
  /** 256 random bits as 43 characters that fit an address, a cookie and a header. */
  secret: string;
  digest: string;
}

export function makeSecret(): Secret {
  const secret = randomBytes(32).toString('base64url');
  return { secret, digest: digestOf(secret) };
}

/**
 * What the database keeps in place of a secret, as hex: whoever reads the rows cannot come in with them. SHA-256 is enough,
 * since a random secret cannot be guessed; and it is looked up by its digest, whose comparison tells nothing of the secret.
 */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Words that nobody reads without the secret, which is random and used for them alone. */
export function seal(secret: string, words: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce);
  const sealed = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The words again; null where the secret is another or the bytes are not as they were. */
export function unseal(secret: string, bytes: Buffer): string | null {
  const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'linecheck sealed words', 32));
