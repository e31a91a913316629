import type { Passage, PassageKind } from '../text.ts';
import { trimmedSpan } from './trim.ts';

/** Lines of a body as they stand, without the line end. */
interface Line {
  start: number;
  end: number;
  /** The words of the line: without white space at either end. */
  text: string;
  indented: boolean;
}

const INDENT = /^(?: {2,}|\t|\u3000)|^> ?/;
const BULLET = /^(?:[•⁃◦▪‣●○]\s*(?=\S)|[-*–]\s+(?=\S)|\(?\d{1,3}(?:\.\)|[.)])\s|\(?[a-z]\)\s)/;
const DASHES_OR_STARS = /^[-*_=~•·#\s—–]{2,}\.?$/;
const CORRECTION =
  /^\W{0,3}(?:corrections?|clarifications?|editor['’]?s['’]? notes?|updated?|an earlier version of (?:this|the)|this (?:article|story|post|piece|report|headline|version) (?:has been|was|is) (?:updated|corrected|amended|changed|clarified))\b(?=.{0,20}[:—–-]|.{12,}|\W*$)/i;
const FURNITURE = [
  /^(?:next|previous|related|more|top|latest|trending|popular)(?: (?:story|stories|article|articles|news|coverage|reading|from|on|posts?))\b.{0,160}$/i,
  /^(?:read|see|learn|find out) (?:more|also|next|the full|the rest|our)\b.{0,160}$/i,
  /^(?:related|recommended|read|see also|watch|listen|also on|don['’]t miss|more|photos?|images?|video|pictured|credit|source|tags?|topics?|filed under|share)\s?[:|].{0,160}$/i,
  /^(?:\[?(?:advertisement|advertising|sponsored(?: content)?|promoted|ad)\]?)\W*(?:scroll to continue|continue reading below)?\W*$/i,
  /^(?:(?:article|story) continues|continue reading|keep reading|scroll (?:down )?to continue|continues?) (?:below|after|here|the main story|$)\b.{0,60}$|^(?:continue|keep) reading\W*$/i,
  /^(?:listen to|watch|play) (?:this|the) (?:article|story|episode|podcast|video|interview|report)\b.{0,80}$/i,
  /^(?:most (?:popular|read|viewed|shared|watched)|trending(?: now| topics)?|recommended(?: for you| stories| reading)?|editors?['’]?s?['’]? picks?|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|in case you missed it|up next|watch now|sponsored (?:links|by\b.{0,60})|from our partners|around the web|newsletters?|skip to (?:main )?content|back to top|(?:view|show|see|read)? ?(?:all )?comments|leave a comment|join the (?:conversation|discussion)|about the authors?|contact (?:the author|us)|the latest)\W*(?:\(?\d+\)?)?$/i,
  /^(?:help (?:us|keep|support|fund)|your (?:support|donation|gift|contribution|subscription)|(?:please )?(?:consider|make) a (?:donation|contribution|gift)|if you (?:value|like|enjoy|appreciate|rely on|believe in)\b.{0,120}\b(?:donat|subscri|support|member|contribut)\w*)\b.{0,200}$/i,
  /^(?:(?:[Aa]dditional )?[Rr]eporting|[Ww]riting|[Ee]dited|[Ee]diting|[Cc]ompiled) by \p{Lu}.{0,160}$/u,
  /^(?:share|tweet|email|print|save|like|pin) (?:this|on|via|to)\b.{0,80}$/i,
  /^(?:share|tweet|comments?|print|email|facebook|twitter|whatsapp|linkedin|reddit|copy link|loading)\W*(?:\d+\W*)?$/i,
  /^(?:follow|like|join|find) (?:us|him|her|them|me|@\w+|[A-Z][\w .'’-]{1,40}) (?:on|at) (?:twitter|facebook|instagram|x|linkedin|youtube|telegram|bluesky)\b.{0,80}$/i,
  /^(?:sign up|subscribe|support (?:our|us|independent|quality)|donate|become a (?:member|subscriber)|get (?:the|our) .{0,40}newsletter|already a (?:member|subscriber)|log ?in|to continue reading|this (?:article|story) is for subscribers|enter your email|click (?:here|to))\b.{0,240}$/i,
  /^[^.!?]{0,120}\b(?:via )?(?:getty images|ap photo|associated press photo|ap photo\/[\w .'’-]{2,40}|reuters\/\w+|afp\/\w+|epa\/\w+|shutterstock|\/ap|wikimedia commons|handout)\)?\.?$/i,
  /^\(?(?:ap )?(?:photo|photograph|image|illustration|graphic|video|picture)s?(?: illustration)?(?: by| credit| courtesy|:)\b.{0,160}$/i,
  /^(?:©|\(c\)|copyright\b|all rights reserved).{0,160}$/i,
  /^(?:By|BY|by) \p{Lu}[\p{L}.'’-]+(?:[ ,|/&]+(?:and |of |the |for )?[\p{Lu}@][\p{L}.'’-]*){0,9}$/u,
  /^(?:published|posted|updated|last (?:modified|updated)|first published)\b[^a-z]{0,3}(?:on |at |: )?.{0,60}\d.{0,30}$/i,
  /^(?:\d+ )?(?:min(?:ute)?s?|comments?|shares?|views?)(?: read| ago)?$/i,
];

/**
 * Cuts a body into paragraph-level blocks. Blank lines separate; a single line end separates too, unless the lines
 * read on as one hard-wrapped paragraph. White space around a block belongs to no passage.
 */
export function passagesOf(body: string): Passage[] {
  const blocks = paragraphsOf(linesOf(body));
  const passages: Passage[] = [];
  let titled = false;
  blocks.forEach((block, i) => {
    const before = passages.at(-1) ?? null;
    const text = body.slice(block.start, block.end);
    const introduced = before !== null && introduces(body, before);
    const kind = kindOf(text, block.indented, before?.kind ?? null, introduced);
    if (kind === 'paragraph' && i === 0 && blocks.length > 1 && readsAsTitle(text)) {
      passages.push({ start: block.start, end: block.end, kind: 'heading' });
      titled = true;
      return;
    }
    if (kind === 'paragraph' && titled && standsUnderTitle(passages)) {
      const next = blocks.slice(i + 1, i + 5).find((later) => !isFurniture(later.text.slice(0, 400)));
      if (readsAsStandfirst(text) && next !== undefined && next.end - next.start > text.length) {
        passages.push({ start: block.start, end: block.end, kind: 'standfirst' });
        return;
      }
    }
    const heading = kind === 'paragraph' && i > 0 && i < blocks.length - 1 && readsAsHeading(text);
    passages.push({ start: block.start, end: block.end, kind: heading ? 'heading' : kind });
  });
  return passages;
}

function linesOf(body: string): (Line | null)[] {
  const lines: (Line | null)[] = [];
  let from = 0;
  while (from <= body.length) {
    const at = body.indexOf('\n', from);
    const to = at === -1 ? body.length : at;
    const { start, end } = trimmedSpan(body, from, to);
    const indented = INDENT.test(body.slice(from, from + 8));
    lines.push(start < end ? { start, end, text: body.slice(start, end), indented } : null);
    from = to + 1;
  }
  return lines;
}

function paragraphsOf(lines: readonly (Line | null)[]): Line[] {
  const blocks: Line[] = [];
  let block: Line[] = [];
  const close = (): void => {
    if (readsOn(block)) blocks.push(joined(block));
    else for (const line of block) blocks.push(line);
    block = [];
  };
  for (const line of lines) {
    if (line === null) {
      close();
    } else if (BULLET.test(line.text) && block.length > 0) {
      close();
      block.push(line);
    } else {
      block.push(line);
    }
  }
  close();
  return blocks;
}

/** A block of lines is one hard-wrapped paragraph when its lines are about as long as each other and break off mid-sentence. */
function readsOn(block: readonly Line[]): boolean {
  if (block.length < 2) return false;
  const inner = block.slice(0, -1);
  const widest = Math.max(...inner.slice(0, 200).map((line) => line.text.length));
  const brokenOff = inner.filter((line) => !/[.!?…:;"”'’)\]]$/.test(line.text)).length;
  const full = inner.filter((line) => line.text.length >= widest * 0.7).length;
  return widest >= 25 && widest <= 120 && brokenOff * 2 >= inner.length && full * 4 >= inner.length * 3;
}

function joined(block: readonly Line[]): Line {
  const first = block[0]!;
  const last = block.at(-1)!;
  return { ...first, end: last.end, indented: block.every((line) => line.indented) };
}

function kindOf(text: string, indented: boolean, before: PassageKind | null, introduced: boolean): PassageKind {
  const line = text.length > 400 ? text.slice(0, 400) : text;
  if (isFurniture(line)) return 'furniture';
  if (CORRECTION.test(line)) return 'correction';
  if (BULLET.test(line)) return 'list_item';
  if (introduced) return 'quotation';
  if (indented) return before === null ? 'paragraph' : 'quotation';
  return 'paragraph';
}

function isFurniture(line: string): boolean {
  return DASHES_OR_STARS.test(line) || FURNITURE.some((rule) => rule.test(line));
}

/** A paragraph that ends in a colon introduces a block quotation. */
function introduces(body: string, before: Passage): boolean {
  if (before.kind !== 'paragraph' && before.kind !== 'standfirst') return false;
  return body[before.end - 1] === ':' && body.slice(before.start, before.end).split(/\s+/, 6).length >= 5;
}

function readsAsTitle(text: string): boolean {
  if (text.length > 200 || /[,;]$/.test(text)) return false;
  if (!/[.!?…:"”]$/.test(text)) return true;
  return text.length <= 120 && (/[?!]$/.test(text) ? !/[.?!]\s/.test(text) : inTitleCase(text));
}

function inTitleCase(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const long = words.filter((word) => word.length > 3);
  return long.length > 1 && long.filter((word) => !/^\p{Ll}/u.test(word)).length >= long.length * 0.8;
}

function standsUnderTitle(passages: readonly Passage[]): boolean {
  return passages.length > 0 && passages.every(({ kind }) => kind === 'heading' || kind === 'furniture');
}

function readsAsStandfirst(text: string): boolean {
  return (
    text.length <= 180 && text.length >= 30 && !/[:"”]$/.test(text) && !/[.!?]\s+\p{Lu}.*[.!?]\s+\p{Lu}/u.test(text)
  );
}

function readsAsHeading(text: string): boolean {
  if (text.length > 90 || /[.!?…:;,"”'’)\]-]$/.test(text)) return false;
  return /^["“‘(]?[\p{Lu}\p{N}]/u.test(text) && text.split(/\s+/).length <= 12;
}
