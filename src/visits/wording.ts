import { MOST_COUNTED } from './queries.ts';

/** "12 things". */
export function thingsInWords(total: number): string {
  if (total >= MOST_COUNTED) return `${MOST_COUNTED.toLocaleString('en')} things or more`;
  return total === 1 ? '1 thing' : `${total} things`;
}
