import { z } from 'zod';
import { needed, prose, version, wholeNumber } from '../web/parse.ts';

/** Mail addresses, set apart by white space or commas. */
const mails = prose(20_000)
  .default('')
  .transform((words) => words.split(/[\s,;]+/).filter(Boolean));

export const KeepForm = z.object({
  /** 0 where there was none. */
  version: wholeNumber,
  identity: needed(prose(4_000), 'Say who it is.'),
  readers: mails,
});

export const ReadersForm = z.object({ version, readers: mails });
export const Seen = z.object({ version });
