import { checkExcerpt, type ExcerptCheck } from '../core/excerpt.ts';
import type { Person } from '../core/rights.ts';
import type { EvidenceRecord } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { latestSnapshotText } from '../snapshots/queries.ts';

/** How an excerpt stands in the newest text that the desk has of its source. */
export interface CheckedExcerpt {
  evidenceId: string;
  snapshotId: string;
  takenAt: Date;
  check: ExcerptCheck;
}

/** More are not held against their sources on one page. */
const MOST_CHECKED = 20;

/** Holds the excerpts of some evidence against the snapshots of their sources; those without either are left out. */
export async function checkExcerpts(
  db: Db,
  person: Person,
  evidence: readonly Pick<EvidenceRecord, 'id' | 'sourceId' | 'excerpt' | 'hasSnapshot'>[],
): Promise<CheckedExcerpt[]> {
  const checked: CheckedExcerpt[] = [];
  const quoting = evidence.filter(({ excerpt, hasSnapshot }) => excerpt !== '' && hasSnapshot).slice(0, MOST_CHECKED);
  for (const { id, sourceId, excerpt } of quoting) {
    const snapshot = await latestSnapshotText(db, person, sourceId);
    if (!snapshot) continue;
    const { snapshotId, takenAt, text, notes } = snapshot;
    checked.push({ evidenceId: id, snapshotId, takenAt, check: checkExcerpt(excerpt, text, notes) });
  }
  return checked;
}
