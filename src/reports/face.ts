import type { Db } from '../db/client.ts';
import type { Newsroom } from '../web/render.ts';
import type { ReportAsked } from './queries.ts';

/** What a face is asked for. */
export interface Wanted extends ReportAsked {
  newsroom: Newsroom;
  /** Ends the writing. */
  signal: AbortSignal;
  /** Is told how far it is, where that takes long. */
  tell: (progress: string) => void;
}

/** For what is written while somebody waits for it. */
export const UNWATCHED: Pick<Wanted, 'signal' | 'tell'> = { signal: new AbortController().signal, tell: () => {} };

export const FACE_GROUPS = ['documents', 'annotated', 'checked', 'tables', 'data', 'citations'] as const;
export type FaceGroup = (typeof FACE_GROUPS)[number];

/** One form in which the report leaves the desk. The website, the API, the command line and the tests all read the list. */
export interface Face {
  /** What it is asked for by, and the end of its file's name: `pdf`. */
  format: string;
  /** The file and its address, without what tells the article: `report.pdf`. */
  file: string;
  label: string;
  group: FaceGroup;
  mediaType: string;
  /** It takes long: the website makes it in the background and keeps it for a day. The others are answered at once. */
  inBackground: boolean;
  /** Its bytes in order, from one snapshot of the desk. The same state and moment give the same bytes. */
  write(db: Db, wanted: Wanted): AsyncIterable<string | Uint8Array>;
}

/** The file as it is handed over: `report-0199f2c4-7f0a.pdf`. */
export function fileOfFace({ file, mediaType }: Face, articleId: string): { name: string; mediaType: string } {
  const dot = file.indexOf('.');
  return { name: `${file.slice(0, dot)}-${articleId.slice(0, 13)}${file.slice(dot)}`, mediaType };
}
