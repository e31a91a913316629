import { z } from 'zod';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { jobKind, type JobKind } from '../jobs/kind.ts';
import type { FoundArticle } from '../readers/found.ts';
import { keepSnapshot, NOT_READ } from '../snapshots/actions.ts';
import { fetchCame, readCame } from '../snapshots/came.ts';
import { getCameWithJob } from '../snapshots/queries.ts';
import { DRAFT, type Draft } from './queries.ts';

const word = z.string().nullable();

const Asked = z.object({
  /** Null for a file, which is kept with the job. */
  address: word,
  articleId: z.uuid().nullable(),
  typed: z.object({ title: word, byline: word, publication: word, publishedOn: word, address: word }),
});

/** Fetches or takes up what came, reads the article in it, and leaves it to be corrected. */
export function draftKind(fetching: FetchSettings): JobKind {
  return jobKind({
    kind: DRAFT,
    asked: Asked,
    async run({ address, articleId, typed }, { db, person, jobId, signal, tell }) {
      const came =
        address === null
          ? await getCameWithJob(db, person, jobId)
          : await fetchCame(address, fetching, { signal, tell });
      tell('Reading it');
      const found = addressed(await readCame(came, signal), came.page?.finalAddress ?? null);
      return async (tx) => {
        if (address !== null) await keepSnapshot(tx, person, { jobId }, came, NOT_READ);
        const form = articleId === null ? '/articles/new' : `/articles/${articleId}/revisions/new`;
        const draft: Draft = { typed, found };
        const text = found.title === null ? 'Read' : `Read “${found.title}”`;
        return { text, href: `${form}?draft=${jobId}`, found: draft };
      };
    },
  });
}

/** A page that names no address of its own has the one that it was found at. */
function addressed(found: FoundArticle, at: string | null): FoundArticle {
  return { ...found, address: found.address ?? at };
}
