import type { JobKind } from './jobs/kind.ts';

/** All that the desk does in the background. */
export function jobKinds(): JobKind[] {
  return [];
}
