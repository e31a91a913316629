import type { HistoryEvent } from '../core/history.ts';
import type { Person } from '../core/rights.ts';
import type { Tx } from '../db/client.ts';
import { inChunks } from '../db/rows.ts';
import { history } from '../db/schema.ts';

/** What an entry is about: one noun, and the article it happened in, if in one. */
export interface About {
  articleId?: string;
  claimId?: string;
  sourceId?: string;
  speakerId?: string;
}

/** Writes what happened, in the transaction in which it happened. */
export async function remember(tx: Tx, person: Person, about: About, ...events: HistoryEvent[]): Promise<void> {
  await rememberAll(
    tx,
    person,
    events.map((event) => ({ about, event })),
  );
}

/** The same for many nouns at once, in the order given. */
export async function rememberAll(
  tx: Tx,
  person: Person,
  entries: readonly { about: About; event: HistoryEvent }[],
): Promise<void> {
  await inChunks(entries, async (chunk) => {
    await tx.insert(history).values(chunk.map(({ about, event }) => ({ ...about, personId: person.id, event })));
  });
}
