import { sentenceOf } from '../core/history.ts';
import { historyWording } from '../core/wording.ts';
import type { HistoryLine } from '../web/parts.ts';
import type { HistorySlice } from './queries.ts';

/** What happened, as lines for a page. */
export function historyLines({ entries, names }: HistorySlice): HistoryLine[] {
  const say = historyWording(names);
  return entries.map((entry) => ({
    at: entry.at.toISOString(),
    who: entry.person,
    sentence: sentenceOf(entry.event, say),
    changes: [],
    href: entry.claimId === null ? null : `/claims/${entry.claimId}`,
  }));
}
