import type { Pager } from './parts.ts';

/** An address with a query; what is null or empty is left out. */
export function addressOf(path: string, query: Record<string, string | number | null>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null && value !== '') given.set(name, String(value));
  return given.size === 0 ? path : `${path}?${given.toString()}`;
}

/** For a list that is read on from a cursor: to its beginning, and on. Null where all of it is shown. */
export function cursorPager(
  path: string,
  query: Record<string, string>,
  { text, cursor, next, paged }: { text: string; cursor: string; next: string | number | null; paged: boolean },
): Pager | null {
  if (next === null && !paged) return null;
  return {
    text,
    previousHref: paged ? addressOf(path, query) : null,
    nextHref: next === null ? null : addressOf(path, { ...query, [cursor]: next }),
  };
}

/** For what is cut into numbered pages, the first being 1. Null where there is one only. */
export function numberedPager(text: string, here: number, pages: number, href: (page: number) => string): Pager | null {
  if (pages < 2) return null;
  return {
    text,
    previousHref: here > 1 ? href(here - 1) : null,
    nextHref: here < pages ? href(here + 1) : null,
  };
}
