import { and, desc, eq, isNull, lt, or, type SQL } from 'drizzle-orm';
import { inSight } from '../articles/queries.ts';
import type { HistoryEvent } from '../core/history.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { articles, history, people, sources, speakers } from '../db/schema.ts';
import { sourceInSight } from '../sources/queries.ts';
import { speakerInSight } from '../speakers/queries.ts';

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
async function listWhere(db: Db, person: Person, about: SQL | undefined, before: number | null): Promise<HistorySlice> {
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
    .leftJoin(articles, eq(articles.id, history.articleId))
    .leftJoin(sources, eq(sources.id, history.sourceId))
    .leftJoin(speakers, eq(speakers.id, history.speakerId))
    .where(
      and(
        about,
        or(isNull(history.articleId), inSight(person)),
        or(isNull(history.sourceId), sourceInSight(person)),
        or(isNull(history.speakerId), speakerInSight(person)),
        before === null ? undefined : lt(history.entry, before),
      ),
    )
    .orderBy(desc(history.entry))
    .limit(MOST + 1);
  const entries = rows.slice(0, MOST);
  return { entries, olderBefore: rows.length > MOST ? (entries.at(-1)?.entry ?? null) : null };
}

export const listHistory = (db: Db, person: Person, before: number | null = null) =>
  listWhere(db, person, undefined, before);

export const listArticleHistory = (db: Db, person: Person, articleId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.articleId, articleId), before);

export const listClaimHistory = (db: Db, person: Person, claimId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.claimId, claimId), before);

export const listSourceHistory = (db: Db, person: Person, sourceId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.sourceId, sourceId), before);

export const listSpeakerHistory = (db: Db, person: Person, speakerId: string, before: number | null = null) =>
  listWhere(db, person, eq(history.speakerId, speakerId), before);
