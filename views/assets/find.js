// @ts-check

/**
 * The elements a selector finds that are of the kind asked for.
 * @template {Element} E
 * @param {{ new (): E }} kind
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {E[]}
 */
export function all(kind, selector, within = document) {
  return [...within.querySelectorAll(selector)].filter(
    /** @returns {element is E} */ (element) => element instanceof kind,
  );
}

/**
 * @template {Element} E
 * @param {{ new (): E }} kind
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {E | null}
 */
export function one(kind, selector, within = document) {
  return all(kind, selector, within)[0] ?? null;
}
