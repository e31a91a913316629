import { asc, inArray, sql } from 'drizzle-orm';
import type { ClaimRow } from '../claims/queries.ts';
import { may, type Person } from '../core/rights.ts';
import type { RelayKind, SourceKind } from '../core/sourcing.ts';
import { originsOf } from '../core/sourcing/origins.ts';
import type { Db } from '../db/client.ts';
import { relays, sources } from '../db/schema.ts';
import { behind } from '../relays/queries.ts';
import { sourceInSight } from '../sources/queries.ts';

/** What claims rest on, and all that those sources pass on, directly or through others. */
export interface Grounding {
  claims: ClaimRow[];
  sources: GroundingSource[];
  relays: GroundingRelay[];
}

export interface GroundingSource {
  id: string;
  /**
   * How far it is in sight: its page may be opened; it is named, because it is used nowhere else; or it is only said to be
   * there, as the level of the claim says too, because what it is would tell of work that this person may not see.
   */
  sight: 'open' | 'named' | 'hidden';
  kind: SourceKind;
  title: string;
  author: string;
  publisher: string;
  issued: string | null;
}

export interface GroundingRelay {
  from: string;
  to: string;
  kind: RelayKind;
  words: string;
}

export async function getGrounding(db: Db, person: Person, claims: readonly ClaimRow[]): Promise<Grounding> {
  const standing = claims.filter((claim) => claim.stage !== 'withdrawn');
  const used = [...new Set(standing.flatMap((claim) => claim.evidence.map(({ sourceId }) => sourceId)))];
  return { claims: standing, ...(await readBehind(db, person, used)) };
}

/** Where others have it from in the end: a source that passes on nothing itself. Without words where it is out of sight. */
export type Origin = Pick<GroundingSource, 'id' | 'title' | 'author' | 'publisher' | 'issued'>;

/** The origins of each of these sources but itself, by title; sources that pass each other on go by one of them. */
export async function listOrigins(
  db: Db,
  person: Person,
  sourceIds: readonly string[],
): Promise<Map<string, Origin[]>> {
  const { sources: found, relays: passed } = await readBehind(db, person, sourceIds);
  const origins = originsOf(sourceIds, passed);
  return new Map(
    sourceIds.map((sourceId) => {
      const roots = new Set(origins.rootsOf(sourceId));
      const behindIt = found.filter(({ id }) => roots.has(id) && id !== sourceId);
      return [sourceId, behindIt.map(({ sight: _sight, kind: _kind, ...origin }) => origin)];
    }),
  );
}

/** Sources and all that they pass on, by title. */
async function readBehind(
  db: Db,
  person: Person,
  sourceIds: readonly string[],
): Promise<Pick<Grounding, 'sources' | 'relays'>> {
  if (sourceIds.length === 0) return { sources: [], relays: [] };
  const all = behind(sourceIds);
  const rows = await db
    .select({
      id: sources.id,
      open: sql<boolean>`${sourceInSight(person)}`,
      used: sql<boolean>`exists (select from evidence where evidence.source_id = sources.id)`,
      kind: sources.kind,
      title: sources.title,
      author: sources.author,
      publisher: sources.publisher,
      issued: sources.issued,
    })
    .from(sources)
    .where(inArray(sources.id, all))
    .orderBy(sql`lower(${sources.title})`, asc(sources.id));
  const passed = await db
    .select({ from: relays.sourceId, to: relays.relayedId, kind: relays.kind, words: relays.words })
    .from(relays)
    .where(inArray(relays.sourceId, all))
    .orderBy(asc(relays.sourceId), asc(relays.relayedId));
  const found = rows.map(({ open, used, ...source }): GroundingSource => {
    if (open && may(person, 'browse')) return { ...source, sight: 'open' };
    if (open || !used) return { ...source, sight: 'named' };
    return { id: source.id, sight: 'hidden', kind: 'document', title: '', author: '', publisher: '', issued: null };
  });
  const hidden = new Set(found.filter(({ sight }) => sight === 'hidden').map(({ id }) => id));
  return {
    sources: found,
    relays: passed.map((relay) => (hidden.has(relay.from) || hidden.has(relay.to) ? { ...relay, words: '' } : relay)),
  };
}
