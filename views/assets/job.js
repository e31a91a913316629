// @ts-check
import { one } from './find.js';

const AGAIN_MS = 700;

/** While a job is under way its part of the page is asked for again; a redirection leads to what came of it. */
async function look() {
  const shown = one(HTMLElement, '[data-job="open"]');
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (answer.redirected) {
      location.replace(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = one(HTMLElement, '[data-job]', page);
    if (answer.ok && now) renew(shown, now);
  } catch {
    // The desk does not answer just now; it is asked again.
  }
  setTimeout(() => void look(), AGAIN_MS);
}

/**
 * Only what changed is touched, so that the focus stays and nothing is read out twice.
 * @param {HTMLElement} shown
 * @param {HTMLElement} now
 */
function renew(shown, now) {
  const [was, is] = [one(HTMLElement, '.job-says', shown), one(HTMLElement, '.job-says', now)];
  if (shown.dataset['job'] !== now.dataset['job']) shown.replaceWith(now);
  else if (was && is && was.textContent !== is.textContent) was.textContent = is.textContent;
  const [chip, chipNow] = [one(HTMLElement, '.chip', shown), one(HTMLElement, '.chip', now)];
  if (chip && chipNow && chip.dataset['chip'] !== chipNow.dataset['chip']) chip.replaceWith(chipNow);
}

void look();
