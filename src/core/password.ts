/** In characters, as a person counts them. */
export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/** Long enough, and still the first that anybody tries. */
const WELL_KNOWN = [
  'password',
  'passwort',
  'motdepasse',
  'contraseña',
  'qwerty',
  'qwertz',
  'azerty',
  'asdf',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'abc',
  '1q2w3e4r5t6y',
  'linecheck',
];

/**
 * What stands against a password, in words; empty where nothing does. Length counts, not which kinds of characters (NIST
 * SP 800-63B, 3.1.1.2). `about` are the words that anybody would try first: name, mail, newsroom.
 */
export function passwordTroubles(password: string, about: readonly string[]): string[] {
  const characters = Array.from(password.normalize('NFC'));
  if (characters.length < SHORTEST_PASSWORD) return [`At least ${SHORTEST_PASSWORD} characters.`];
  if (characters.length > LONGEST_PASSWORD) return [`At most ${LONGEST_PASSWORD} characters.`];
  if (new Set(characters).size < 5 || isRun(characters)) return ['Too easy to guess: the same few characters.'];
  const plain = lettersOf(password);
  const known = [...WELL_KNOWN, ...about.flatMap((each) => each.split(/[\s@.]+/))].map(lettersOf);
  const rest = known
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), plain)
    .replaceAll(/\d/g, '');
  if (rest.length < 4) return ['Too easy to guess: made of well-known words, or of your own name.'];
  return [];
}

/** Each character the one after the last, as in 1234567890123. */
function isRun(characters: readonly string[]): boolean {
  const steps = characters.slice(1).map((each, index) => each.codePointAt(0)! - characters[index]!.codePointAt(0)!);
  return steps.filter((step) => Math.abs(step) === 1).length > (steps.length * 2) / 3;
}

const lettersOf = (words: string) => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
