import { parseHTML } from 'linkedom';
import { Refusal } from '../core/refusal.ts';
import type { Document, Element, Node } from './dom.ts';

/** Real pages stay below a fifth of each; what finds the article in a page takes time with the square of its depth. */
const MOST_ELEMENTS = 50_000;
const DEEPEST = 256;

/** Refuses markup that would keep the desk busy, before it can. */
export function parsed(markup: string): Document {
  let elements = 0;
  for (let at = markup.indexOf('<'); at !== -1; at = markup.indexOf('<', at + 1)) {
    if (/[a-z]/i.test(markup[at + 1] ?? '')) elements += 1;
    if (elements > MOST_ELEMENTS) throw tooMuch(`has more than ${MOST_ELEMENTS.toLocaleString('en')} elements`);
  }
  const document = treeOf(markup);
  let depth = 0;
  let node: Node | null = document.documentElement;
  while (node !== null) {
    if (node.firstChild !== null) {
      node = node.firstChild;
      depth += 1;
      if (depth > DEEPEST) throw tooMuch(`has elements nested more than ${DEEPEST} deep`);
      continue;
    }
    while (node !== null && node.nextSibling === null) {
      node = node.parentNode;
      depth -= 1;
    }
    node = node === null ? null : node.nextSibling;
  }
  // Each entity made a text of its own.
  document.normalize();
  return document;
}

/** A tree with html and body at its top, whatever of it the markup spells out. */
function treeOf(markup: string): Document {
  let document: Document = parseHTML(markup).document;
  if (document.documentElement?.localName !== 'html') {
    document = parseHTML(`<!doctype html><html>${markup.replace(/<!doctype[^>]*>/i, '')}</html>`).document;
  }
  const html = document.documentElement!;
  if (document.querySelector('body') !== null) return document;
  const body = document.createElement('body');
  for (let child = html.firstChild; child !== null;) {
    const next: Node | null = child.nextSibling;
    if ((child as Element).localName !== 'head') body.appendChild(child);
    child = next;
  }
  html.appendChild(body);
  return document;
}

function tooMuch(what: string): Refusal {
  return new Refusal('too_large', `This page ${what}, the limit. Paste the article's text instead.`);
}
