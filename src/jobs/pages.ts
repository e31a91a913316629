import { count } from '../claims/wording.ts';
import { againstRetry, isOpen } from '../core/jobs.ts';
import { JOB_STATE_WORDS } from '../core/wording.ts';
import type { Act, Chip, Empty, Link, Pager } from '../web/parts.ts';
import { cursorPager } from '../web/paging.ts';
import { view } from '../web/render.ts';
import type { Job } from './queries.ts';

/** views/jobs/list.ejs */
export interface JobListPage {
  title: string;
  jobs: { title: string; href: string; state: Chip; at: string; says: string | null }[];
  empty: Empty;
  pager: Pager | null;
}

/** views/jobs/show.ejs */
export interface JobPage {
  title: string;
  /** While it is under way the page asks again after so many seconds. */
  refresh: number | null;
  state: Chip;
  at: string;
  endedAt: string | null;
  /** How far it is, what came of it, or why it failed. */
  says: string;
  refused: boolean;
  results: Link[];
  cancel: Act | null;
  retry: Act | null;
}

export const jobListView = view<JobListPage>('jobs/list');
export const jobView = view<JobPage>('jobs/show');

const chipOf = ({ state }: Job): Chip => ({ code: `job-${state}`, label: JOB_STATE_WORDS[state] });

export function jobListPage({ rows, next }: { rows: Job[]; next: string | null }, paged: boolean): JobListPage {
  return {
    title: 'Jobs',
    jobs: rows.map((job) => ({
      title: job.title,
      href: `/jobs/${job.id}`,
      state: chipOf(job),
      at: job.createdAt.toISOString(),
      says: job.refusal ?? job.result,
    })),
    empty: { text: 'Nothing of yours is being done in the background.', action: null },
    pager: cursorPager('/jobs', {}, { text: count(rows.length, 'job'), cursor: 'before', next, paged }),
  };
}

export function jobPage(job: Job): JobPage {
  const address = `/jobs/${job.id}`;
  const open = isOpen(job.state);
  const act = (id: string, path: string, label: string, tone: Act['tone']): Act => ({
    id,
    action: `${address}/${path}`,
    label,
    hidden: [],
    tone,
    describe: null,
    blockers: [],
  });
  return {
    title: job.title,
    refresh: open ? 2 : null,
    state: chipOf(job),
    at: job.createdAt.toISOString(),
    endedAt: job.endedAt?.toISOString() ?? null,
    says: job.refusal ?? job.result ?? (job.progress || SAID[job.state]),
    refused: job.state === 'failed',
    results: [
      ...(job.resultHref === null ? [] : [{ text: 'Go on', href: job.resultHref }]),
      ...(job.file === null ? [] : [{ text: `Download ${job.file}`, href: `${address}/file` }]),
    ],
    cancel: open ? act('cancel', 'cancellation', 'Cancel', 'plain') : null,
    retry: againstRetry(job.state) === null ? act('retry', 'attempts', 'Try again', 'main') : null,
  };
}

/** Where nothing more is known. */
const SAID: Record<Job['state'], string> = {
  waiting: 'It begins in a moment.',
  running: 'It has begun.',
  done: '',
  failed: '',
  cancelled: 'Nothing was changed.',
};
