import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/**
 * A Word document's parts in one order, without the chance and the clock that went into them: names made up at random are
 * numbered as they come, and the moment that it was made is the one that it tells of.
 */
export function settled(document: Uint8Array, at: string): Uint8Array {
  const parts = unzipSync(document);
  const names = new Map<string, string>();
  const numbered = (name: string) => {
    const known = names.get(name) ?? `rIdX${names.size + 1}`;
    names.set(name, known);
    return known;
  };
  let bookmark = 0;
  const open = new Map<string, string>();
  const settle = (xml: string) =>
    xml
      .replace(/\brId[a-z0-9_-]{21}(?=")/g, numbered)
      .replace(/(<w:bookmarkStart\b[^>]*?w:id=")([^"]+)"/g, (_, before: string, id: string) => {
        open.set(id, String(++bookmark));
        return `${before}${bookmark}"`;
      })
      .replace(/(<w:bookmarkEnd w:id=")([^"]+)"/g, (_, before: string, id: string) => `${before}${open.get(id) ?? id}"`)
      .replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, `$1${at.replace(/\.\d+Z$/, 'Z')}`);
  // The content types come first; so does, by convention, the part that readers look for.
  const order = Object.keys(parts).toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const mtime = new Date(at);
  return zipSync(
    Object.fromEntries(
      order.map((name) => {
        const bytes = parts[name]!;
        return [
          name,
          [/\.(xml|rels)$/.test(name) ? strToU8(settle(strFromU8(bytes))) : bytes, { mtime: zipTime(mtime) }],
        ];
      }),
    ),
    { level: 6 },
  );
}

const rank = (name: string) => (name === '[Content_Types].xml' ? 0 : name === 'word/document.xml' ? 1 : 2);

/** ZIP keeps local time without a zone: the clock of the machine must not show in it. */
function zipTime(moment: Date): Date {
  return new Date(
    moment.getUTCFullYear(),
    moment.getUTCMonth(),
    moment.getUTCDate(),
    moment.getUTCHours(),
    moment.getUTCMinutes(),
    moment.getUTCSeconds(),
  );
}
