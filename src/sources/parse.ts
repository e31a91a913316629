import { z } from 'zod';
import { BLANK, CITED_AS, readDoi, readIsbn, readNames, type Name } from '../core/citations.ts';
import { gradeTrouble, RELIABILITIES, UNGRADED, type Grade } from '../core/reliability.ts';
import { SOURCE_KINDS } from '../core/sourcing.ts';
import { id, line, needed, oneOf, partialDay, prose, tick, version, webAddress } from '../web/parse.ts';

/** What may be sent about a source, through whichever door. */

const name = z.union(
  [
    z.strictObject({ literal: needed(line(200)) }),
    z.strictObject({ family: needed(line(200)), given: line(200).default(''), suffix: line(50).default('') }),
  ],
  'A name has a family name, or is a literal.',
);

const MOST_AUTHORS = 200;

/** Names in one line as people type them, or apart as a program sends them. */
export const names = z
  .union([line(5_000).transform((typed): Name[] => readNames(typed)), z.array(name)])
  .refine((list) => list.length <= MOST_AUTHORS, `At most ${MOST_AUTHORS} names.`);

const doi = line(500).transform((typed, context) => {
  const read = typed === '' ? '' : readDoi(typed);
  if (read === null) context.addIssue('A DOI looks like 10.1000/182.');
  return read ?? '';
});

const isbn = line(40).transform((typed, context) => {
  const read = typed === '' ? '' : readIsbn(typed);
  if (read === null) context.addIssue('This is no ISBN: its digits do not add up.');
  return read ?? '';
});

/** Tags as people type them, divided by commas, or as a list. */
const tags = z
  .union([
    line(1_000).transform((typed) => typed.split(',')),
    z.array(line(100).refine((tag) => !tag.includes(','), 'A tag has no comma.')),
  ])
  .transform((list, context) => {
    const distinct = [...new Set(list.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
    if (distinct.length > MOST_TAGS) context.addIssue(`At most ${MOST_TAGS} tags.`);
    return distinct;
  });
const MOST_TAGS = 30;

const day = partialDay.nullable().default(null);

const FIELDS = {
  kind: oneOf(SOURCE_KINDS),
  citedAs: z
    .literal('')
    .transform(() => null)
    .or(oneOf(CITED_AS).nullable())
    .default(BLANK.citedAs),
  title: needed(line(), 'A source needs a title.'),
  author: names.default([]),
  publisher: line().default(''),
  container: line().default(''),
  volume: line(100).default(''),
  issue: line(100).default(''),
  page: line(100).default(''),
  issued: day,
  accessed: day,
  doi: doi.default(''),
  isbn: isbn.default(''),
  address: webAddress.default(''),
  archiveAddress: webAddress.default(''),
  archivedOn: day,
  language: line(35).default(''),
  tags: tags.default([]),
  reliability: oneOf(RELIABILITIES).default(UNGRADED.reliability),
  reliabilityReason: prose(2_000).default(UNGRADED.reliabilityReason),
  note: prose().default(''),
};

/** A DOI may be pasted where the address goes; a program may call the names what the record calls them. */
function untangled(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null) return sent;
  const { address, doi, author, authors, ...rest } = sent as Record<string, unknown>;
  const found = typeof address === 'string' && !doi ? readDoi(address) : null;
  const isAddress = found === null || /^\s*https?:/i.test(String(address));
  return { ...rest, author: authors ?? author, doi: found ?? doi, address: isAddress ? address : '' };
}

function graded(sent: Grade, context: z.RefinementCtx): void {
  const message = gradeTrouble(sent);
  if (message) context.addIssue({ code: 'custom', path: ['reliabilityReason'], message });
}

const named = <Sent extends { author: Name[] }>({ author, ...rest }: Sent) => ({ ...rest, authors: author });

const Fields = z.object(FIELDS);

export const SourceForm = z.preprocess(
  untangled,
  Fields.extend({
    speakerId: id.nullish().default(null),
    /** It is another than the one that it looks like. */
    anyway: tick,
  })
    .superRefine(graded)
    .transform(named),
);
export const AmendForm = z.preprocess(untangled, Fields.extend({ version }).superRefine(graded).transform(named));

/** Who speaks in it: a name as it is recorded, or the link to its page; empty for nobody. */
export const SpeakerForm = z.object({ version, speaker: line() });
