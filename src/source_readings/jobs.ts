import { z } from 'zod';
import { BLANK, type Citation } from '../core/citations.ts';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { jobKind, type JobKind } from '../jobs/kind.ts';
import { decodePage } from '../readers/decode.ts';
import { readHtmlCitation } from '../readers/html-citation.ts';
import { fetchCame, readCame, type Came } from '../snapshots/came.ts';
import { READING } from './queries.ts';

const Asked = z.object({ address: z.string(), doi: z.string().nullable() });

/** Fetches a page and leaves what it says of itself, to be corrected and recorded. */
export function readingKind(fetching: FetchSettings): JobKind {
  return jobKind({
    kind: READING,
    asked: Asked,
    async run({ address, doi }, { jobId, signal, tell }) {
      const came = await fetchCame(address, fetching, { signal, tell });
      const at = came.page?.finalAddress ?? address;
      const read = await citationIn(came, at, signal);
      const found: Citation = {
        ...read,
        doi: read.doi || (doi ?? ''),
        accessed: came.at.toISOString().slice(0, 10),
      };
      return () => Promise.resolve({ text: found.title, href: `/sources/new?reading=${jobId}`, found });
    },
  });
}

/** What a page says of itself; of a file, what is known of its text. */
async function citationIn(came: Came, at: string, signal: AbortSignal): Promise<Citation> {
  if (/html/i.test(came.mediaType)) {
    const type = came.charset === null ? came.mediaType : `${came.mediaType}; charset=${came.charset}`;
    return readHtmlCitation(decodePage(came.bytes, type), at) ?? untitled(at);
  }
  const { title, byline, publication, publishedOn } = await readCame(came, signal);
  return {
    ...untitled(at),
    kind: 'document',
    title: title ?? at,
    authors: byline === null ? [] : [{ literal: byline }],
    publisher: publication ?? '',
    issued: publishedOn,
  };
}

const untitled = (at: string): Citation => ({ ...BLANK, kind: 'web_page', title: new URL(at).host, address: at });
