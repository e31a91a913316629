import { z } from 'zod';
import { CITED_AS } from '../../../src/core/citations.ts';

/** The shape of CSL-JSON 1.0.2 as its schema describes it, for the variables that items are made of. */

const textOrNumber = z.union([z.string(), z.number()]);
const flag = z.union([z.string(), z.number(), z.boolean()]);

const Name = z.strictObject({
  family: z.string().optional(),
  given: z.string().optional(),
  'dropping-particle': z.string().optional(),
  'non-dropping-particle': z.string().optional(),
  suffix: z.string().optional(),
  'comma-suffix': flag.optional(),
  'static-ordering': flag.optional(),
  literal: z.string().optional(),
  'parse-names': flag.optional(),
});

const DateVariable = z.union([
  z.string(),
  z.strictObject({
    'date-parts': z.array(z.array(textOrNumber).min(1).max(3)).min(1).max(2).optional(),
    season: textOrNumber.optional(),
    circa: flag.optional(),
    literal: z.string().optional(),
    raw: z.string().optional(),
    edtf: z.string().optional(),
  }),
]);

const of = <Shape extends z.ZodType>(names: string, shape: Shape) =>
  Object.fromEntries(names.split(' ').map((each) => [each, shape.optional()]));

export const CslData = z.array(
  z.strictObject({
    id: textOrNumber,
    type: z.enum(CITED_AS),
    categories: z.array(z.string()).optional(),
    custom: z.record(z.string(), z.unknown()).optional(),
    ...of('author editor translator interviewer recipient director container-author', z.array(Name)),
    ...of('issued accessed available-date event-date original-date submitted', DateVariable),
    ...of('volume issue page number edition chapter-number collection-number page-first version', textOrNumber),
    ...of(
      'title title-short container-title container-title-short publisher publisher-place DOI ISBN ISSN URL language ' +
        'keyword note abstract annote archive archive_location genre medium source status',
      z.string(),
    ),
  }),
);
