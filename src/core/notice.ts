export const NOTICE_KINDS = [
  'assigned',
  'mentioned',
  'query_asked',
  'query_answered',
  'sign_off_lapsed',
  'source_fell',
] as const;
/** What somebody is told of without asking. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];
