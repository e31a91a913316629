export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** How far a source is to be trusted, whatever it says: the grades of the Admiralty system. Kept apart from any finding. */
export type Reliability = (typeof RELIABILITIES)[number];

export interface Grade {
  reliability: Reliability;
  reliabilityReason: string;
}

/** Nothing is known of a source yet that would let anybody judge it. */
export const UNGRADED: Grade = { reliability: 'F', reliabilityReason: '' };

/** Why a grade cannot stand, or null: a judgement needs its reason. */
export function gradeTrouble({ reliability, reliabilityReason }: Grade): string | null {
  return reliability !== 'F' && reliabilityReason.trim() === '' ? 'Say why it is graded so.' : null;
}
