import { z } from 'zod';
import { ARTICLE_ACCESS } from '../core/rights.ts';
import { line, needed, oneOf, prose, version, wholeNumber } from '../web/parse.ts';

export const AccessForm = z.object({
  version,
  access: oneOf(ARTICLE_ACCESS),
  /** Mail addresses, set apart by white space or commas. */
  people: prose(20_000).default(''),
});

/** The same from a program. */
export const AccessBody = AccessForm.extend({ people: z.array(line(320)).max(500).default([]) });

export const OutsiderForm = z.object({
  name: needed(line(200)),
  days: wholeNumber.refine((value) => value >= 1 && value <= 90, 'From 1 to 90 days.'),
});
