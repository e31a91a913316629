import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import settings from '../drizzle.config.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The SQL that `drizzle-kit generate` would still add to the migrations; empty where they make the very tables that the
 * schema describes. Asks it of a copy: the migrations stay as they are.
 */
export function driftOf(migrations: string, schema: string): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'linecheck-drift-'));
  try {
    cpSync(migrations, path.join(copy, 'drizzle'), { recursive: true });
    writeFileSync(path.join(copy, 'config.json'), JSON.stringify({ ...settings, schema, out: './drizzle' }));
    const before = listMigrations(copy);
    const said = generateIn(copy);
    const added = listMigrations(copy).filter((name) => !before.includes(name));
    // It ends with 0 after an error and after a question that nobody could answer: believe only what it says.
    if (added.length === 0 && !said.includes('No schema changes'))
      throw new Error(`drizzle-kit did not compare:\n${said}`);
    return added.map((name) => readFileSync(path.join(copy, 'drizzle', name), 'utf8')).join('\n');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
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
  const drift = driftOf(path.join(ROOT, 'drizzle'), path.join(ROOT, 'src/db/schema.ts'));
  if (drift === '') {
    console.log('The migrations make the tables that src/db/schema.ts describes.');
  } else {
    console.error(`src/db/schema.ts describes what no migration makes:\n\n${drift}\n`);
    console.error('Make one with: npx drizzle-kit generate --name noun__field__add');
    process.exitCode = 1;
  }
}
