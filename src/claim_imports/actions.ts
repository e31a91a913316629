import { lockText } from '../articles/queries.ts';
import { markClaimsIn } from '../claims/actions.ts';
import { listMarkedSpans } from '../claims/queries.ts';
import { placeClaims, type ClaimSaid } from '../core/claim_rows.ts';
import { Refusal } from '../core/refusal.ts';
import { demand, type Person } from '../core/rights.ts';
import type { Span } from '../core/text.ts';
import type { Db } from '../db/client.ts';
import type { RecordReport } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { keepImportIn, tallyOf } from '../imports/actions.ts';

export interface ClaimsBrought {
  /** The file's name; empty for what was pasted. */
  name: string;
  format: string;
  said: readonly ClaimSaid[];
  /** Nothing is marked where one of them cannot be. */
  allOrNothing: boolean;
}

/**
 * Marks the claims that a file tells of on the newest revision, in one act, but for those whose words are a claim already
 * and those that are not found in one place. Returns the import's id, under which each is answered for. Refuses where
 * all or nothing was asked for and one of them cannot be marked, naming the first.
 */
export function importClaims(db: Db, person: Person, articleId: string, brought: ClaimsBrought): Promise<string> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    const text = await lockText(tx, person, articleId);
    const placed = placeClaims(text.body, brought.said);
    const taken = await listMarkedSpans(tx, text.revisionId);
    const drafts = new Map<string, number>();
    const fresh = placed.flatMap((claim) => {
      if ('trouble' in claim) return [];
      const at = spanKey(claim.span);
      if (taken.has(at) || drafts.has(at)) return [];
      drafts.set(at, drafts.size);
      const { statement, type, risk } = claim;
      return [{ ...claim.span, statement, type, risk, hedged: false, credits: [], suggestionId: null }];
    });
    const firstTrouble = placed.find((claim) => 'trouble' in claim);
    if (brought.allOrNothing && firstTrouble && 'trouble' in firstTrouble) {
      const sentence = `${firstTrouble.place}: ${firstTrouble.trouble}`;
      throw new Refusal('invalid', `Nothing was marked. ${sentence}`, { allOrNothing: [sentence] });
    }
    const marked = await markClaimsIn(tx, person, text, fresh);
    const told = new Set<string>();
    const records = placed.map((claim): RecordReport => {
      const { place } = claim;
      const about = { place, title: claim.words.slice(0, 300), leftOut: [] };
      if ('trouble' in claim) return { ...about, outcome: 'refused', madeId: null, why: claim.trouble };
      const at = spanKey(claim.span);
      const before = taken.get(at);
      if (before !== undefined) return { ...about, outcome: 'known', madeId: before, why: 'These words are a claim.' };
      const madeId = marked[drafts.get(at)!]!.id;
      if (told.has(at)) return { ...about, outcome: 'known', madeId, why: 'The same words as before in the file.' };
      told.add(at);
      return { ...about, outcome: 'new', madeId, why: '' };
    });
    const { name, format } = brought;
    const importId = await keepImportIn(tx, person, { kind: 'claims', name, format, articleId, records });
    await remember(tx, person, { articleId }, { kind: 'claims_imported', importId, name, format, ...tallyOf(records) });
    return importId;
  });
}

/** As `listMarkedSpans` names them. */
const spanKey = ({ start, end }: Span): string => `${start}-${end}`;
