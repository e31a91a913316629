import { count } from '../claims/wording.ts';
import type { Obstacle } from '../core/gate.ts';
import { OBSTACLE_WORDS } from '../core/wording.ts';

/** What stands in the way: "3 claims not signed off". */
export function obstacleInWords({ kind, count: n }: Obstacle): string {
  return `${count(n, kind === 'untouched' ? 'sentence' : 'claim')} ${OBSTACLE_WORDS[kind]}`;
}

/** The same with the numbers of the claims, as far as they fit a line. */
export function obstacleWithNumbers(obstacle: Obstacle): string {
  const { claims } = obstacle;
  if (claims.length === 0) return `${obstacleInWords(obstacle)}.`;
  return `${obstacleInWords(obstacle)}: ${claims.slice(0, 30).join(', ')}${claims.length > 30 ? ' …' : ''}.`;
}
