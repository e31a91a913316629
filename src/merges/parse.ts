import { z } from 'zod';
import { id, line, version } from '../web/parse.ts';

/** The other record: chosen, or its address on this desk or id pasted. */
export const MergeForm = z
  .object({
    version,
    otherId: id.or(z.literal('')).default(''),
    other: line(500).default(''),
  })
  .transform(({ version: seen, otherId, other }, context) => {
    const found = otherId || (/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i.exec(other)?.[0] ?? '');
    if (found === '') {
      context.addIssue({ code: 'custom', path: ['other'], message: 'Choose the other record, or paste its link.' });
    }
    return { seen, otherId: found.toLowerCase() };
  });
