/** What becomes of a job: it waits, is done by somebody in the background, and ends in one of three ways. */
export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export function isOpen(state: JobState): boolean {
  return state === 'waiting' || state === 'running';
}

/** Why a job cannot be asked for once more, or null. What is done stays done. */
export function againstRetry(state: JobState): string | null {
  if (isOpen(state)) return 'It is still under way.';
  return state === 'done' ? 'It is done already.' : null;
}

/** Why a job cannot be cancelled, or null. */
export function againstCancelling(state: JobState): string | null {
  return isOpen(state) ? null : 'It has ended already.';
}
