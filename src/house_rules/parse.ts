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
});

export function rulesMeant({ low, normal, high, signOffFrom }: z.infer<typeof HouseRulesForm>): HouseRules {
  return { sourcing: { low, normal, high }, signOffFrom: signOffFrom === 'never' ? null : signOffFrom };
}
