import { load, type CheerioAPI } from 'cheerio';

/** Whatever answers requests; `desk.ts` has it. */
interface Asked {
  url: string;
  ask(path: string, asked?: RequestInit): Promise<Response>;
  open(path: string): Promise<Page>;
}

type Typed = Record<string, string | File | null>;

/** A page as somebody without scripts has it before them: words to read, links to follow, forms to fill in. */
export class Page {
  readonly $: CheerioAPI;
  /** The address that the page is at. */
  readonly path: string;
  readonly status: number;
  readonly html: string;
  readonly #desk: Asked;

  private constructor(desk: Asked, path: string, status: number, html: string) {
    this.#desk = desk;
    this.path = path;
    this.status = status;
    this.html = html;
    this.$ = load(html);
  }

  static async from(desk: Asked, path: string, answer: Response): Promise<Page> {
    const next = answer.headers.get('location');
    if (answer.status === 303 && next !== null) {
      await answer.arrayBuffer();
      return desk.open(new URL(next, desk.url + path).href.slice(desk.url.length));
    }
    return new Page(desk, path, answer.status, await answer.text());
  }

  /** What is there to be read, white space folded; `within` narrows it to what a selector finds. */
  words(within = 'body'): string {
    const found = this.$(within).clone();
    found.find('script, style').remove();
    // Elements that begin on a line of their own.
    found.find('p, li, div, dt, dd, td, th, h1, h2, h3, button, option, label, blockquote').append(' ');
    return found
      .map((_, each) => this.$(each).text())
      .get()
      .join(' ')
      .replaceAll('\u2060', '')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** The words of each element that a selector finds. */
  list(selector: string): string[] {
    return this.$(selector)
      .map((_, each) => this.$(each).text().replace(/\s+/g, ' ').trim())
      .get();
  }

  /** Where the link of the page itself leads that says this; the layout's own do not count. */
  linkTo(words: string): string {
    const found = this.$('main a').filter((_, each) => this.$(each).text().replace(/\s+/g, ' ').trim() === words);
    const href = found.attr('href');
    if (href === undefined) throw new Error(`No link on ${this.path} says “${words}”.`);
    return href;
  }

  follow(words: string): Promise<Page> {
    return this.#desk.open(new URL(this.linkTo(words), this.#desk.url + this.path).href.slice(this.#desk.url.length));
  }

  /** What a form would send as it stands: `which` finds the form or something in it. */
  fields(which: string): Record<string, string> {
    return Object.fromEntries(this.#formOf(which).entries);
  }

  /**
   * Fills in a form and sends it as a browser does: with its hidden fields and what it was shown with; a button that was
   * pressed sends its value. Typing where there is no field, or choosing what is not offered, is an error; null empties.
   */
  async send(which: string, typed: Typed = {}): Promise<Page> {
    const { form, entries, button } = this.#formOf(which);
    const sent: [string, string | File][] = [...entries];
    for (const [name, value] of Object.entries(typed)) {
      this.#demandField(form, name, value);
      const at = sent.findIndex(([each]) => each === name);
      if (at !== -1) sent.splice(at, 1);
      if (value !== null) sent.push([name, value]);
    }
    if (button) sent.push(button);
    const path = form.attr('action')!;
    const lines = sent.map(([name, value]): [string, string | File] => [name, withBrowserLines(value)]);
    if ((form.attr('method') ?? 'get').toLowerCase() === 'get') {
      const asked = new URLSearchParams(lines.map(([name, value]): [string, string] => [name, nameOf(value)]));
      return this.#desk.open(`${path}?${asked.toString()}`);
    }
    const headers = { origin: this.#desk.url, 'sec-fetch-site': 'same-origin' };
    const answer = await this.#desk.ask(path, { method: 'POST', headers, body: bodyOf(form.attr('enctype'), lines) });
    return Page.from(this.#desk, path, answer);
  }

  #formOf(which: string) {
    const found = this.$(which).first();
    const form = found.is('form')
      ? found
      : found.closest('form').length > 0
        ? found.closest('form')
        : found.find('form');
    if (form.length !== 1) throw new Error(`No form on ${this.path} is found by “${which}”.`);
    // Fields that stand elsewhere on the page and name the form.
    const elsewhere = this.$(`[form="${form.attr('id') ?? ''}"]`);
    const entries = [...form.serializeArray(), ...elsewhere.serializeArray()].map(
      ({ name, value }): [string, string] => [name, value.replaceAll('\r\n', '\n')],
    );
    const name = found.is('button') ? found.attr('name') : undefined;
    const button: [string, string] | null = name === undefined ? null : [name, found.attr('value') ?? ''];
    return { form, entries, button };
  }

  #demandField(form: ReturnType<CheerioAPI>, name: string, value: string | File | null): void {
    const fields = form.find(`[name="${name}"]`).not('[type=hidden]');
    if (fields.length === 0) throw new Error(`The form to ${form.attr('action')} has no field “${name}” to fill in.`);
    if (value === null || !fields.is('select, [type=radio]')) return;
    const offered = fields.is('select') ? fields.find('option') : fields;
    const choice = offered.filter((_, each) => this.$(each).attr('value') === value);
    if (choice.length === 0) throw new Error(`“${name}” does not offer “${nameOf(value)}”.`);
    if (choice.is('[disabled]')) throw new Error(`“${name}” does not let “${nameOf(value)}” be chosen.`);
  }
}

/** Browsers end the lines of a form with CRLF. */
function withBrowserLines(value: string | File): string | File {
  return typeof value === 'string' ? value.replace(/\r\n|\r|\n/g, '\r\n') : value;
}

const nameOf = (value: string | File) => (typeof value === 'string' ? value : value.name);

function bodyOf(enctype: string | undefined, sent: [string, string | File][]): URLSearchParams | FormData {
  if (enctype !== 'multipart/form-data') {
    return new URLSearchParams(sent.map(([name, value]): [string, string] => [name, nameOf(value)]));
  }
  const parts = new FormData();
  for (const [name, value] of sent) parts.append(name, value);
  return parts;
}
