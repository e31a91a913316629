import { createHash } from 'node:crypto';
import { readFile as readBytes } from 'node:fs/promises';
import { Refusal } from '../core/refusal.ts';
import type { Told } from '../core/text/told.ts';
import { fetchPage, type FetchedPage, type FetchSettings } from '../fetching/fetch-page.ts';
import { hasFormat, readFile } from '../readers/file.ts';
import { whyUnreadable } from '../readers/files.ts';
import { NOTHING_KNOWN, type About, type FoundArticle } from '../readers/found.ts';
import { readText } from '../readers/text.ts';

/** What came: a page as it was fetched, or a file as it was handed in. */
export interface Came {
  bytes: Uint8Array;
  mediaType: string;
  /** As the server named it. */
  charset: string | null;
  /** The file's name; empty for a page. */
  name: string;
  /** What the asking was like; null for a file. */
  page: Pick<FetchedPage, 'requested' | 'finalAddress' | 'redirects' | 'status' | 'headers'> | null;
  at: Date;
}

export function fileCame(name: string, mediaType: string, bytes: Uint8Array, at: Date): Came {
  return { bytes, mediaType, charset: null, name: name.slice(-200).toWellFormed(), page: null, at };
}

/** A file as a form or a program sent it. */
export function uploaded(file: { originalname: string; mimetype: string; buffer: Buffer }): Came {
  return fileCame(file.originalname, file.mimetype, file.buffer, new Date());
}

/** In hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Coming {
  signal: AbortSignal;
  tell: (progress: string) => void;
}

/** Asks for a page, and says how far it is. Refuses in words for the person who gave the address. */
export async function fetchCame(address: string, fetching: FetchSettings, { signal, tell }: Coming): Promise<Came> {
  const page = await fetchPage(address, {
    ...fetching,
    signal,
    now: () => new Date(),
    onProgress: ({ address: at, bytes }) => {
      const { host } = new URL(at);
      tell(bytes === 0 ? `Asking ${host}` : `${inKilobytes(bytes)} from ${host}`);
    },
  });
  const { bytes, mediaType, charset, fetchedAt } = page;
  return { bytes, mediaType, charset, name: '', page, at: fetchedAt };
}

/** The article, or other text, in what came. Refuses what holds none that can be read. */
export function readCame({ bytes, mediaType, charset, name, page }: Came, signal?: AbortSignal): Promise<FoundArticle> {
  const type = charset === null ? mediaType : `${mediaType}; charset=${charset}`;
  return readFile(bytes, page?.finalAddress ?? name, type, undefined, signal);
}

/** A text with what is known of it and what it was made of. */
export interface TextCame {
  body: string;
  about: About;
  origin: { told: Told | null; came: Came };
}

/** The text in what came, for whoever does without correcting it first: plain text to the letter, all else as it is read. */
export async function textOf(came: Came): Promise<TextCame> {
  if (came.page === null && !hasFormat(came.name)) {
    return { body: readText(came.bytes), about: NOTHING_KNOWN, origin: { told: null, came } };
  }
  const found = await readCame(came);
  return { body: found.body, about: found, origin: { told: found, came } };
}

/** What is at a place that somebody names on a command line: an address, or a file's path. */
export async function comeFrom(place: string, fetching: FetchSettings): Promise<Came> {
  if (/^https?:\/\//i.test(place)) {
    return fetchCame(place, fetching, { signal: new AbortController().signal, tell: () => {} });
  }
  const bytes = await readBytes(place).catch((error: unknown) => {
    throw new Refusal('invalid', `${place}: ${whyUnreadable(error)}`);
  });
  return fileCame(place.replace(/^.*[/\\]/s, ''), '', bytes, new Date());
}

function inKilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000).toLocaleString('en')} kB`;
}
