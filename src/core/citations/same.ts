import normalizeUrl from 'normalize-url';
import { namesInWords } from './names.ts';
import type { Citation } from './record.ts';

export const LIKENESSES = ['doi', 'address', 'title_and_date', 'title_and_author'] as const;
/** What two records have in common that makes them look like one source, the surest first. */
export type Likeness = (typeof LIKENESSES)[number];

/** A source by what it is recognised by; an empty key recognises nothing. */
export interface SourceKeys {
  doi: string;
  addressKey: string;
  titleKey: string;
  issued: string | null;
  authorKey: string;
}

export function keysOf(source: Pick<Citation, 'doi' | 'address' | 'title' | 'issued' | 'authors'>): SourceKeys {
  const { doi, address, title, issued, authors } = source;
  const authorKey = titleKey(namesInWords(authors));
  return { doi, addressKey: addressKey(address), titleKey: titleKey(title), issued, authorKey };
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

/**
 * Whether two records look like one source, and by what. Titles alone do not say it: they need a date in common (one may
 * say no more than the other's beginning), or for want of any date the same authors. Two DOIs are two sources.
 */
export function likeness(a: SourceKeys, b: SourceKeys): Likeness | null {
  if (a.doi !== '' && b.doi !== '') return a.doi === b.doi ? 'doi' : null;
  if (a.addressKey !== '' && a.addressKey === b.addressKey) return 'address';
  if (a.titleKey === '' || a.titleKey !== b.titleKey) return null;
  if (a.issued === null && b.issued === null) return a.authorKey === b.authorKey ? 'title_and_author' : null;
  if (a.issued === null || b.issued === null) return null;
  return a.issued.startsWith(b.issued) || b.issued.startsWith(a.issued) ? 'title_and_date' : null;
}
