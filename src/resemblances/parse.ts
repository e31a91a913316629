import { z } from 'zod';
import { VERDICTS } from '../core/resemblance.ts';
import { id } from '../web/parse.ts';

export const ClaimAddress = z.object({ claimId: id });

/** What a claim was found to be, or not to be, the same as: a claim of ours or a finding of others. */
export const VerdictForm = z
  .object({
    earlierClaimId: id.optional(),
    earlierFindingId: id.optional(),
    /** `open` takes back what was said. */
    verdict: z.enum([...VERDICTS, 'open'], 'Say linked, dismissed or open.'),
  })
  .refine((sent) => (sent.earlierClaimId === undefined) !== (sent.earlierFindingId === undefined), {
    message: 'Name one: earlierClaimId or earlierFindingId.',
    path: ['earlierClaimId'],
  })
  .transform(({ earlierClaimId, earlierFindingId, verdict }) => ({
    earlier: earlierClaimId === undefined ? { findingId: earlierFindingId! } : { claimId: earlierClaimId },
    verdict: verdict === 'open' ? null : verdict,
  }));
