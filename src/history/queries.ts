import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { HistoryEvent } from '../core/history.ts';
import type { Db } from '../db/client.ts';
import { history, people } from '../db/schema.ts';

export interface HistoryEntry {
  entry: number;
  at: Date;
  person: string;
  claimId: string | null;
  event: HistoryEvent;
}

export interface HistorySlice {
  entries: HistoryEntry[];
  /** The entry to ask `before` for the older ones, or null when these are the oldest. */
  olderBefore: number | null;
}

const MOST = 100;

/** What happened to one noun, newest first, at most a hundred entries before the entry given. */
async function listWhere(db: Db, about: SQL | undefined, before: number | null): Promise<HistorySlice> {
  const rows = await db
    .select({
      entry: history.entry,
      at: history.at,
      person: people.name,
      claimId: history.claimId,
      event: history.event,
    })
    .from(history)
    .innerJoin(people, eq(people.id, history.personId))
    .where(and(about, before === null ? undefined : lt(history.entry, before)))
    .orderBy(desc(history.entry))
    .limit(MOST + 1);
  const entries = rows.slice(0, MOST);
  return { entries, olderBefore: rows.length > MOST ? (entries.at(-1)?.entry ?? null) : null };
}

export const listHistory = (db: Db, before: number | null = null) => listWhere(db, undefined, before);

export const listArticleHistory = (db: Db, articleId: string, before: number | null = null) =>
  listWhere(db, eq(history.articleId, articleId), before);

export const listClaimHistory = (db: Db, claimId: string, before: number | null = null) =>
  listWhere(db, eq(history.claimId, claimId), before);

export const listSourceHistory = (db: Db, sourceId: string, before: number | null = null) =>
  listWhere(db, eq(history.sourceId, sourceId), before);

export const listSpeakerHistory = (db: Db, speakerId: string, before: number | null = null) =>
  listWhere(db, eq(history.speakerId, speakerId), before);
