// @ts-check
// Single keys: j k n a d x e f / ? and digits (Enter is the focused link's own). None acts while something is typed in.
import { all, one } from './find.js';

const kept = 'linecheck.keys';
const help = one(HTMLElement, '#keys');
const choice = one(HTMLInputElement, '#keys-on');

if (choice) {
  choice.disabled = false;
  choice.checked = localStorage.getItem(kept) !== 'off';
  choice.addEventListener('change', () => localStorage.setItem(kept, choice.checked ? 'on' : 'off'));
}

/** @type {Map<string, () => void>} */
const acts = new Map([
  ['j', () => step(1)],
  ['k', () => step(-1)],
  ['n', nextUntouched],
  ['x', tick],
  ['e', () => open('evidence')],
  ['f', () => open('finding')],
  ['a', () => decide('acceptance')],
  ['d', () => decide('dismissal')],
  ['/', () => (one(HTMLInputElement, '#list-search') ?? one(HTMLInputElement, '#search'))?.focus()],
  ['?', () => help?.togglePopover()],
]);
for (const digit of '123456789') acts.set(digit, () => clear(Number(digit)));

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (choice?.checked === false) return;
  if (
    event.target instanceof Element &&
    event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')
  )
    return;
  const act = acts.get(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

/** The row a key means: the one with the focus, else the one last come to, else the one that the address leads to. */
function here() {
  return (
    document.activeElement?.closest('.row') ?? one(HTMLElement, '.row[data-here]') ?? one(HTMLElement, '.row:target')
  );
}

/** @param {1 | -1} way */
function step(way) {
  const list = all(HTMLElement, '.row');
  if (list.length === 0) {
    one(HTMLAnchorElement, `.steps a[rel=${way === 1 ? 'next' : 'prev'}]`)?.click();
    return;
  }
  const current = here();
  const from = list.findIndex((row) => row === current);
  const row = list[current || way === 1 ? from + way : list.length - 1];
  if (row) goTo(row);
}

/** @param {HTMLElement} row */
function goTo(row) {
  for (const each of all(HTMLElement, '.row[data-here]')) delete each.dataset['here'];
  row.dataset['here'] = '';
  one(HTMLAnchorElement, 'a', row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
  document.getElementById(row.dataset['mark'] ?? '')?.scrollIntoView({ block: 'center' });
}

function nextUntouched() {
  const list = all(HTMLElement, '.sentence[data-state=untouched]');
  const active = document.activeElement?.closest('.sentence');
  const come = active ? null : one(HTMLElement, '.sentence:target');
  const from = active ?? come;
  const after = list.find((sentence) => sentence === come || (from && follows(from, sentence)));
  const beyond = one(HTMLElement, '[data-untouched-beyond]')?.dataset['untouchedBeyond'];
  if (from && !after && beyond) {
    location.assign(beyond);
    return;
  }
  const sentence = after ?? list[0];
  if (!sentence) {
    if (beyond) location.assign(beyond);
    return;
  }
  one(HTMLButtonElement, 'button', sentence)?.focus({ preventScroll: true });
  sentence.scrollIntoView({ block: 'center' });
}

/**
 * @param {Node} first
 * @param {Node} second
 */
function follows(first, second) {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** The box of a row in the list of sentences. */
function boxHere() {
  const row = here();
  return row && one(HTMLInputElement, '.pick input', row);
}

function tick() {
  boxHere()?.click();
}

/**
 * Gives the nth common reason why there is nothing to check: in the sentence that has the focus in the text, else in
 * those that are ticked in the list, or in its row that has the focus where none is.
 * @param {number} reason
 */
function clear(reason) {
  const menu = document.activeElement?.closest('.sentence')?.querySelector('[popovertarget]');
  const opened = one(HTMLElement, '.menu:popover-open');
  const scope = opened ?? document.getElementById(menu?.getAttribute('popovertarget') ?? 'clearing');
  const button = scope && all(HTMLButtonElement, 'button[name=reason]', scope)[reason - 1];
  if (!button) return;
  if (scope?.id === 'clearing' && all(HTMLInputElement, '.pick input:checked').length === 0) {
    const box = boxHere();
    if (!box) return;
    box.checked = true;
  }
  button.click();
}

/**
 * Decides on the suggestion in the row; elsewhere goes to the next one.
 * @param {'acceptance' | 'dismissal'} decision
 */
function decide(decision) {
  const current = here();
  const button = current && one(HTMLButtonElement, `[id^=${decision}-]`, current);
  if (button) {
    button.click();
    return;
  }
  const list = all(HTMLElement, '.row[data-code=suggestion]');
  const row = list.find((each) => current && follows(current, each)) ?? list[0];
  if (row) goTo(row);
}

/** @param {'evidence' | 'finding'} part */
function open(part) {
  const section = one(HTMLElement, `section#${part}`);
  if (section) {
    one(HTMLDetailsElement, '.folded', section)?.setAttribute('open', '');
    const first = one(HTMLElement, ':is(input:not([type=hidden]), select, textarea, button):enabled', section);
    const chosen = first?.closest('[data-kind=radio]')?.querySelector('input:checked');
    const field = chosen instanceof HTMLElement ? chosen : first;
    (field ?? section).focus();
    return;
  }
  const row = here();
  const link = row && one(HTMLAnchorElement, 'a.row-number', row);
  if (link) location.assign(`${link.href}#${part}`);
}
