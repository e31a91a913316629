import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generateDrizzleJson } from 'drizzle-kit/api';
import settings from '../drizzle.config.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * What `drizzle-kit generate` would still add to the migrations; empty where they make the very tables that the schema
 * describes. Asks it of a copy: the migrations stay as they are.
 */
export async function driftOf(migrations: string, schema: string): Promise<string> {
  const copy = mkdtempSync(path.join(tmpdir(), 'linecheck-drift-'));
  try {
    cpSync(migrations, path.join(copy, 'drizzle'), { recursive: true });
    writeFileSync(path.join(copy, 'config.json'), JSON.stringify({ ...settings, schema, out: './drizzle' }));
    const before = listMigrations(copy);
    const said = generateIn(copy);
    const added = listMigrations(copy).filter((name) => !before.includes(name));
    if (added.length > 0) return added.map((name) => readFileSync(path.join(copy, 'drizzle', name), 'utf8')).join('\n');
    // It ends with 0 after an error too, and after a question that nobody could answer: believe only what it says.
    if (said.includes('No schema changes')) return '';
    if (said.includes('Interactive prompts')) return await renamingsIn(copy, schema);
    throw new Error(`drizzle-kit did not compare:\n${said}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** It asks whether what is new was renamed from what is gone, without a word of it where nobody can answer. */
async function renamingsIn(copy: string, schema: string): Promise<string> {
  const meta = path.join(copy, 'drizzle/meta');
  const newest =
    readdirSync(meta)
      .filter((name) => name.endsWith('_snapshot.json'))
      .toSorted()
      .at(-1) ?? '';
  const made: Snapshot = JSON.parse(readFileSync(path.join(meta, newest), 'utf8'));
  const described: Record<string, unknown> = await import(pathToFileURL(schema).href);
  const wanted = generateDrizzleJson(described, undefined, undefined, settings.casing);
  const [old, now] = [namesIn(made), namesIn(wanted)];
  return [
    ...old.filter((name) => !now.includes(name)).map((name) => `gone or renamed: ${name}`),
    ...now.filter((name) => !old.includes(name)).map((name) => `new: ${name}`),
  ].join('\n');
}

interface Snapshot {
  tables: Record<string, { columns: Record<string, unknown> }>;
}

function namesIn({ tables }: Snapshot): string[] {
  return Object.entries(tables).flatMap(([table, { columns }]) =>
    Object.keys(columns).map((name) => `${table}.${name}`),
  );
}

/** In the copy, because drizzle-kit takes only paths below the folder it runs in for its `out`. */
function generateIn(copy: string): string {
  const kit = path.join(ROOT, 'node_modules/drizzle-kit/bin.cjs');
  const generate = [kit, 'generate', '--config', 'config.json', '--name', 'drift'];
  const { stdout, stderr } = spawnSync(process.execPath, generate, { cwd: copy, encoding: 'utf8', input: '' });
  return `${stdout}\n${stderr}`;
}

function listMigrations(copy: string): string[] {
  return readdirSync(path.join(copy, 'drizzle')).filter((name) => name.endsWith('.sql'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const drift = await driftOf(path.join(ROOT, 'drizzle'), path.join(ROOT, 'src/db/schema.ts'));
  if (drift === '') {
    console.log('The migrations make the tables that src/db/schema.ts describes.');
  } else {
    console.error(`src/db/schema.ts describes what no migration makes:\n\n${drift}\n`);
    console.error('Make one with: npx drizzle-kit generate --name noun__field__add');
    process.exitCode = 1;
  }
}
