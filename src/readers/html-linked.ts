import { treesIn } from '../core/earlier_finding.ts';
import { parsed } from './html-tree.ts';

/** What a page says in JSON-LD, a tree a script; what cannot be read is left out. */
export function linkedDataIn(markup: string): unknown[] {
  const scripts = parsed(markup).querySelectorAll('script[type="application/ld+json"]');
  return Array.from(scripts).flatMap((script) => treesIn(script.textContent ?? ''));
}
