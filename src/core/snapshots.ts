/** What another look at a source's address found. */
export const LOOK_OUTCOMES = ['taken', 'unchanged', 'changed', 'gone'] as const;
export type LookOutcome = (typeof LOOK_OUTCOMES)[number];

/** What a page was at one moment; `text` is null where nothing could be read in it. */
export interface PageSeen {
  sha256: string;
  text: string | null;
}

/**
 * Whether a page says what it said when it was last kept. What surrounds its words (advertisements, the hour, numbers of
 * readers) changes at each look, so the words decide where there are some on both sides.
 */
export function outcomeOfLook(before: PageSeen | null, now: PageSeen): LookOutcome {
  if (before === null) return 'taken';
  if (before.sha256 === now.sha256) return 'unchanged';
  if (before.text === null || now.text === null) return 'changed';
  return folded(before.text) === folded(now.text) ? 'unchanged' : 'changed';
}

function folded(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}
