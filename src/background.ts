import type { Config } from './config.ts';
import { sendDigests } from './digests/actions.ts';
import { draftKind } from './drafts/jobs.ts';
import { findingsKind } from './earlier_findings/jobs.ts';
import type { FetchSettings } from './fetching/fetch-page.ts';
import type { Db } from './db/client.ts';
import type { JobKind } from './jobs/kind.ts';
import type { Post } from './mail/post.ts';
import { forgetForms } from './kept_forms/actions.ts';
import { printTexts } from './relay_suggestions/actions.ts';
import { forgetBytes, requestFirstLooks } from './snapshots/actions.ts';
import { readingKind } from './source_readings/jobs.ts';
import { reportKind } from './reports/jobs.ts';
import type { Newsroom } from './web/render.ts';
import { fileTextKind, lookKind } from './snapshots/jobs.ts';

/** All that the desk does in the background. */
export function jobKinds(fetching: FetchSettings, newsroom: Newsroom): JobKind[] {
  return [
    draftKind(fetching),
    lookKind(fetching),
    readingKind(fetching),
    findingsKind(fetching),
    fileTextKind(),
    reportKind(newsroom),
  ];
}

/** What is looked after once a minute. */
export function chores(
  { snapshotSources, newsroom, address }: Pick<Config, 'snapshotSources' | 'newsroom' | 'address'>,
  post: Post | null,
): ((db: Db) => Promise<void>)[] {
  return [
    forgetBytes,
    printTexts,
    forgetForms,
    ...(snapshotSources ? [requestFirstLooks] : []),
    ...(post && address ? [(db: Db) => sendDigests(db, post, { ...newsroom, address }, new Date())] : []),
  ];
}
