import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '../core/refusal.ts';
import { readArgs, type Command } from '../terminal/command.ts';
import { importRecord } from './actions.ts';
import { readRecordFile } from './file.ts';

export const recordCommands: Command[] = [
  {
    name: 'import-record',
    takes: 'FILE',
    does: 'brings in an article from another desk, history and all, from its JSON or evidence package with confidential parts; prints its id',
    async run(args, { db, person, say }) {
      const { file } = readArgs(args, ['file'], []);
      const read = readRecordFile(path.basename(file), await contentOf(file));
      say((await importRecord(db, person, read)).articleId);
    },
  },
];

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Refusal('invalid', `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
