import { z } from 'zod';
import { decodeBody } from '../core/body.ts';
import { readClaimReviews, treesIn, type FoundReview } from '../core/earlier_finding.ts';
import { Refusal } from '../core/refusal.ts';
import { linkedDataIn } from '../readers/html-linked.ts';
import { id, line } from '../web/parse.ts';

/** What may be sent to be imported, through whichever door. */

export const MOST_BYTES = 10_000_000;

export const ImportForm = z.object({
  text: z.string('This is needed as text.').default(''),
  name: line(200).default(''),
  address: line(2_000).default(''),
});

export const FindingAddress = z.object({ findingId: id });
export const ListQuery = z.object({ q: line(200).default(''), after: id.nullish().default(null) });

export interface ReviewFile {
  name: string;
  reviews: FoundReview[];
}

/** A pasted text, a file's bytes or a page as ClaimReviews. Refuses what holds none, at the field `file` or `text`. */
export function readReviews(name: string, sent: string | Uint8Array): ReviewFile {
  try {
    if (sent.length > MOST_BYTES) throw tooLarge();
    const text = typeof sent === 'string' ? sent : decodeBody(sent, { units: MOST_BYTES, sentences: Infinity });
    if (text.trim() === '') throw new Refusal('invalid', 'There is nothing in it.');
    const isPage = text
      .replace(/^\ufeff/, '')
      .trimStart()
      .startsWith('<');
    return { name, reviews: readClaimReviews(isPage ? linkedDataIn(text) : treesIn(text)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.reason, 'Nothing was imported.', {
      [typeof sent === 'string' ? 'text' : 'file']: [error.message],
    });
  }
}

export function tooLarge(): Refusal {
  return new Refusal('too_large', `A file of ClaimReviews may have at most ${MOST_BYTES / 1_000_000} MB.`);
}
