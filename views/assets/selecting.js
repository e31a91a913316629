// @ts-check
// Words selected in the text can be marked as a claim. Offsets are UTF-16 code units into the revision's body;
// every piece of text says in `data-start` where it begins.
import { all, one } from './find.js';

const text = one(HTMLElement, '[data-text]');
const offer = one(HTMLFormElement, '#selected-words');

if (text && offer) {
  document.addEventListener('selectionchange', () => {
    if (offer.matches(':popover-open') && chosen(text) === null) offer.hidePopover();
  });
  for (const kind of ['pointerup', 'keyup']) {
    document.addEventListener(kind, (event) => {
      if (event.target instanceof Node && offer.contains(event.target)) return;
      // The browser settles the selection only after this event.
      setTimeout(() => show(text, offer));
    });
  }
}

/**
 * @param {HTMLElement} text
 * @param {HTMLFormElement} offer
 */
function show(text, offer) {
  const words = chosen(text);
  if (words === null) return;
  const edit = one(HTMLAnchorElement, 'a', offer);
  const address = new URL(offer.dataset['edit'] ?? '', location.href);
  for (const name of /** @type {const} */ (['start', 'end'])) {
    const field = one(HTMLInputElement, `[name=${name}]`, offer);
    if (field) field.value = String(words[name]);
    address.searchParams.set(name, String(words[name]));
  }
  if (edit) edit.href = address.href;
  offer.showPopover();
  const { left, bottom } = words.place;
  offer.style.left = `${Math.max(8, Math.min(left, innerWidth - offer.offsetWidth - 8)) + scrollX}px`;
  offer.style.top = `${bottom + scrollY + 6}px`;
}

/**
 * The selected part of the article's own words, without the white space around it; null when there is none.
 * @param {HTMLElement} text
 * @returns {{ start: number, end: number, place: DOMRect } | null}
 */
function chosen(text) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  /** @type {{ start: number, words: string }[]} */
  const parts = [];
  for (const piece of all(HTMLElement, '[data-start]', text)) {
    const node = piece.firstChild;
    if (!(node instanceof Text) || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    parts.push({ start: Number(piece.dataset['start']) + from, words: node.data.slice(from, to) });
  }
  const full = parts.filter(({ words }) => words.trim() !== '');
  const first = full[0];
  const last = full.at(-1);
  if (!first || !last) return null;
  const start = first.start + first.words.length - first.words.trimStart().length;
  const end = last.start + last.words.trimEnd().length;
  return { start, end, place: range.getBoundingClientRect() };
}
