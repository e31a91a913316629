import { z } from 'zod';
import type { HouseRules } from '../core/gate.ts';
import { SOURCING_LEVELS } from '../core/sourcing.ts';
import { RISKS } from '../core/suggest.ts';
import { oneOf, version } from '../web/parse.ts';

export const HouseRulesForm = z.object({
  version,
  low: oneOf(SOURCING_LEVELS),
  normal: oneOf(SOURCING_LEVELS),
  high: oneOf(SOURCING_LEVELS),
  /** `never` asks for no sign-off. */
  signOffFrom: oneOf([...RISKS, 'never']),
  /** Empty: sources never grow old. */
  staleAfterDays: z
    .literal('')
    .transform(() => null)
    .or(z.coerce.number('A number of days.').int('A number of days.').min(1).max(36_500).nullable())
    .default(null),
});

export function rulesMeant(sent: z.infer<typeof HouseRulesForm>): HouseRules {
  const { low, normal, high, signOffFrom, staleAfterDays } = sent;
  return { sourcing: { low, normal, high }, signOffFrom: signOffFrom === 'never' ? null : signOffFrom, staleAfterDays };
}
