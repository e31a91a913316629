import { z } from 'zod';
import { AsOfQuery } from '../history/parse.ts';
import { FACES } from './faces.ts';

/** Which face somebody takes along, and as of when. */
export const FaceForm = AsOfQuery.extend({
  format: z
    .enum(
      FACES.map(({ format }) => format),
      'Choose one of the offered values.',
    )
    .transform((format) => FACES.find((face) => face.format === format)!),
});
