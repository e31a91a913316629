import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const VIEWS = path.join(ROOT, 'views');

const files = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));

/** Every template, by the name that `view` and `include` know it by. */
const templates = new Map(
  files
    .filter((file) => file.endsWith('.ejs'))
    .toSorted()
    .map((file) => [file.slice(0, -'.ejs'.length), readFileSync(path.join(VIEWS, file), 'utf8')]),
);
const names = [...templates.keys()];

/** The file that stands alone carries its stylesheet with it. */
const STANDALONE = 'standalone';

/** What a template may use without having named it itself. */
const TOLD = new Set(['page', 'ui', 'include']);

/** The names that the code asks for with `view`. */
const asked = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [
    ...readFileSync(path.join(ROOT, 'src', file), 'utf8').matchAll(/\bview(?:<[^(]*>)?\('([^']+)'\)/g),
  ])
  .map(([, name]) => name!);

describe('a template can be read at all', () => {
  const source = [
    `<%_ for (const [index, { name: called }] of page.rows.entries()) { -%>`,
    `<%# names nothing, says "ui.nothing" -%>`,
    `<%- include('/partials/row', { page: { called, index, path: ui.path } }) %>`,
    `<li onclick="steal()" style="color: red"><%= called ? Math.max(index, 1) : 'process' %></li>`,
    `<%_ } -%>`,
    `<%- page.rows.map((row) => row.name).join(\`\${window.name} nobody\`) %>`,
    `<%- include(page.wide ? '/a/wide' : '/a/narrow', { page }) %>`,
    '<%- include(`/a/${page.kind}-row`, { page }) %>',
    `<script>steal()</script><style>li { color: red }</style><a href="javascript:steal()">`,
  ].join('\n');

  test('what it prints unescaped is seen', () => {
    expect(unescaped(source).filter((code) => !maySkipEscape(code))).toEqual([
      'page.rows.map((row) => row.name).join(`${window.name} nobody`)',
    ]);
  });

  test('what it includes is seen, whichever way it is chosen', () => {
    expect(included(source)).toEqual(['/partials/row', '/a/wide', '/a/narrow', '/a/*-row']);
  });

  test('the names it takes from nowhere are seen', () => {
    expect(strangersIn(source)).toEqual(['Math', 'window']);
  });

  test('what a content security policy would stop is seen', () => {
    expect(inline(source)).toEqual(['<script>', '<style>', ' style=', ' onclick=', 'javascript:']);
    expect(inline('<script type="module" src="/a.js"></script><button type="button" data-on="x">')).toEqual([]);
  });
});

describe('every template', () => {
  test('is one of many', () => {
    expect(names.length).toBeGreaterThan(40);
    expect(names).toEqual(expect.arrayContaining(['layout', 'articles/show', 'partials/field']));
  });

  test.each(names)('%s prints nothing unescaped but its partials and the body', (name) => {
    expect(unescaped(templates.get(name)!).filter((code) => !maySkipEscape(code))).toEqual([]);
  });

  test.each(names)('%s has no script, style or handler written into it', (name) => {
    const expected = name === STANDALONE ? ['<style>'] : [];
    expect(inline(templates.get(name)!)).toEqual(expected);
  });

  test.each(names)('%s includes only what there is', (name) => {
    expect(included(templates.get(name)!).filter((each) => found(each).length === 0)).toEqual([]);
  });

  test.each(names)('%s uses its page and ui, and nothing from elsewhere', (name) => {
    expect(strangersIn(templates.get(name)!)).toEqual([]);
  });

  test('is shown by a page or included by another', () => {
    const used = new Set([...asked, ...[...templates.values()].flatMap(included).flatMap(found)]);
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });
});

test('every template that the code asks for is there', () => {
  expect(asked).toEqual(expect.arrayContaining(['layout', 'articles/show', 'claims/show']));
  expect(asked.filter((name) => !templates.has(name))).toEqual([]);
});

test('every kind of row on the article page has its template', () => {
  expect(found('/partials/*-row').toSorted()).toEqual([
    'partials/claim-row',
    'partials/sentence-row',
    'partials/suggestion-row',
  ]);
});

function unescaped(source: string): string[] {
  return tags(source).flatMap(({ opening, code }) => (opening === '<%-' ? [code.trim()] : []));
}

function maySkipEscape(code: string): boolean {
  return code === 'page.body' || /^include\((?:[^()]|\([^()]*\))*\)$/.test(code);
}

function tags(source: string): { opening: string; code: string }[] {
  return [...source.matchAll(/(<%[-=_#%]?)([\s\S]*?)[-_]?%>/g)].map(([, opening, code]) => ({
    opening: opening!,
    code: code!,
  }));
}

/** What stops under our content security policy: it belongs into a file of its own. */
function inline(source: string): string[] {
  const markup = source.replaceAll(/<%[\s\S]*?%>/g, '');
  const shapes = [/<script(?![^>]*\ssrc=)[^>]*>/gi, /<style[^>]*>/gi, /\sstyle=/gi, /\son[a-z]+=/gi, /javascript:/gi];
  return shapes.flatMap((shape) => markup.match(shape) ?? []);
}

/** The names in a template's includes, with `*` for what only the page knows. */
function included(source: string): string[] {
  return tags(source)
    .filter(({ code }) => code.trim().startsWith('include('))
    .flatMap(({ code }) => [...code.matchAll(/'(\/[^']*)'|`(\/[^`]*)`/g)])
    .map(([, plain, filledIn]) => plain ?? filledIn!.replaceAll(/\$\{[^}]*\}/g, '*'));
}

/** The templates, or assets laid into a page, that a name in an include stands for. */
function found(name: string): string[] {
  const [before, after] = name.slice(1).split('*');
  if (after === undefined) return templates.has(before!) || files.includes(before!) ? [before!] : [];
  return names.filter((each) => each.startsWith(before!) && each.endsWith(after));
}

const WORDS_OF_THE_LANGUAGE = new Set(
  'const let for of in if else switch case default break continue return new typeof null true false undefined'.split(
    ' ',
  ),
);
const NAME = String.raw`[A-Za-z_$][\w$]*`;

/** Names that a template uses, but neither declares nor is told: read as words, near enough for what templates do. */
function strangersIn(source: string): string[] {
  const code = tags(source)
    .filter(({ opening }) => opening !== '<%#')
    .map((tag) => withoutStrings(tag.code))
    .join('\n');
  const declared = new Set([...declarationsIn(code).matchAll(new RegExp(NAME, 'g'))].map(([name]) => name));
  const used = [...code.matchAll(new RegExp(String.raw`(?<![\w$.])${NAME}`, 'g'))]
    .filter(({ index, 0: name }) => !isKey(code.slice(0, index), code.slice(index + name.length)))
    .map(([name]) => name);
  return [...new Set(used)].filter(
    (name) => !declared.has(name) && !TOLD.has(name) && !WORDS_OF_THE_LANGUAGE.has(name),
  );
}

/** The code without what its strings say; what is filled into one stays. */
function withoutStrings(code: string): string {
  return code
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, `''`)
    .replaceAll(/`[^`]*`/g, (text) =>
      [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, filledIn]) => `(${filledIn})`).join(),
    );
}

/** The left sides of declarations and the parameters of functions. */
function declarationsIn(code: string): string {
  const declared = code.matchAll(/\b(?:const|let)\s+([^=;]*?)(?=\s*=|\s+of\b)/g);
  const parameters = code.matchAll(new RegExp(String.raw`(\([^()]*\)|${NAME})\s*=>`, 'g'));
  return [...declared, ...parameters].map(([, names]) => names).join(' ');
}

/** The name of a field in an object being written, as in `{ name: value }`. */
function isKey(before: string, after: string): boolean {
  return /^\s*:/.test(after) && /[{,]\s*$/.test(before);
}
