import { z } from 'zod';
import { day, needed, prose, version } from '../web/parse.ts';

export const CorrectionForm = z.object({
  version,
  wasSaid: needed(prose(), 'Say what stood there.'),
  isRight: needed(prose(), 'Say what is right.'),
  wording: needed(prose(), 'Give the correction as it ran.'),
  correctedOn: day.transform((value, context) => {
    if (value === null) context.addIssue('Say on which day it ran.');
    return value ?? '';
  }),
});
