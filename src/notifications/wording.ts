import type { NoticeKind } from '../core/notice.ts';
import type { Notification } from './queries.ts';

const SENTENCES: Record<NoticeKind, (notice: Pick<Notification, 'actor' | 'claim'>) => string> = {
  assigned: ({ actor, claim }) => `${actor} gave you claim ${claim} to check`,
  mentioned: ({ actor, claim }) => `${actor} mentioned you on claim ${claim}`,
  query_asked: ({ actor, claim }) => `${actor} asked you about claim ${claim}`,
  query_answered: ({ actor, claim }) => `${actor} answered your query about claim ${claim}`,
  sign_off_lapsed: ({ actor, claim }) => `The sign-off of claim ${claim} lapsed by what ${actor} did`,
  source_fell: ({ actor, claim }) => `${actor} marked a source under claim ${claim} as fallen`,
};

/** What happened, as a sentence to whom it is told. */
export const noticeInWords = (notice: Notification): string => SENTENCES[notice.kind](notice);

const ANCHORS: Record<NoticeKind, string> = {
  assigned: '',
  mentioned: '#comments',
  query_asked: '#queries',
  query_answered: '#queries',
  sign_off_lapsed: '#moves',
  source_fell: '#evidence',
};

/** The part of the claim's page that it is about. */
export const noticeHref = ({ kind, claimId }: Notification): string => `/claims/${claimId}${ANCHORS[kind]}`;
