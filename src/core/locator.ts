export const LOCATOR_KINDS = ['page', 'paragraph', 'timestamp', 'cell', 'section'] as const;
export type LocatorKind = (typeof LOCATOR_KINDS)[number];

/** Where in a source to look. */
export interface Locator {
  kind: LocatorKind;
  /** In one spelling: "p. 12–14", "para. 3", "00:14:05", "Sheet2!B7:D9", "§ 4(b)", or a section's name as given. */
  text: string;
}

export const LONGEST_LOCATOR = 200;

/**
 * A locator as people type it: pages, paragraphs and sections by their usual short forms, times in a recording, cells
 * of a sheet, or the name of a part ("Methods", "Appendix B, table 3"). Several may follow each other behind commas or
 * semicolons; the first gives the kind. Null for what `locatorTrouble` has a sentence for.
 */
export function readLocator(text: string): Locator | null {
  const read = judge(text);
  return typeof read === 'string' ? null : read;
}

/**
 * What is wrong with a locator, as a sentence for the person who typed it, or null. Refused are empty and overlong
 * ones, bare numbers, addresses, and what sets out as a page, paragraph, section, time or cell and is none.
 */
export function locatorTrouble(text: string): string | null {
  const read = judge(text);
  return typeof read === 'string' ? read : null;
}

/** A locator, or the sentence that says what is wrong with it. */
type Judgement = Locator | string;

function judge(text: string): Judgement {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length > LONGEST_LOCATOR) {
    return `A locator has at most ${LONGEST_LOCATOR} characters. Put the source's words into the excerpt.`;
  }
  if (/[\p{Cc}\p{Cs}]/u.test(plain)) return 'A locator is plain text, without control characters.';
  if (!/[\p{L}\p{N}]/u.test(plain)) {
    return 'Say where in the source to look: p. 12–14, para. 3, 00:14:05, Sheet2!B7, § 4(b) or the name of a section.';
  }
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|www\.)/i.test(plain)) {
    return 'An address belongs to the source. The locator says where in the source to look.';
  }
  // Before anything is cut at commas: the name of a sheet may hold one.
  if (plain.startsWith("'")) {
    const cell = readCell(plain);
    if (cell) return cell;
  }

  const parts: Locator[] = [];
  for (const part of plain.split(/ ?[,;] ?(?=[\p{L}§¶]|\d{1,3}:\d)/u)) {
    const read = judgePart(part);
    if (typeof read === 'string') return read;
    parts.push(read);
  }
  return { kind: parts[0]?.kind ?? 'section', text: parts.map(({ text }) => text).join(', ') };
}

function judgePart(part: string): Judgement {
  return (
    readCounted('page', PAGE, part) ??
    readCounted('paragraph', PARAGRAPH, part) ??
    readSection(part) ??
    readTime(part) ??
    readCell(part) ??
    (/\p{L}/u.test(part)
      ? { kind: 'section', text: part }
      : 'A number alone does not say what it counts. Write p. 12, para. 12, § 12 or 00:12:00.')
  );
}

const SHORT = { page: 'p.', paragraph: 'para.' };
/** The word or sign, how it is joined to what follows, and what follows. */
const PAGE = /^(?:pages?|pgs?|pp?)(\. ?| |(?=\d))(.*)$/i;
const PARAGRAPH = /^(?:paragraphs?|paras?|pars?|¶¶?)(\. ?| |(?=\d))(.*)$/i;

/** Null where a word like "page" only begins the name of a section ("Page One"). */
function readCounted(kind: 'page' | 'paragraph', pattern: RegExp, part: string): Judgement | null {
  const [, joint = '', rest = ''] = pattern.exec(part) ?? [];
  const short = SHORT[kind];
  const numbers = rest.split(/ ?(?:[,;&]| and ) ?/).map(readNumbers);
  if (numbers.every((read) => read !== null)) return { kind, text: `${short} ${numbers.join(', ')}` };
  if (!joint.startsWith('.') && !/\d/.test(rest)) return null;
  return `A ${kind} is written ${short} 12 or ${short} 12–14, forwards. Anything more goes behind a comma.`;
}

const TO = String.raw`(?: ?[-‐‑‒–—−] ?| to )`;
/** A number as it stands on a page: 12, 12a, A12, S-12, xii. */
const NUMBER = String.raw`(?:[a-z]{1,2}-?)?\d{1,6}[a-z]?|[ivxlcdm]{1,12}`;
const NUMBERS = new RegExp(`^(${NUMBER})(?:${TO}(${NUMBER}))?$`, 'i');

/** One number or a range; null for anything else, and for a range that runs backwards. */
function readNumbers(text: string): string | null {
  const [, from, to = from] = NUMBERS.exec(text) ?? [];
  if (from === undefined || to === undefined || /^0+$/.test(from)) return null;
  const [low, high] = [/\d+/.exec(from)?.[0], /\d+/.exec(to)?.[0]];
  if (low === undefined || high === undefined) return from === to ? from : `${from}–${to}`;
  // "321–25" is the usual short form of 321–325.
  const full = high.length < low.length ? low.slice(0, low.length - high.length) + high : high;
  if (Number(full) < Number(low)) return null;
  return from === to ? from : `${from}–${to.replace(high, full)}`;
}

const SECTION = /^(?:(?:sections?|sects?|secs?)(?:\. ?| |(?=\d))|ss?\. ?(?=\d)|(§§?) ?)(.+)$/u;
/** As laws and reports number them: 4, 4(b), 4.2.1, 78u-4, IV, B. */
const SECTION_NUMBER = /^(?=.*\d|[A-Z]{1,5}\b)[A-Za-z0-9]+(?:[.–-][A-Za-z0-9]+|[.–-]?\([A-Za-z0-9]+\))*$/;

/** Hyphens stay as they are: in 15 U.S.C. § 78u-4 the hyphen is no "to". */
function readSection(part: string): Judgement | null {
  const [, sign, rest = ''] = SECTION.exec(part.replace(/^sec/i, 'sec')) ?? [];
  const numbers = rest
    .split(/ ?(?:[,;&]| and ) ?/)
    .map((text) => text.replaceAll(/ (?=\()/g, '').replaceAll(/ ?[–—] ?| to /g, '–'));
  if (numbers.every((text) => SECTION_NUMBER.test(text))) return { kind: 'section', text: `§ ${numbers.join(', ')}` };
  return sign === undefined ? null : 'A section is written § 4 or § 4(b), or by its name without the sign.';
}

const CLOCK = String.raw`(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(\.\d{1,3})?`;
const TIMES = new RegExp(`^${CLOCK}(?:${TO}${CLOCK})?$`);

/** Hours may be left out, as players do: 14:05 is 00:14:05, and 75:10 is 01:15:10. */
function readTime(part: string): Judgement | null {
  if (!/^\d+:/.test(part)) return null;
  const wrong = 'A time is written 00:14:05 or 00:14:05–00:15:10, forwards: hours, minutes and seconds.';
  const found = TIMES.exec(part);
  if (!found) return wrong;
  const from = readClock(found.slice(1, 5));
  const to = found[7] === undefined ? from : readClock(found.slice(5, 9));
  if (from === null || to === null || to.seconds < from.seconds) return wrong;
  return { kind: 'timestamp', text: from.text === to.text ? from.text : `${from.text}–${to.text}` };
}

function readClock([hours, minutes = '', seconds = '', fraction = '']: (string | undefined)[]): {
  text: string;
  seconds: number;
} | null {
  if (Number(seconds) > 59 || (hours !== undefined && (Number(minutes) > 59 || minutes.length !== 2))) return null;
  const allMinutes = Number(hours ?? 0) * 60 + Number(minutes);
  const whole = [Math.floor(allMinutes / 60), allMinutes % 60, Number(seconds)];
  return {
    text: whole.map((count) => String(count).padStart(2, '0')).join(':') + fraction,
    seconds: allMinutes * 60 + Number(seconds + fraction),
  };
}

const CELLS = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([a-z]{1,3})\$?(\d{1,7})(?::\$?([a-z]{1,3})\$?(\d{1,7}))?$/i;
/** The bounds of a sheet in the common programs: 16,384 columns, A to XFD, and 1,048,576 rows. */
const LAST_COLUMN = 'XFD';
const LAST_ROW = 1_048_576;

/** A cell with its sheet, or by itself in capitals. */
function readCell(part: string): Judgement | null {
  const found = CELLS.exec(part);
  const sheet = found?.[1]?.replaceAll("''", "'") ?? found?.[2];
  if (!/^\$?[A-Z]{1,3}\$?\d+(?::|$)/.test(part) && !/![$a-z]*\d[$a-z\d:]*$/i.test(part)) return null;
  if (!found) return WRONG_CELL;
  const cells: string[] = [];
  for (const [letters, row] of [found.slice(3, 5), found.slice(5, 7)]) {
    if (letters === undefined || row === undefined) continue;
    const column = letters.toUpperCase();
    const outside = column.padStart(3) > LAST_COLUMN || Number(row) < 1 || Number(row) > LAST_ROW;
    if (outside) return WRONG_CELL;
    cells.push(column + Number(row));
  }
  return { kind: 'cell', text: (sheet === undefined ? '' : `${quoted(sheet)}!`) + cells.join(':') };
}

const WRONG_CELL = `A cell is written Sheet2!B7 or Sheet2!B7:D9, up to column ${LAST_COLUMN} and row ${LAST_ROW}.`;

function quoted(sheet: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`;
}
