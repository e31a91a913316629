import normalizeUrl from 'normalize-url';
import type { Citation } from './record.ts';

/** What two records have in common that makes them look like one source, the surest first. */
export type Likeness = 'doi' | 'address' | 'title_and_date';

/** A source by what it is recognised by; an empty key recognises nothing. */
export interface SourceKeys {
  doi: string;
  addressKey: string;
  titleKey: string;
  issued: string | null;
}

export function keysOf(source: Pick<Citation, 'doi' | 'address' | 'title' | 'issued'>): SourceKeys {
  const { doi, address, title, issued } = source;
  return { doi, addressKey: addressKey(address), titleKey: titleKey(title), issued };
}

/** As much as an index of the database holds in any script. */
const LONGEST = 500;

/** Query parameters that tell where a reader came from, not what they read. */
const TRACKING = [/^utm_\w+/i, /^(?:fbclid|gclid|msclkid|mc_cid|mc_eid|igshid|cmpid|smid|ref_src|ito)$/i];

/**
 * An address in the form in which two that lead to one page are alike: without scheme, www, tracking and a last slash.
 * Empty for what is no web address.
 */
export function addressKey(address: string): string {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return '';
  try {
    const key = normalizeUrl(address, {
      stripProtocol: true,
      stripWWW: true,
      stripHash: !/#!?\//.test(address),
      removeQueryParameters: TRACKING,
    });
    return key.slice(0, LONGEST);
  } catch {
    return '';
  }
}

/** A title by its letters and figures alone. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST);
}

/** Whether two records look like one source. Dates agree when one says no more than the other's beginning. */
export function likeness(a: SourceKeys, b: SourceKeys): Likeness | null {
  if (a.doi !== '' && a.doi === b.doi) return 'doi';
  if (a.addressKey !== '' && a.addressKey === b.addressKey) return 'address';
  const differ = a.doi !== '' && b.doi !== '';
  if (a.titleKey !== '' && a.titleKey === b.titleKey && datesAgree(a.issued, b.issued) && !differ)
    return 'title_and_date';
  return null;
}

function datesAgree(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return a.startsWith(b) || b.startsWith(a);
}
