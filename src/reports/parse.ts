import { z } from 'zod';
import { AsOfQuery } from '../history/parse.ts';
import { FACES } from './faces.ts';

/** Which face somebody takes along with what is confidential in it, and as of when. */
export const DisclosureForm = AsOfQuery.extend({
  format: z.enum(
    FACES.filter(({ inBackground }) => !inBackground).map(({ format }) => format),
    'Choose one of the offered values.',
  ),
});
