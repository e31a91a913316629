import { newId, type Db } from '../src/db/client.ts';
import { importArticle } from '../src/articles/actions.ts';
import { getArticle } from '../src/articles/queries.ts';
import { openTerminal } from '../src/people/actions.ts';
import { listResemblances } from '../src/resemblances/queries.ts';
import type { Client } from 'pg';
import { atEmptyDesk } from './desk.ts';
import { numbersFrom } from './random.ts';

const CLAIMS = 200_000;
const ASKED = 60;
const VOCABULARY = 30_000;

/** How long it takes to find what a claim resembles among two hundred thousand, beside pg_trgm on the same rows. */
export const benchSeen = (): Promise<void> =>
  atEmptyDesk(async (db, owner) => {
    const statements = statementsOf(CLAIMS);
    const person = await openTerminal(db);
    await fill(owner, db, statements);
    const told = [];
    for (let n = 0; n < ASKED; n += 1) {
      // A fifth of the words of one that is there are gone, and their order is another.
      const words = statements[n * 3_331]!.split(' ').filter((_, at) => at % 5 !== 2);
      const statement = [...words.slice(3), ...words.slice(0, 3)].join(' ');
      const begun = performance.now();
      const found = await listResemblances(db, person, { id: newId(), statement }, true);
      told.push({ ms: performance.now() - begun, first: found[0]?.statement === statements[n * 3_331] });
    }
    const times = told.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const at = (share: number) => `${times[Math.floor(share * (times.length - 1))]!.toFixed(1)} ms`;
    console.log(`${CLAIMS.toLocaleString('en')} claims, ${ASKED} reworded ones asked for`);
    console.log(`  half within ${at(0.5)}, nine of ten within ${at(0.9)}, all within ${at(1)}`);
    const idle = [];
    for (let n = 0; n < ASKED; n += 1) {
      const begun = performance.now();
      await owner.query('select 1');
      idle.push(performance.now() - begun);
    }
    console.log(
      `  (a statement that does nothing: half within ${idle.toSorted((a, b) => a - b)[ASKED / 2]!.toFixed(1)} ms; there are six in each)`,
    );
    console.log(`  found first: ${told.filter(({ first }) => first).length} of ${ASKED}`);
    await owner.query('create extension if not exists pg_trgm');
    await owner.query('create index claims_trgm on claims using gin (statement gin_trgm_ops)');
    const begun = performance.now();
    await owner.query('select id from claims where statement % $1 order by similarity(statement, $1) desc limit 5', [
      statements[3_331]!
        .split(' ')
        .filter((_, each) => each % 5 !== 2)
        .join(' '),
    ]);
    console.log(`  pg_trgm, one of them: ${(performance.now() - begun).toFixed(0)} ms`);
  });

/** Statements of eight to twenty-five words, as frequent as words of a language are (Zipf), a tenth of them figures. */
function statementsOf(many: number): string[] {
  const number = numbersFrom(7);
  const syllables = 'ba ce di fo gu ra le mi no pu sta tre gli co ver ten mar sel qui zon'.split(' ');
  const word = (rank: number): string => {
    let spelled = '';
    for (let rest = rank; rest > 0 || spelled === ''; rest = Math.floor(rest / 20)) spelled += syllables[rest % 20]!;
    return spelled;
  };
  const share = () => number(1_000_000) / 1_000_000;
  return Array.from({ length: many }, () =>
    Array.from({ length: 8 + number(18) }, () =>
      number(10) === 0 ? String(number(3_000)) : word(Math.floor(VOCABULARY ** share()) - 1),
    ).join(' '),
  );
}

/** Straight into the tables: what the rows went through on their way does not change how they are found. */
async function fill(owner: Client, db: Db, statements: readonly string[]): Promise<void> {
  const person = await openTerminal(db);
  const about = { byline: '', publication: '', publishedOn: null, address: '' };
  const body = 'One sentence stands here.';
  const article = await getArticle(
    db,
    person,
    await importArticle(db, person, { title: 'Many claims', body, ...about }),
  );
  await owner.query('alter table claims disable trigger user');
  for (let at = 0; at < statements.length; at += 5_000) {
    const chunk = statements.slice(at, at + 5_000);
    await owner.query(
      `insert into claims (id, article_id, revision_id, number, exact, prefix, suffix, start, "end", statement, type, risk, hedged, marked_by)
       select gen_random_uuid(), $1, $2, $3 + n, s, '', '', $3 + n, $3 + n + 1, s, 'other', 'normal', false, $4
       from unnest($5::text[]) with ordinality as given (s, n)`,
      [article.id, article.revisionId, at, person.id, chunk],
    );
  }
  await owner.query('alter table claims enable trigger user');
  await owner.query('analyze claims');
}
