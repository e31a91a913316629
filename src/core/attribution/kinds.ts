export const ATTRIBUTION_KINDS = ['person', 'organisation', 'document', 'unnamed', 'author'] as const;
export type AttributionKind = (typeof ATTRIBUTION_KINDS)[number];

export const MANNERS = ['direct', 'paraphrase'] as const;
export type Manner = (typeof MANNERS)[number];
