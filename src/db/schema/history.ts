import { bigint, foreignKey, index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import type { HistoryEvent } from '../../core/history.ts';
import { articles } from './articles.ts';
import { claims } from './claims.ts';
import { madeAt } from './columns.ts';
import { people } from './people.ts';
import { sources } from './sources.ts';
import { speakers } from './speakers.ts';

export const history = pgTable(
  'history',
  {
    entry: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    articleId: uuid(),
    claimId: uuid(),
    sourceId: uuid(),
    speakerId: uuid(),
    personId: uuid().notNull(),
    event: jsonb().$type<HistoryEvent>().notNull(),
    at: madeAt(),
  },
  (t) => [
    foreignKey({ name: 'history_article', columns: [t.articleId], foreignColumns: [articles.id] }),
    foreignKey({ name: 'history_claim', columns: [t.claimId], foreignColumns: [claims.id] }),
    foreignKey({ name: 'history_source', columns: [t.sourceId], foreignColumns: [sources.id] }),
    foreignKey({ name: 'history_speaker', columns: [t.speakerId], foreignColumns: [speakers.id] }),
    foreignKey({ name: 'history_person', columns: [t.personId], foreignColumns: [people.id] }),
    index('history_of_article').on(t.articleId, t.entry),
    index('history_of_claim').on(t.claimId, t.entry),
    index('history_of_source').on(t.sourceId, t.entry),
    index('history_of_speaker').on(t.speakerId, t.entry),
    index('history_of_person').on(t.personId, t.entry),
  ],
);
