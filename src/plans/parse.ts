import { z } from 'zod';
import { PLAN_MOVES } from '../core/plan.ts';
import { day, id, line, oneOf, tick, version } from '../web/parse.ts';

const personId = id
  .or(z.literal(''))
  .nullish()
  .transform((value) => value || null);

export const PlanForm = z.object({
  version,
  ownerId: personId,
  writerId: personId,
  dueOn: day.default(null),
  section: line(200).default(''),
  claimReview: tick,
});
export const MoveForm = z.object({ version, move: oneOf(PLAN_MOVES) });
