import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { driftOf } from '../drizzle/drift.ts';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

test('a schema that asks for more than the migrations make is found out, and they stay as they are', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-schema-'));
  symlinkSync(modules, path.join(folder, 'node_modules'));
  const migrations = path.join(folder, 'drizzle');
  const describe = (name: string, columns: string): string => {
    const schema = path.join(folder, `${name}.ts`);
    writeFileSync(
      schema,
      `import { integer, pgTable, text } from 'drizzle-orm/pg-core'; export const words = pgTable('words', { ${columns} });`,
    );
    return schema;
  };
  const made = describe('made', 'firstWord: text()');
  const generate = ['generate', '--dialect=postgresql', '--casing=snake_case', '--schema=./made.ts', '--out=./drizzle'];
  execFileSync(process.execPath, [path.join(modules, 'drizzle-kit/bin.cjs'), ...generate], { cwd: folder });
  const before = readdirSync(migrations, { recursive: true });

  expect(await driftOf(migrations, made)).toBe('');
  const wider = describe('wider', 'firstWord: text(), count: integer()');
  expect(await driftOf(migrations, wider)).toContain('ALTER TABLE "words" ADD COLUMN "count" integer');
  const renamed = describe('renamed', 'lastWord: text()');
  expect(await driftOf(migrations, renamed)).toBe(
    'gone or renamed: public.words.first_word\nnew: public.words.last_word',
  );
  const broken = describe('broken', 'firstWord: (');
  await expect(driftOf(migrations, broken)).rejects.toThrow(/did not compare/);

  expect(readdirSync(migrations, { recursive: true })).toEqual(before);
  rmSync(folder, { recursive: true });
});
