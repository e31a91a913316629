import type { Citation } from '../core/citations.ts';

/** A citation without what the desk wrote for itself: its notes and tags. */
export const withoutNotes = (citation: Citation): Citation => ({ ...citation, note: '', tags: [] });
