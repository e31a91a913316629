import { createHash, randomBytes } from 'node:crypto';

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
