import { resemblance } from '../text/print.ts';

export const RELAY_SIGNS = ['text', 'wire', 'speaker', 'domain'] as const;
/** What two sources have in common that makes it likely that one passes on the other, or both a third. The surest first. */
export type RelaySign = (typeof RELAY_SIGNS)[number];

export interface SourceTraits {
  /** The domain that was registered; null without an address. */
  domain: string | null;
  speakerId: string | null;
  /** The agencies that its text credits. */
  wires: readonly string[];
  /** Null where nothing readable is kept, or too little. */
  signature: readonly number[] | null;
}

/** From so much on, texts are one text with changes: a headline, a paragraph left out. */
const NEARLY_IDENTICAL = 0.55;

/**
 * What two sources have in common. `sameClaim` says that they are evidence for one claim: a house, a speaker or an agency
 * in common means something only there.
 */
export function signsBetween(one: SourceTraits, other: SourceTraits, sameClaim: boolean): RelaySign[] {
  const raised: Record<RelaySign, boolean> = {
    text:
      one.signature !== null &&
      other.signature !== null &&
      resemblance(one.signature, other.signature) >= NEARLY_IDENTICAL,
    wire: sameClaim && one.wires.some((wire) => other.wires.includes(wire)),
    speaker: sameClaim && one.speakerId !== null && one.speakerId === other.speakerId,
    domain: sameClaim && one.domain !== null && one.domain === other.domain,
  };
  return RELAY_SIGNS.filter((sign) => raised[sign]);
}

/** News agencies by the names under which papers credit them. */
const AGENCIES: Record<string, string> = {
  Reuters: 'Reuters',
  AP: 'AP',
  'Associated Press': 'AP',
  AFP: 'AFP',
  'Agence France-Presse': 'AFP',
  dpa: 'dpa',
  UPI: 'UPI',
  'PA Media': 'PA Media',
  'Press Association': 'PA Media',
  Xinhua: 'Xinhua',
  Kyodo: 'Kyodo',
  ANSA: 'ANSA',
  EFE: 'EFE',
  TASS: 'TASS',
  APA: 'APA',
};
const NAMES = Object.keys(AGENCIES).join('|');
/** A credit as papers give it: in brackets, on a line of its own, or by way of thanks; not a mention in a sentence. */
const CREDIT = new RegExp(
  String.raw`\((${NAMES})\)|^[^\S\n]*(?:(?:By|Source:)[^\S\n]+)?(?:The[^\S\n]+)?(${NAMES})[^\S\n]*$|\b(${NAMES}) contributed to this report`,
  'gmu',
);

export interface WireCredit {
  agency: string;
  /** As the text has it: "(Reuters)". */
  words: string;
}

/** The agencies that a text credits, each with the first words that do. */
export function wiresIn(text: string): WireCredit[] {
  const found = new Map<string, string>();
  for (const [words, ...names] of text.matchAll(CREDIT)) {
    const agency = AGENCIES[names.find((name) => name !== undefined) ?? ''];
    if (agency !== undefined && !found.has(agency)) found.set(agency, words.trim());
  }
  return [...found].map(([agency, words]) => ({ agency, words }));
}
