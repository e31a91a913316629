import { escapeIdentifier as name, type Client } from 'pg';
import { APPLICATION_ROLE } from './client.ts';
import { KEPT_TABLES } from './past.ts';

/** How the rows of an article are found: they name it, or one of its claims or revisions. */
type Hold = 'article_id' | 'claim_id' | 'either_claim' | 'revision_id' | 'id';

/** What goes with an article that is erased, in this order. */
export const ERASED: [table: string, hold: Hold][] = [
  ['levels', 'claim_id'],
  ['resemblances', 'either_claim'],
  ['follows', 'claim_id'],
  ['attributions', 'claim_id'],
  ['evidence', 'claim_id'],
  ['findings', 'claim_id'],
  ['comments', 'article_id'],
  ['corrections', 'article_id'],
  ['author_queries', 'article_id'],
  ['notifications', 'article_id'],
  ['suggestions', 'article_id'],
  ['clearances', 'revision_id'],
  ['sentences', 'revision_id'],
  ['passages', 'revision_id'],
  ['snapshots', 'revision_id'],
  ['gate_overrides', 'article_id'],
  ['plans', 'article_id'],
  ['imports', 'article_id'],
  ['admissions', 'article_id'],
  ['outsiders', 'article_id'],
  ['visits', 'article_id'],
  // With the files and the snapshots that jobs made.
  ['jobs', 'article_id'],
  ['claims', 'article_id'],
  ['revisions', 'article_id'],
  ['articles', 'id'],
];

const HELD: Record<Hold, string> = {
  article_id: 'article_id = erased',
  claim_id: 'claim_id = any(claim_ids)',
  either_claim: '(claim_id = any(claim_ids) or earlier_claim_id = any(claim_ids))',
  revision_id: 'revision_id = any(revision_ids)',
  id: 'id = erased',
};

/**
 * Gives the desk the one act by which history loses words: `erase_article` takes an article out of every table and out of
 * the past, leaves of its entries what the chain is made of, and itself writes the entry that says so, without which the
 * chain would not hold. Answers with how many entries there are, and null where there is no such article.
 */
export async function keepErasing(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.articles') is not null and to_regclass('public.seals') is not null as there`,
  );
  if (!rows[0]?.there) return;
  const kept = new Set(KEPT_TABLES);
  const deleted = ERASED.map(([table, hold]) => `delete from ${name(table)} where ${HELD[hold]};`);
  const forgotten = ERASED.filter(([table]) => kept.has(table)).map(
    ([table, hold]) => `delete from past.${name(table)} where ${HELD[hold]};`,
  );
  await client.query(`
    create or replace function erase_article(erased uuid, eraser uuid, why text) returns integer
      language plpgsql security definer set search_path = public, pg_temp as $erase$
    declare
      claim_ids uuid[];
      revision_ids uuid[];
      snapshot_ids uuid[];
      hashes text[];
      told chains;
    begin
      perform from articles where id = erased for update;
      if not found then return null; end if;
      perform from claims where article_id = erased order by id for update;
      select array_agg(id) into claim_ids from claims where article_id = erased;
      select array_agg(id) into revision_ids from revisions where article_id = erased;
      -- A snapshot of what came for the article was a job's before it was a revision's.
      select array_agg(id), array_agg(sha256) into snapshot_ids, hashes from snapshots
        where revision_id = any(revision_ids) or job_id in (select id from jobs where article_id = erased);
      perform set_config('linecheck.erasing', 'on', true);
      ${deleted.join('\n      ')}
      ${forgotten.join('\n      ')}
      delete from past.snapshots where id = any(snapshot_ids);
      delete from kept_bytes as b where sha256 = any(hashes)
        and not exists (select from snapshots as s where s.sha256 = b.sha256)
        and not exists (select from past.snapshots as s where s.sha256 = b.sha256);
      update history set event = '{"kind":"words_removed"}' where article_id = erased;
      perform set_config('linecheck.erasing', '', true);
      select * into told from chains where chain = erased;
      insert into history (person_id, event) values (eraser, jsonb_build_object('kind', 'article_erased',
        'articleId', erased, 'entries', told.length, 'head', told.head, 'reason', why));
      return told.length;
    end $erase$;
    revoke execute on function erase_article(uuid, uuid, text) from public;`);
  const { rows: roles } = await client.query<{ there: boolean }>('select to_regrole($1) is not null as there', [
    APPLICATION_ROLE,
  ]);
  if (!roles[0]?.there) return;
  await client.query(`grant execute on function erase_article(uuid, uuid, text) to ${APPLICATION_ROLE}`);
}
