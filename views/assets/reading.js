// @ts-check
// Keeps the list of claims in step with the text, shows which words belong to which row, and remembers
// whether the marks are shown.
import { all, one } from './find.js';

const kept = 'linecheck.marks';
const marksOn = one(HTMLInputElement, '#marks-on');
const text = one(HTMLElement, '[data-text]');
const list = one(HTMLElement, '#claims-list');

if (marksOn) {
  marksOn.checked = localStorage.getItem(kept) !== 'off';
  marksOn.addEventListener('change', () => localStorage.setItem(kept, marksOn.checked ? 'on' : 'off'));
}

if (text && list) {
  follow(text, list);
  for (const place of [text, list]) {
    place.addEventListener('pointerover', pointOut);
    place.addEventListener('focusin', pointOut);
  }
}

/** @param {Event} event */
function pointOut(event) {
  if (!(event.target instanceof Element)) return;
  for (const element of all(HTMLElement, '.near')) element.classList.remove('near');
  const rowId = event.target.closest('[data-row]')?.getAttribute('data-row') ?? event.target.closest('.row')?.id;
  if (!rowId) return;
  const name = CSS.escape(rowId);
  for (const element of all(HTMLElement, `#${name}, .words[data-row="${name}"]`)) element.classList.add('near');
}

/**
 * Scrolls the list, where it has a scroll of its own, to the row of the first mark on the screen.
 * It holds still while the pointer or the focus is in it.
 * @param {HTMLElement} text
 * @param {HTMLElement} list
 */
function follow(text, list) {
  const marks = all(HTMLElement, '.at', text);
  /** @type {Set<Element>} */
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target);
      else seen.delete(entry.target);
    }
    const first = marks.find((mark) => seen.has(mark));
    const row = document.getElementById(first?.dataset['row'] ?? '');
    if (!row || list.scrollHeight <= list.clientHeight || list.matches(':hover, :focus-within')) return;
    const down = row.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollBy({ top: down - list.clientHeight / 4 });
  });
  for (const mark of marks) watch.observe(mark);
}
