import { z } from 'zod';
import { BLANK } from '../core/citations.ts';
import { locatorTrouble, readLocator } from '../core/locator.ts';
import { Refusal } from '../core/refusal.ts';
import { UNGRADED } from '../core/reliability.ts';
import { ROLES, SOURCE_KINDS, STANCES } from '../core/sourcing.ts';
import { names } from '../sources/parse.ts';
import type { SourceFields } from '../sources/queries.ts';
import { id, line, oneOf, partialDay, prose, tick, version, webAddress, wholeNumber } from '../web/parse.ts';
import type { EvidenceDraft } from './actions.ts';

/** One piece of evidence of a claim, as its address names it. */
export const EvidenceAddress = z.object({ claimId: id, evidenceId: id });

const DRAFT = {
  stance: oneOf(STANCES),
  role: oneOf(ROLES),
  locator: line(200)
    .default('')
    .transform((value, context) => {
      if (value === '') return '';
      const trouble = locatorTrouble(value);
      if (trouble) context.addIssue(trouble);
      return readLocator(value)?.text ?? value;
    }),
  excerpt: prose(20_000).default(''),
  note: prose().default(''),
};

/** Another claim of the article, by its number. */
export const CopyForm = z.object({ number: wholeNumber });

export const AmendEvidenceForm = z.object({ version, ...DRAFT });

/** Evidence from a source that the desk has, or from one that is recorded in the same act. */
export const EvidenceForm = z.object({
  version,
  sourceId: id.or(z.literal('')).default(''),
  sourceKind: oneOf(SOURCE_KINDS).default('web_page'),
  title: line().default(''),
  author: names.default([]),
  publisher: line().default(''),
  issued: partialDay.default(null),
  address: webAddress.default(''),
  /** The new source is another than the one that it looks like. */
  anyway: tick,
  ...DRAFT,
});

export function evidenceSource(sent: Omit<z.infer<typeof EvidenceForm>, 'version'>): {
  source: { sourceId: string } | { source: SourceFields };
  draft: EvidenceDraft;
  anyway: boolean;
} {
  const { anyway, sourceId, sourceKind, title, author, publisher, issued, address, ...draft } = sent;
  if (sourceId) return { source: { sourceId }, draft, anyway };
  if (!title) {
    const sentence = 'Choose a source, or give the title of a new one.';
    throw new Refusal('invalid', sentence, { title: [sentence] });
  }
  const source: SourceFields = {
    ...BLANK,
    ...UNGRADED,
    kind: sourceKind,
    title,
    authors: author,
    publisher,
    issued,
    address,
    speakerId: null,
  };
  return { source: { source }, draft, anyway };
}
