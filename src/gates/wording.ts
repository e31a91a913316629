import { count } from '../claims/wording.ts';
import type { Obstacle } from '../core/gate.ts';
import { OBSTACLE_WORDS } from '../core/wording.ts';

/** What stands in the way: "3 claims not signed off". */
export function obstacleInWords({ kind, count: n }: Obstacle): string {
  return `${count(n, kind === 'untouched' ? 'sentence' : 'claim')} ${OBSTACLE_WORDS[kind]}`;
}

/** The same with the numbers of the claims. */
export const obstacleWithNumbers = (obstacle: Obstacle): string =>
  withNumbers(obstacleInWords(obstacle), obstacle.claims);

/** Words and the numbers of the claims that they are about, as far as those fit a line: "2 claims disputed: 3, 8." */
export function withNumbers(words: string, claims: readonly number[]): string {
  if (claims.length === 0) return `${words}.`;
  return `${words}: ${claims.slice(0, 30).join(', ')}${claims.length > 30 ? ' …' : ''}.`;
}
