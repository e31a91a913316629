import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import { attempt, id, version } from '../web/parse.ts';
import type { ClaimSeen } from './actions.ts';

/** Each claim as its id and the version that was seen, `id:version`; a form sends one or many. */
const Claim = z.string().transform((value) => {
  const [claimId, seen] = value.split(':');
  return { claimId, seen };
});

const Seen = z.object({ claimId: id, seen: version });

export const AssignForm = z.object({
  claims: z.union([Claim.transform((one) => [one]), z.array(Claim).max(1_000)]).optional(),
  /** Empty leaves the claims to nobody. */
  to: id.or(z.literal('')).default(''),
});

export function claimsMeant({ claims = [] }: z.infer<typeof AssignForm>): ClaimSeen[] {
  const seen = attempt(z.array(Seen), claims);
  if (!seen.ok || seen.value.length === 0) {
    const sentence = 'Tick at least one claim.';
    throw new Refusal('invalid', sentence, { claims: [sentence] });
  }
  return seen.value;
}
