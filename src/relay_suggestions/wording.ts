import type { RelayKind } from '../core/sourcing.ts';
import { RELAY_SIGNS, type RelaySign } from '../core/sourcing/signs.ts';
import { RELAY_SIGN_WORDS } from '../core/wording.ts';

/** "Nearly the same text, the same agency credited". */
export function signsInWords(signs: readonly RelaySign[]): string {
  const words = signs.map((sign) => RELAY_SIGN_WORDS[sign]).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KINDS: Record<RelaySign, RelayKind> = {
  text: 'reprint',
  wire: 'wire_copy',
  speaker: 'same_interview',
  domain: 'reports',
};

/** How the one probably passes on the other. */
export function kindMeant(signs: readonly RelaySign[]): RelayKind {
  const sign = signs.includes('wire') ? 'wire' : RELAY_SIGNS.find((each) => signs.includes(each));
  return sign === undefined ? 'reports' : KINDS[sign];
}
