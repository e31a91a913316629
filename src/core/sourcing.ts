export const SOURCE_KINDS = [
  'document',
  'dataset',
  'publication',
  'web_page',
  'social_post',
  'audio_video',
  'interview',
  'statement',
  'observation',
  'photograph',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const STANCES = ['supports', 'contradicts', 'partly_supports', 'background'] as const;
export type Stance = (typeof STANCES)[number];

/** What a source is for one claim; the same book can be primary for one and tertiary for another. */
export const ROLES = ['primary', 'secondary', 'tertiary'] as const;
export type SourceRole = (typeof ROLES)[number];

export const SOURCING_LEVELS = [
  'none',
  'attributed_only',
  'single_origin',
  'many_links_one_origin',
  'corroborated',
  'primary_record',
] as const;
export type SourcingLevel = (typeof SOURCING_LEVELS)[number];
