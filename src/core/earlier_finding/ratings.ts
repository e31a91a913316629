import type { VerificationStatus } from '../check.ts';
import type { ForeignRating } from '../earlier_finding.ts';

/**
 * Words that checkers rate with and what of ours comes nearest; the first that stands in a rating decides, so that
 * "not true" is read before "true".
 */
const WORDS: readonly (readonly [VerificationStatus, RegExp])[] = [
  ['not_checkable', /\b(?:satire|satir[ei]?|parody|opinion|sátira|satira)\b/],
  ['unverifiable', /\b(?:unverifiable|cannot be verified|can't be verified|impossible to (?:verify|check))\b/],
  [
    'unsupported',
    /\b(?:unproven|unsupported|unsubstantiated|baseless|unfounded|no evidence|lacks? evidence|not proven|sin pruebas|unbelegt|non prouvé|sans preuve)/,
  ],
  ['disputed', /\b(?:disputed|contested|controversial|umstritten)\b/],
  [
    'needs_context',
    /\b(?:half[- ]?true|half[- ]truth|partly|partially|mixture|mixed|mislead\w*|context|exaggerat\w*|overstate\w*|cherry[- ]?pick\w*|selective|distort\w*|two pinocchios|one pinocchio|engañoso|enganoso|trompeu\w*|irreführend|teils|halb|à nuancer|fuori contesto|impreciso|exagerado|misbar)/,
  ],
  [
    'incorrect',
    /(?:\bnot (?:true|correct|accurate)\b|\b(?:false|fake|incorrect|inaccurate|untrue|wrong|hoax|fabricat\w*|altered|doctored|debunked|pants on fire|(?:three|four) pinocchios|scam|bogus|falso|falsa|faux|fausse|falsch|onwaar|fałsz|yanlış|ложь)(?![\p{L}]))/u,
  ],
  ['verified_fix', /\b(?:mostly|largely|broadly|nearly|almost) (?:true|correct|accurate|right)\b/],
  [
    'verified',
    /\b(?:true|correct|accurate|right|confirmed|verified|geppetto|verdadero|verdadeiro|vrai|wahr|richtig|vero|prawda)\b/,
  ],
];

/**
 * What of ours comes nearest to a foreign rating: by its words, which are meant, and where they say nothing known, by
 * its place on its own scale (product rule: 5 verified, 4 fix wording, 3 needs context, 1 and 2 incorrect). Null where
 * neither says enough.
 */
export function ourStatusFor({ words, value, best, worst }: ForeignRating): VerificationStatus | null {
  const said = words.toLowerCase().normalize('NFC').replaceAll('’', "'");
  const worded = WORDS.find(([, pattern]) => pattern.test(said));
  if (worded) return worded[0];
  const [at, top, bottom] = [value, best, worst].map((text) => (text === '' ? NaN : Number(text.replace(',', '.'))));
  if (!(bottom! < top! && at! >= bottom! && at! <= top!)) return null;
  const place = 1 + (4 * (at! - bottom!)) / (top! - bottom!);
  if (place >= 4.75) return 'verified';
  if (place >= 3.75) return 'verified_fix';
  return place >= 2.5 ? 'needs_context' : 'incorrect';
}
