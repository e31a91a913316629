import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** What stands in a cell. A day is `2013-06-14`; moments are shown in UTC. */
export type Cell = string | number | Date | { day: string } | { link: string } | null;

export interface SheetAsked {
  name: string;
  columns: { title: string; width: number }[];
}

/**
 * A spreadsheet (Office Open XML) that is written while its rows come, for sheets in any order: what is done is packed
 * and handed on, so that no sheet is held as cells. Text is never a formula. The first row of each sheet stays in sight
 * and filters the others.
 */
export class Workbook {
  readonly #zip: Zip;
  readonly #sheets: Sheet[];
  readonly #about: { title: string; by: string; at: Date };
  #packed: Uint8Array[] = [];

  constructor(about: { title: string; by: string; at: Date }, sheets: readonly SheetAsked[]) {
    this.#about = about;
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      this.#packed.push(bytes);
    });
    this.#whole('[Content_Types].xml', contentTypes(sheets.length));
    this.#whole('_rels/.rels', ROOT_RELATIONS);
    this.#sheets = sheets.map((asked, at) => new Sheet(asked, this.#part(`xl/worksheets/sheet${at + 1}.xml`)));
  }

  /** Adds a row to the sheet of that place, counted from 0. */
  add(sheet: number, cells: readonly Cell[]): void {
    this.#sheets[sheet]!.add(cells);
  }

  /** The bytes that are ready, which are not handed out again. */
  take(): Uint8Array[] {
    const ready = this.#packed;
    this.#packed = [];
    return ready;
  }

  end(): Uint8Array[] {
    for (const sheet of this.#sheets) sheet.end();
    this.#sheets.forEach(({ links }, at) => {
      if (links.length > 0) this.#whole(`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, linkRelations(links));
    });
    this.#whole('xl/styles.xml', STYLES);
    this.#whole('xl/workbook.xml', workbookOf(this.#sheets));
    this.#whole('xl/_rels/workbook.xml.rels', workbookRelations(this.#sheets.length));
    this.#whole('docProps/core.xml', coreProperties(this.#about));
    this.#zip.end();
    return this.take();
  }

  #part(name: string): ZipDeflate {
    const part = new ZipDeflate(name, { level: 6 });
    part.mtime = NO_TIME;
    this.#zip.add(part);
    return part;
  }

  #whole(name: string, xml: string): void {
    const part = new ZipPassThrough(name);
    part.mtime = NO_TIME;
    this.#zip.add(part);
    part.push(strToU8(HEAD + xml), true);
  }
}

/** The earliest that a ZIP can say, in local fields as it has them: a file says nothing of when or where it was packed. */
const NO_TIME = new Date(1980, 0, 1);

const BLOCK = 65_536;
/** What a sheet can have, by the specification of the program that most people open it with. */
const MOST_ROWS = 1_048_576;
const MOST_LINKS = 65_000;
const LONGEST = 32_767;
/** In points. */
const TALLEST = 409;
const LINE = 13;
const CUT = ' … (cut short: a cell holds no more)';

class Sheet {
  readonly asked: SheetAsked;
  readonly links: { at: string; to: string }[] = [];
  rows = 0;
  readonly #part: ZipDeflate;
  readonly #letters: string[];
  #xml: string;

  constructor(asked: SheetAsked, part: ZipDeflate) {
    this.asked = asked;
    this.#part = part;
    this.#letters = asked.columns.map((_, at) => columnName(at));
    const widths = asked.columns.map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    );
    this.#xml =
      `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols>${widths.join('')}</cols><sheetData>`;
    const titles = asked.columns.map(({ title }) => title);
    this.#row(
      titles.map((title, at) => textCell(this.#letters[at]! + 1, title, STYLE.head)),
      this.#linesOf(titles),
    );
  }

  add(cells: readonly Cell[]): void {
    const number = this.rows + 1;
    this.#row(
      cells.map((cell, at) => this.#cell(this.#letters[at]! + number, cell)),
      this.#linesOf(cells),
    );
  }

  end(): void {
    const { links } = this;
    const listed = links.map(({ at }, place) => `<hyperlink ref="${at}" r:id="rId${place + 1}"/>`);
    this.#xml +=
      `</sheetData><autoFilter ref="${this.area}"/>` +
      (listed.length === 0 ? '' : `<hyperlinks>${listed.join('')}</hyperlinks>`) +
      '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>';
    this.#part.push(strToU8(this.#xml), true);
  }

  /** From the first cell to the last: `A1:C12`. */
  get area(): string {
    return `A1:${this.#letters.at(-1)}${this.rows}`;
  }

  /** How many lines the tallest cell of a row takes, about: not every program works out for itself how high a row is. */
  #linesOf(cells: readonly Cell[]): number {
    const lines = cells.map((cell, at) => {
      if (typeof cell !== 'string') return 1;
      const { width } = this.asked.columns[at]!;
      return cell.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0);
    });
    return Math.max(1, ...lines);
  }

  #row(cells: string[], lines: number): void {
    this.rows += 1;
    if (this.rows > MOST_ROWS) throw new RangeError(`The sheet ${this.asked.name} has more rows than a spreadsheet.`);
    const height = Math.min(TALLEST, lines * LINE + 2);
    this.#xml += `<row r="${this.rows}" ht="${height}" customHeight="1">${cells.join('')}</row>`;
    if (this.#xml.length < BLOCK) return;
    this.#part.push(strToU8(this.#xml));
    this.#xml = '';
  }

  #cell(at: string, cell: Cell): string {
    if (cell === null || cell === '') return '';
    if (typeof cell === 'string') return textCell(at, cell, STYLE.text);
    if (typeof cell === 'number') return `<c r="${at}" s="${STYLE.plain}"><v>${cell}</v></c>`;
    if (cell instanceof Date) return dateCell(at, cell, STYLE.moment);
    if ('day' in cell) return dateCell(at, new Date(`${cell.day}T00:00:00Z`), STYLE.day);
    if (this.links.length >= MOST_LINKS) return textCell(at, cell.link, STYLE.text);
    this.links.push({ at, to: cell.link });
    return textCell(at, cell.link, STYLE.link);
  }
}

function textCell(at: string, words: string, style: number): string {
  const kept = words.length > LONGEST ? words.slice(0, LONGEST - CUT.length) + CUT : words;
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(kept)}</t></is></c>`;
}

/** Days since the last of 1899, in a calendar that took 1900 for a leap year: what is before March 1900 stays text. */
function dateCell(at: string, moment: Date, style: number): string {
  const days = moment.getTime() / 86_400_000 + 25_569;
  if (!(days >= 61)) return textCell(at, moment.toISOString().slice(0, 10), STYLE.text);
  return `<c r="${at}" s="${style}"><v>${days}</v></c>`;
}

/** Characters that XML has no place for are spelt, as the format has it; what looks so spelt is spelt itself. */
function escaped(words: string): string {
  return words
    .toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, spelt)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const spelt = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** A, B … Z, AA, AB. */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = (sheets: number): string =>
  `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
  counted(
    sheets,
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
  ) +
  '</Types>';

const ROOT_RELATIONS =
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  '</Relationships>';

function workbookOf(sheets: readonly Sheet[]): string {
  const named = sheets.map(
    ({ asked }, at) => `<sheet name="${escaped(asked.name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const absolute = (area: string) => area.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  const areas = sheets.map(
    ({ asked, area }, at) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${escaped(asked.name)}'!${absolute(area)}</definedName>` +
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">'${escaped(asked.name)}'!$1:$1</definedName>`,
  );
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${named.join('')}</sheets>` +
    `<definedNames>${areas.join('')}</definedNames></workbook>`
  );
}

const workbookRelations = (sheets: number): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  counted(
    sheets,
    (n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  ) +
  `<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;

const linkRelations = (links: readonly { to: string }[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">` +
  links
    .map(
      ({ to }, at) =>
        `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/hyperlink" Target="${escaped(to)}" TargetMode="External"/>`,
    )
    .join('') +
  '</Relationships>';

function coreProperties({ title, by, at }: { title: string; by: string; at: Date }): string {
  const moment = `${at.toISOString().slice(0, 19)}Z`;
  return (
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(by)}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created></cp:coreProperties>`
  );
}

const counted = (many: number, each: (n: number) => string): string =>
  Array.from({ length: many }, (_, at) => each(at + 1)).join('');

/** The places of the cell formats below. */
const STYLE = { plain: 0, head: 1, moment: 2, day: 3, link: 4, text: 5 };

const cellFormat = (numbers: number, font: number, fill = 0, wraps = false): string =>
  `<xf numFmtId="${numbers}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" ` +
  `applyFill="1" applyAlignment="1"><alignment horizontal="left" vertical="top"${wraps ? ' wrapText="1"' : ''}/></xf>`;

const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>` +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  '<fonts count="3"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font>' +
  '<font><u/><sz val="10"/><color rgb="FF0B5394"/><name val="Arial"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFECE8DF"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="6">${cellFormat(0, 0)}${cellFormat(0, 1, 2, true)}${cellFormat(164, 0)}${cellFormat(165, 0)}` +
  `${cellFormat(0, 2, 0, true)}${cellFormat(0, 0, 0, true)}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
