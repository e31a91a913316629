import Pdf from 'pdfkit';
import { FONT_FILES, fontFile, type FontName } from './pdf-fonts.ts';
import { linesOf, type Fragment, type Line, type Measure, type Style } from './pdf-lines.ts';
import type { Paper, Run } from './paper.ts';

type Element = PDFKit.PDFStructureElement;

interface Bookmark {
  addItem(title: string, options: { expanded: boolean }): Bookmark;
}

/** A4 in points: signs and labels stand in a narrow column, words in a wide one. */
export const PAGE = { width: 595.28, height: 841.89, top: 78, bottom: 74 };
export const LABELS = { x: 62, width: 86 };
export const WORDS = { x: 160, width: 373 };

const INK = '#1c1b19';
const QUIET = '#5c5953';
const RULE = '#bdb8ad';
const TINT = '#efece4';

/** So many lines are not parted by the end of a page. */
export const TOGETHER = 3;

const MARGIN: Style = { font: 'sans', bold: 'sans-bold', size: 7.8, leading: 10 };

/** The pages of a document: where the next line comes, and what it is tagged as for those who do not see it. */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #root: Element;
  readonly #bytes: Promise<Buffer>;
  readonly #margin: Paper['margin'];
  readonly #bookmarks: { level: number; item: Bookmark }[];
  readonly #widths = new Map<string, number>();
  #y = PAGE.top;

  constructor(paper: Paper) {
    const at = new Date(paper.at);
    this.#margin = paper.margin;
    this.#pdf = new Pdf({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      pdfVersion: '1.7',
      // The types do not know it yet.
      subset: 'PDF/UA' as never,
      tagged: true,
      lang: 'en',
      displayTitle: true,
      // The moment that the paper tells of: made again as of then, it is the same to the byte.
      info: {
        Title: `${paper.kind}: ${paper.title}`,
        Author: paper.author,
        Subject: paper.margin.foot,
        Creator: 'Linecheck',
        CreationDate: at,
        ModDate: at,
      },
      font: null as never,
    });
    const chunks: Buffer[] = [];
    this.#bytes = new Promise((resolve, reject) => {
      this.#pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.#pdf.on('end', () => resolve(Buffer.concat(chunks)));
      this.#pdf.on('error', reject);
    });
    for (const name of Object.keys(FONT_FILES) as FontName[]) this.#pdf.registerFont(name, fontFile(name));
    this.#root = this.#pdf.struct('Document');
    this.#pdf.addStructure(this.#root);
    this.#bookmarks = [{ level: 0, item: this.#pdf.outline }];
  }

  get pages(): number {
    return this.#pdf.bufferedPageRange().count;
  }

  readonly #measure: Measure = (text, font, size) => {
    const key = `${font} ${text}`;
    const known = this.#widths.get(key) ?? this.#pdf.font(font).fontSize(1000).widthOfString(text);
    if (text.length < 30) this.#widths.set(key, known);
    return (known * size) / 1000;
  };

  /** A structure element at the end of the document, or of another. */
  open(tag: string, within: Element = this.#root): Element {
    const element = this.#pdf.struct(tag);
    within.add(element);
    return element;
  }

  lines(runs: readonly Run[], style: Style, width: number): Line[] {
    return linesOf(runs, style, width, this.#measure);
  }

  /** Leaves room above what comes next; none is needed at the top of a page. */
  space(points: number): void {
    if (this.#y > PAGE.top) this.#y += points;
  }

  /** The same at the top of a page too. */
  down(points: number): void {
    this.#y += points;
  }

  /** Goes on to a new page unless so much room is left on this one. */
  keep(points: number): void {
    if (this.#y + points > PAGE.height - PAGE.bottom && this.#y > PAGE.top) this.#newPage();
  }

  #newPage(): void {
    this.#pdf.addPage();
    this.#y = PAGE.top;
  }

  /** Lays lines down the page and over its end, never one alone at either side of it. */
  place(lines: readonly Line[], x: number, style: Style, element: Element, drawn: Drawn = {}): void {
    this.keep(style.leading * (lines.length <= TOGETHER ? lines.length : 2));
    for (const [at, line] of lines.entries()) {
      this.keep(style.leading * (at === lines.length - 2 && at > 0 ? 2 : 1));
      const top = this.#y;
      if (drawn.bar) this.#bar(x - 12, top, style.leading);
      this.line(line, drawn.right ? x + drawn.right - widthOf(line) : x, style, element, drawn.quiet);
      this.#y = top + style.leading;
    }
  }

  /** Draws one line at the present height, which it leaves as it is. */
  line(line: Line, x: number, style: Style, element: Element, quiet = false): void {
    const baseline = this.#y + style.leading * 0.74;
    for (const fragment of line) this.#fragment(fragment, x + fragment.x, baseline, element, quiet);
  }

  /** Words beside the ones to come, at the same height. */
  beside(runs: readonly Run[], x: number, width: number, style: Style, element: Element, leading: number): void {
    const lines = this.lines(runs, style, width);
    this.keep(Math.max(leading * TOGETHER, style.leading * lines.length));
    const top = this.#y;
    this.#y += (leading - style.leading) * 0.74;
    for (const line of lines) {
      this.line(line, x, style, element, true);
      this.#y += style.leading;
    }
    this.#y = top;
  }

  #fragment(fragment: Fragment, x: number, baseline: number, element: Element, quiet: boolean): void {
    const { run, text, font, size, width, standsFor } = fragment;
    const pdf = this.#pdf;
    const href = run.note === undefined ? run.href : `#note-${run.note}`;
    const within = href === undefined ? element : this.open('Link', element);
    const tag = href === undefined ? 'Span' : 'Link';
    if (run.mark === 'untouched') this.#tint(TINT, x, baseline, width, size);
    const content = pdf.markStructureContent(tag, standsFor === null ? {} : { actual: standsFor });
    pdf
      .fillColor(quiet || run.quiet ? QUIET : INK)
      .font(font)
      .fontSize(size);
    pdf.text(text, x, run.note === undefined ? baseline : baseline - size * 0.55, {
      lineBreak: false,
      baseline: 'alphabetic',
    });
    pdf.endMarkedContent();
    within.add(content);
    if (run.change !== undefined || run.mark === 'untouched') this.#stroke(run, x, baseline, width, size);
    if (href === undefined) return;
    const box = [x, baseline - size * 0.8, width, size * 1.1] as const;
    const told = { structParent: within, Contents: new String(text) } as unknown as PDFKit.Mixins.AnnotationOption;
    if (href.startsWith('#')) pdf.goTo(...box, href.slice(1), told);
    else pdf.link(...box, href, told);
    // Its page is the one that is open when it ends.
    within.end();
  }

  #stroke(run: Run, x: number, baseline: number, width: number, size: number): void {
    const y = baseline + (run.change === 'out' ? -size * 0.27 : size * 0.16);
    this.#artifact(() => {
      this.#pdf.lineWidth(0.6).strokeColor(INK);
      if (run.mark === 'untouched') this.#pdf.dash(1, { space: 1.4 });
      this.#pdf
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke()
        .undash();
    });
  }

  #tint(colour: string, x: number, baseline: number, width: number, size: number): void {
    this.#artifact(() => this.#pdf.rect(x, baseline - size * 0.82, width, size * 1.1).fill(colour));
  }

  #bar(x: number, top: number, height: number): void {
    this.#artifact(() => this.#pdf.rect(x, top, 1.6, height).fill(RULE));
  }

  /** A thin line over the whole measure. */
  rule(strong = false): void {
    const [x, y] = [LABELS.x, this.#y];
    const width = WORDS.x + WORDS.width - LABELS.x;
    this.#artifact(() => this.#pdf.rect(x, y, width, strong ? 1.1 : 0.5).fill(strong ? INK : RULE));
  }

  #artifact(draw: () => void, type?: 'Pagination'): void {
    this.#pdf.markContent('Artifact', type === undefined ? {} : { type });
    draw();
    this.#pdf.endMarkedContent();
  }

  /** Makes this place one that can be led to. */
  anchor(name: string): void {
    this.#pdf.addNamedDestination(name, 'XYZ', LABELS.x, this.#y, null as never);
  }

  bookmark(level: number, title: string): void {
    while (this.#bookmarks.at(-1)!.level >= level) this.#bookmarks.pop();
    const item = this.#bookmarks.at(-1)!.item.addItem(title, { expanded: level < 2 });
    this.#bookmarks.push({ level, item });
  }

  /** The bytes, once head and foot stand on every page. */
  async end(): Promise<Buffer> {
    const { count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(page);
      this.#artifact(() => this.#headAndFoot(page + 1, count), 'Pagination');
    }
    this.#root.end();
    this.#pdf.end();
    return this.#bytes;
  }

  #headAndFoot(page: number, pages: number): void {
    const right = WORDS.x + WORDS.width;
    const put = (words: string, y: number, side: 'left' | 'right', width: number) => {
      const [line = []] = this.lines([{ text: words }], MARGIN, width);
      const x = side === 'left' ? LABELS.x : right - widthOf(line);
      for (const { text, font, size, x: from } of line) {
        this.#pdf.fillColor(QUIET).font(font).fontSize(size);
        this.#pdf.text(text, x + from, y, { lineBreak: false, baseline: 'alphabetic' });
      }
    };
    if (page > 1) put(this.#margin.head, 46, 'left', right - LABELS.x);
    put(this.#margin.foot, PAGE.height - 40, 'left', right - LABELS.x - 70);
    put(`Page ${page} of ${pages}`, PAGE.height - 40, 'right', 70);
  }
}

/** How lines are drawn besides their style. */
export interface Drawn {
  /** A rule at their side, as at a quotation. */
  bar?: boolean;
  quiet?: boolean;
  /** They end, not begin, at this distance from x. */
  right?: number;
}

const widthOf = (line: Line): number => {
  const last = line.at(-1);
  return last ? last.x + last.width : 0;
};
