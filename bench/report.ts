import { sql } from 'drizzle-orm';
import { newId, type Db } from '../src/db/client.ts';
import { addPerson } from '../src/people/actions.ts';
import { UNWATCHED } from '../src/reports/face.ts';
import { FACES } from '../src/reports/faces.ts';
import { atEmptyDesk } from './desk.ts';

const CLAIMS = 20_000;
const SOURCES_A_CLAIM = 5;
const SOURCES = 5_000;

/** An article of many claims, each with a finding, a credit and evidence; set up in SQL, as the desk would take hours. */
async function layArticle(db: Db, personId: string): Promise<string> {
  const articleId = newId();
  const revisionId = newId();
  const sentence = sql`'The ledger of year ' || lpad(n::text, 5, '0') || ' says that the bridge cost ' || n || ' crowns. '`;
  const uuid = (kind: string) => sql`(${`0199f2c4-${kind}-7000-8000-`} || lpad(to_hex(n), 12, '0'))::uuid`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into articles (id, title, created_by, next_claim_number)
      values (${articleId}, 'A long article', ${personId}, ${CLAIMS + 1})`);
    await tx.execute(sql`create temporary table laid on commit drop as
      select n, s as sentence, (sum(length(s)) over (order by n) - length(s))::int as start, length(s) - 1 as length
      from (select n, ${sentence} as s from generate_series(1, ${CLAIMS}) as n) as each`);
    await tx.execute(sql`insert into revisions (id, article_id, number, body, sha256, english, created_by)
      select ${revisionId}, ${articleId}, 1, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), true, ${personId}
      from (select string_agg(sentence, '' order by n) as body from laid) as whole`);
    await tx.execute(sql`insert into sentences (revision_id, position, kind, start, "end", checkworthiness, reasons)
      select ${revisionId}, n - 1, 'claim', start, start + length, 1, '{}' from laid`);
    await tx.execute(sql`insert into speakers (id, kind, name, keeper_id)
      select ${uuid('0001')}, 'person', 'Speaker ' || n, ${uuid('0001')} from generate_series(1, 100) as n`);
    await tx.execute(sql`insert into sources (id, kind, title, author, publisher, address, created_by)
      select ${uuid('0002')}, 'document', 'Ledger of the city, volume ' || n, 'The clerk', 'The city',
        'https://ledger.example/' || n, ${personId} from generate_series(1, ${SOURCES}) as n`);
    await tx.execute(sql`insert into relays (source_id, relayed_id, kind, linked_by)
      select ${uuid('0002')}, (${'0199f2c4-0002-7000-8000-'} || lpad(to_hex(n / 2), 12, '0'))::uuid, 'cites', ${personId}
      from generate_series(2, ${SOURCES}, 7) as n`);
    await tx.execute(sql`insert into claims (id, article_id, revision_id, number, exact, prefix, suffix, start, "end",
        statement, type, risk, hedged, stage, status, marked_by)
      select ${uuid('0003')}, ${articleId}, ${revisionId}, n, left(sentence, length), '', '', start, start + length,
        'In that year ' || left(sentence, length), 'figure', 'normal', false, 'checked', 'verified', ${personId} from laid`);
    await tx.execute(sql`insert into findings (id, claim_id, revision_id, status, reason, given_by)
      select ${uuid('0004')}, ${uuid('0003')}, ${revisionId}, 'verified',
        'The ledger has the figure on the page that is named, in the hand of the clerk; nothing speaks against it.', ${personId}
      from generate_series(1, ${CLAIMS}) as n`);
    await tx.execute(sql`insert into attributions (id, claim_id, link, speaker_id, kind, manner, source, cue, inherited,
        hedged, weasel, "check")
      select ${uuid('0005')}, ${uuid('0003')}, 0, (${'0199f2c4-0001-7000-8000-'} || lpad(to_hex(n % 100 + 1), 12, '0'))::uuid,
        'person', 'paraphrase', '[]', '[]', false, false, false, 'confirmed' from generate_series(1, ${CLAIMS}) as n`);
    await tx.execute(sql`insert into evidence (id, claim_id, source_id, stance, role, locator, excerpt, note, linked_by)
      select (${'0199f2c4-0006-7000-8000-'} || lpad(to_hex(n * 8 + k), 12, '0'))::uuid, ${uuid('0003')},
        (${'0199f2c4-0002-7000-8000-'} || lpad(to_hex((n * 31 + k * 977) % ${SOURCES} + 1), 12, '0'))::uuid,
        'supports', 'primary', 'p. ' || n, 'The bridge cost ' || n || ' crowns, as the clerk wrote it down that year.',
        'Seen in the reading room.', ${personId}
      from generate_series(1, ${CLAIMS}) as n, generate_series(1, ${SOURCES_A_CLAIM}) as k`);
  });
  return articleId;
}

/** How soon each face of a long report begins, how long it takes, and by how much the process grows. */
export const benchReport = (wanted: readonly string[]): Promise<void> =>
  atEmptyDesk(async (db, owner) => {
    const person = await addPerson(db, 'Ada', 'editor');
    const articleId = await layArticle(db, person.id);
    // As it soon is of itself: the server counts what has come within a minute.
    await owner.query('analyze');
    console.log(`${CLAIMS} claims × ${SOURCES_A_CLAIM} pieces of evidence from ${SOURCES} sources`);
    const formats = wanted.length > 0 ? wanted : ['csv', 'json', 'xlsx'];
    const asked = { person, articleId, asOf: { 'as-of': null, entry: null }, confidential: false, ...UNWATCHED };
    const wantedFace = { ...asked, newsroom: { name: 'Bench', timeZone: 'UTC' } };
    for (const face of FACES.filter(({ format }) => formats.includes(format))) {
      // What a desk that runs has loaded and compiled already; this also ends a reading before its end.
      let warm = 0;
      for await (const piece of face.write(db, wantedFace)) {
        warm += piece.length;
        if (warm > 200_000) break;
      }
      const before = process.memoryUsage().rss;
      let peak = before;
      const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
      const start = performance.now();
      let first = 0;
      let bytes = 0;
      for await (const piece of face.write(db, wantedFace)) {
        first ||= performance.now() - start;
        bytes += Buffer.byteLength(piece);
        await new Promise(setImmediate);
      }
      clearInterval(watch);
      const [mb, grown] = [bytes, peak - before].map((each) => (each / 1e6).toFixed(1));
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(
        `${face.format}: first byte ${first.toFixed(0)} ms, whole ${seconds} s, ${mb} MB, grew by ${grown} MB`,
      );
    }
  });
