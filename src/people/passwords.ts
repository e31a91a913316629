import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. A hash names its costs, so they may grow. */
const COSTS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COSTS);
}

let nobodys: Promise<string> | null = null;

/**
 * Whether a password is the one of the hash. Without a hash the answer is no, and takes as long: who has an account here
 * is not to be told by a clock.
 */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('the password of nobody at all');
  const nobody = await nobodys;
  const matches = await verify(kept ?? nobody, password.normalize('NFC'));
  return matches && kept !== null;
}
