/** Text as BibTeX files have it, in the small part of LaTeX that they use. */

/** Accents that stand before their letter, as combining characters that stand behind it. */
const ACCENTS: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  h: '\u0309',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
  b: '\u0331',
  t: '\u0361',
};

const GREEK: Record<string, string> = Object.fromEntries([
  ...named(
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega',
    'αβγδεζηθικλμνξπρστυφχψω',
  ),
  ...named('Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega', 'ΓΔΘΛΞΠΣΥΦΨΩ'),
]);

function named(names: string, letters: string): [name: string, letter: string][] {
  return names.split(' ').map((name, at) => [name, letters[at]!]);
}

const SYMBOLS: Record<string, string> = {
  ss: 'ß',
  SS: 'ẞ',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  i: 'ı',
  j: 'ȷ',
  dh: 'ð',
  DH: 'Ð',
  dj: 'đ',
  DJ: 'Đ',
  th: 'þ',
  TH: 'Þ',
  ng: 'ŋ',
  NG: 'Ŋ',
  S: '§',
  P: '¶',
  dag: '†',
  ddag: '‡',
  copyright: '©',
  textcopyright: '©',
  textregistered: '®',
  texttrademark: '™',
  pounds: '£',
  textsterling: '£',
  euro: '€',
  texteuro: '€',
  EUR: '€',
  textdegree: '°',
  degree: '°',
  dots: '…',
  ldots: '…',
  textellipsis: '…',
  textendash: '–',
  textemdash: '—',
  textquoteleft: '‘',
  textquoteright: '’',
  textquotedblleft: '“',
  textquotedblright: '”',
  lq: '‘',
  rq: '’',
  guillemotleft: '«',
  guillemotright: '»',
  quotedblbase: '„',
  quotesinglbase: '‚',
  glqq: '„',
  grqq: '“',
  textquotesingle: "'",
  textquotedbl: '"',
  textasciigrave: '`',
  textasciitilde: '~',
  textasciicircum: '^',
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  lbrace: '{',
  rbrace: '}',
  textunderscore: '_',
  textbar: '|',
  textless: '<',
  textgreater: '>',
  textdollar: '$',
  textpercent: '%',
  slash: '/',
  textexclamdown: '¡',
  textquestiondown: '¿',
  textbullet: '•',
  textmu: 'µ',
  times: '×',
  pm: '±',
  cdot: '·',
  space: ' ',
  quad: ' ',
  newline: '\n',
  sqrt: '√',
  infty: '∞',
  leq: '≤',
  geq: '≥',
  approx: '≈',
  neq: '≠',
  to: '→',
  rightarrow: '→',
  TeX: 'TeX',
  LaTeX: 'LaTeX',
  BibTeX: 'BibTeX',
  ...GREEK,
};

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** Deeper than this, accents upon accents stay as they are written. */
const DEEPEST = 20;

/**
 * What a value means: accents, ligatures and symbols as characters, braces and markup gone. `\\` is a line break, any
 * other white space one space. Commands that it does not know are dropped, what they were given is kept.
 */
export function readLatex(source: string, depth = 0): string {
  if (!/[\\{}$~`'-]/.test(source)) return source.replace(/\s+/g, ' ').trim();
  let text = '';
  let math = false;
  for (let at = 0; at < source.length;) {
    const char = source[at]!;
    if (char === '\\') {
      const { read, end } = readCommand(source, at, depth);
      text += read;
      at = end;
      continue;
    }
    const run = RUNS.find(([written]) => source.startsWith(written, at));
    if (run) {
      text += run[1];
      at += run[0].length;
    } else if (char === '$') {
      math = !math;
      at += 1;
    } else if (math && (char === '^' || char === '_')) {
      const figures = /^[\^_](?:(\d)|\{(\d{1,9})\})/.exec(source.slice(at, at + 12));
      const scripts = char === '^' ? SUPERSCRIPTS : SUBSCRIPTS;
      text += figures ? (figures[1] ?? figures[2] ?? '').replace(/\d/g, (digit) => scripts[Number(digit)]!) : char;
      at += figures?.[0].length ?? 1;
    } else {
      text += char === '{' || char === '}' ? '' : /\s|~/.test(char) ? ' ' : char;
      at += 1;
    }
  }
  return text
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** What several characters stand for, longest first. */
const RUNS: readonly (readonly [written: string, means: string])[] = [
  ['---', '—'],
  ['--', '–'],
  ['``', '“'],
  ["''", '”'],
  ['`', '‘'],
];

function readCommand(source: string, start: number, depth: number): { read: string; end: number } {
  const name = /^[a-z]+/i.exec(source.slice(start + 1, start + 40))?.[0] ?? source.slice(start + 1, start + 2);
  let end = start + 1 + name.length;
  const isWord = /^[a-z]/i.test(name);
  if (name in ACCENTS) {
    const argument = argumentAt(source, isWord ? skipSpace(source, end) : end);
    const letters = depth < DEEPEST ? readLatex(argument.text, depth + 1) : '';
    return { read: accented(letters, name), end: argument.end };
  }
  // The space that ends a command is not one of the text's.
  if (isWord) end = skipSpace(source, end);
  const symbol = SYMBOLS[name];
  if (symbol !== undefined) return { read: symbol, end: source.startsWith('{}', end) ? end + 2 : end };
  if (isWord) return { read: '', end };
  if (name === '\\') return { read: '\n', end };
  return { read: /[&%$#_{}]/.test(name) ? name : /[\s,;:]/.test(name) ? ' ' : '', end };
}

function accented(letters: string, accent: string): string {
  const [first, ...rest] = Array.from(letters);
  // Nothing to stand on: the sign itself, as `\~{}` is written for a tilde.
  if (first === undefined || first === ' ') return /[a-z]/i.test(accent) ? letters : accent + letters;
  const base = first === 'ı' ? 'i' : first === 'ȷ' ? 'j' : first;
  return (base + ACCENTS[accent] + rest.join('')).normalize('NFC');
}

/** A group in braces, a command, or one character. */
function argumentAt(source: string, start: number): { text: string; end: number } {
  if (source[start] === '{') {
    const end = closingBrace(source, start);
    if (end !== -1) return { text: source.slice(start + 1, end), end: end + 1 };
    return { text: '', end: start + 1 };
  }
  if (source[start] === '\\') {
    const command = /^\\(?:[a-z]+|.)/is.exec(source.slice(start, start + 40))?.[0] ?? '\\';
    return { text: command, end: start + command.length };
  }
  const char = source.codePointAt(start);
  if (char === undefined || source[start] === '}') return { text: '', end: start };
  const text = String.fromCodePoint(char);
  return { text, end: start + text.length };
}

/** Where the brace that opens at `start` is closed, or -1. */
export function closingBrace(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '{') depth += 1;
    else if (source[at] === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}

function skipSpace(source: string, at: number): number {
  let next = at;
  while (/\s/.test(source[next] ?? '')) next += 1;
  return next;
}

const ESCAPED: Record<string, string> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\textbraceleft{}`,
  '}': String.raw`\textbraceright{}`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
  '`': String.raw`\textasciigrave{}`,
  '\n': '\\\\\n',
};

/** A text so that `readLatex` and any LaTeX reads it as it is. */
export function writeLatex(text: string): string {
  return text
    .replace(/[\\{}~^`\n&%$#_]/g, (char) => ESCAPED[char] ?? `\\${char}`)
    .replace(/[-–—]+/g, (dashes) => Array.from(dashes, (dash) => '-'.repeat('-–—'.indexOf(dash) + 1)).join('{}'))
    .replace(/''+/g, (quotes) => Array.from(quotes).join('{}'));
}
