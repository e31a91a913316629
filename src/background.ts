import { draftKind } from './drafts/jobs.ts';
import type { FetchSettings } from './fetching/fetch-page.ts';
import type { JobKind } from './jobs/kind.ts';

/** All that the desk does in the background. */
export function jobKinds(fetching: FetchSettings): JobKind[] {
  return [draftKind(fetching)];
}
