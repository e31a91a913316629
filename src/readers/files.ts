import { Refusal } from '../core/refusal.ts';

/** Why a file could not be read, in words; what is no fault of the file is thrown on. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder.';
  if (code === 'EACCES') return 'This file may not be read.';
  throw error;
}
