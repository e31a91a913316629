import { z } from 'zod';
import type { FetchSettings } from '../fetching/fetch-page.ts';
import { jobKind, type JobKind } from '../jobs/kind.ts';
import { decodePage } from '../readers/decode.ts';
import { fetchCame } from '../snapshots/came.ts';
import { importFindingsIn } from './actions.ts';
import { readReviews } from './parse.ts';
import { FINDINGS_JOB } from './queries.ts';

const Asked = z.object({ address: z.string() });

/** Fetches a page and takes in the ClaimReviews that it carries. */
export function findingsKind(fetching: FetchSettings): JobKind {
  return jobKind({
    kind: FINDINGS_JOB,
    asked: Asked,
    async run({ address }, { person, signal, tell }) {
      const came = await fetchCame(address, fetching, { signal, tell });
      const type = came.charset === null ? came.mediaType : `${came.mediaType}; charset=${came.charset}`;
      const file = readReviews(address.slice(0, 200), decodePage(came.bytes, type));
      return async (tx) => {
        const importId = await importFindingsIn(tx, person, file);
        return { text: 'Findings of others', href: `/imports/${importId}` };
      };
    },
  });
}
