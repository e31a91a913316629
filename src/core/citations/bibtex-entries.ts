import { closingBrace } from './latex.ts';

/** The grammar of BibTeX: what an entry is, whatever its fields mean. */

export interface Entry {
  /** In small letters; empty where none is given. */
  type: string;
  key: string;
  /** Values as they are written, without what encloses them; names in small letters, the first of each. */
  fields: ReadonlyMap<string, string>;
}

/** An entry with the line that it begins on, or why it cannot be read. */
export type FoundEntry = { place: string } & (Entry | { trouble: string });

/**
 * Every entry of a file, its macros put in. What stands between entries is a comment. After an entry that cannot be
 * read, reading goes on at the next one that begins a line.
 */
export function readEntries(text: string): FoundEntry[] {
  const found: FoundEntry[] = [];
  const macros = new Map<string, string>();
  const lineAt = lineCounter(text);
  const nextAfter = nextEntryFinder(text);
  const endOf = braceMatcher(text);
  // One without a type is an entry only where it begins a line: elsewhere it is a comment's mail address.
  const begin = /(?:@\s*([a-z]+)|^[^\S\n]*@)\s*([{(])/gim;
  for (let opened = begin.exec(text); opened; opened = begin.exec(text)) {
    const [, name = '', bracket] = opened;
    const type = name.toLowerCase();
    if (type === 'comment') {
      begin.lastIndex = Math.max(begin.lastIndex, endOf(begin.lastIndex - 1));
      continue;
    }
    const line = lineAt(opened.index);
    const reading = new Reading(text, begin.lastIndex, nextAfter(begin.lastIndex), bracket === '{' ? '}' : ')', macros);
    const key = type === 'string' || type === 'preamble' ? '' : reading.key();
    const place = `Entry${key === '' ? '' : ` ${key.slice(0, 80)}`}, line ${line}`;
    const trouble = type === 'preamble' ? reading.skip() : reading.fields();
    begin.lastIndex = reading.at;
    if (type === 'string') for (const [macro, value] of reading.read) macros.set(macro, value);
    else if (trouble !== null) found.push({ place, trouble });
    else if (type !== 'preamble') found.push({ place, type, key, fields: reading.read });
  }
  return found;
}

/**
 * Where the brace that opens at an offset is closed, or -1. Reads the whole text once, when it is first asked: a comment may
 * hold entries, and a file any number of comments.
 */
function braceMatcher(text: string): (offset: number) => number {
  let closed: Map<number, number> | null = null;
  return (offset) => (closed ??= bracesIn(text)).get(offset) ?? -1;
}

function bracesIn(text: string): Map<number, number> {
  const closed = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') open.push(at);
    const opened = text[at] === '}' ? open.pop() : undefined;
    if (opened !== undefined) closed.set(opened, at);
  }
  return closed;
}

/** The line of an offset; offsets must come in order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let end = text.indexOf('\n');
  return (offset) => {
    for (; end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) line += 1;
    return line;
  };
}

/** Another entry at the beginning of a line: inside a value it means that a brace before it was never closed. */
const NEXT_ENTRY = /\n[^\S\n]*@[a-z]+\s*[{(]\s*[^\s{}(),="]*\s*,/gi;

/** Where the next entry that begins a line begins; offsets must come in order. */
function nextEntryFinder(text: string): (offset: number) => number {
  let found = -1;
  return (offset) => {
    if (found >= offset) return found;
    NEXT_ENTRY.lastIndex = offset;
    found = NEXT_ENTRY.exec(text)?.index ?? text.length;
    return found;
  };
}

/** Longer values are no part of a citation. */
const LONGEST = 100_000;

/** One entry being read, from behind its opening bracket. */
class Reading {
  readonly read = new Map<string, string>();
  at: number;
  readonly #text: string;
  readonly #close: string;
  readonly #macros: ReadonlyMap<string, string>;
  /** Where the entry must have ended. */
  readonly #end: number;

  constructor(text: string, at: number, end: number, close: string, macros: ReadonlyMap<string, string>) {
    this.at = at;
    this.#text = text;
    this.#end = end;
    this.#close = close;
    this.#macros = macros;
  }

  /** What the file calls the entry. */
  key(): string {
    const key = this.#match(/\s*([^\s,{}()="#%]*)\s*(?:,|(?=[})]))/y);
    return key?.[1] ?? '';
  }

  /** Reads the fields up to the closing bracket; why that failed, or null. */
  fields(): string | null {
    for (;;) {
      this.#match(/[\s,]*/y);
      if (this.#text[this.at] === this.#close) {
        this.at += 1;
        return null;
      }
      const name = this.#match(/([^\s=,{}()"#%@]+)\s*=\s*/y)?.[1];
      if (name === undefined) return this.#giveUp();
      const value = this.#value();
      const named = `The value of “${name.slice(0, 40)}”`;
      if (value === null) return this.#giveUp(`${named} does not end: a brace or a quotation mark is missing.`);
      if (value.length > LONGEST)
        return this.#giveUp(`${named} is longer than ${LONGEST.toLocaleString('en')} characters.`);
      if (!this.read.has(name.toLowerCase())) this.read.set(name.toLowerCase(), value);
    }
  }

  skip(): string | null {
    const end = closingBrace(this.#text.slice(0, this.#end), this.at - 1);
    this.at = end === -1 ? this.#end : end + 1;
    return null;
  }

  /** Pieces joined by #; null where one does not end. */
  #value(): string | null {
    let value = '';
    do {
      const piece = this.#piece();
      if (piece === null) return null;
      value += piece;
    } while (this.#match(/\s*#\s*/y));
    return value;
  }

  #piece(): string | null {
    const opening = this.#text[this.at];
    if (opening === '{' || opening === '"') {
      const end = this.#endOfValue(opening);
      if (end === -1) return null;
      const piece = this.#text.slice(this.at + 1, end);
      this.at = end + 1;
      return piece;
    }
    const word = this.#match(/[^\s,#{}()"=]+/y)?.[0];
    if (word === undefined) return null;
    return this.#macros.get(word.toLowerCase()) ?? word;
  }

  #endOfValue(opening: string): number {
    let depth = 0;
    for (let at = this.at + 1; at < this.#end; at += 1) {
      const char = this.#text[at];
      if (char === '{') depth += 1;
      else if (char === '}' && opening === '{' && depth === 0) return at;
      else if (char === '}') depth -= 1;
      else if (char === '"' && opening === '"' && depth <= 0) return at;
    }
    return -1;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found === null || this.at + found[0].length > this.#end + 1) return null;
    this.at += found[0].length;
    return found;
  }

  #giveUp(why?: string): string {
    const rest = /.{0,30}/.exec(this.#text.slice(this.at, Math.min(this.#end, this.at + 200)))?.[0].trim() ?? '';
    const ended = this.at >= this.#end || rest === '';
    this.at = this.#end;
    return why ?? (ended ? 'It does not end: its last brace is missing.' : `It cannot be read from “${rest}” on.`);
  }
}
