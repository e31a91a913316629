import { getDomain } from 'tldts';

/** The domain that somebody registered, of which an address is a part: `tarn.example` of `https://news.tarn.example/x`. */
export function registeredDomain(address: string): string | null {
  return /^https?:/i.test(address) ? getDomain(address, { allowPrivateDomains: true }) : null;
}

/**
 * Whether two web addresses lead to the same page, as near as can be said without asking for it: scheme, "www.",
 * a trailing slash, the fragment and what trackers append make no difference. What is no web address is like none.
 */
export function isSameAddress(one: string, other: string): boolean {
  const place = placeOf(one);
  return place !== null && place === placeOf(other);
}

const TRACKER = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$/i;

function placeOf(address: string): string | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null;
  const { hostname, port, pathname, searchParams } = new URL(address);
  const asked = [...searchParams]
    .filter(([name]) => !TRACKER.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  return `${hostname.replace(/^www\./, '')}:${port}${pathname.replace(/\/+$/, '')}?${asked.join('&')}`;
}
