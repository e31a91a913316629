import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Migrations extends Disposable {
  folder: string;
}

/** A folder of migrations as drizzle-kit writes them, each made a second after the one before. */
export function makeMigrations(...statements: string[]): Migrations {
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-migrations-'));
  const tags = statements.map((_, index) => `000${index}_step`);
  statements.forEach((statement, index) => writeFileSync(path.join(folder, `${tags[index]}.sql`), statement));
  const entries = tags.map((tag, idx) => ({ idx, version: '7', when: (idx + 1) * 1000, tag, breakpoints: true }));
  mkdirSync(path.join(folder, 'meta'));
  writeFileSync(
    path.join(folder, 'meta/_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
