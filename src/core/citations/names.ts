/** Who made a source: a person by the parts of the name, or a name that is taken as it is, such as an organisation's. */
export type Name = { family: string; given: string; suffix: string } | { literal: string };

/** Names as a sentence has them: "Glenn Greenwald and Ewen MacAskill". */
export function namesInWords(names: readonly Name[]): string {
  const words = names.map(nameInWords);
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function nameInWords(name: Name): string {
  if ('literal' in name) return name.literal;
  return [name.given, name.family, name.suffix].filter(Boolean).join(' ');
}

/**
 * Names as they stand in the one line of a form: `Greenwald, Glenn; King, Martin Luther, Jr.; Bloomberg News`. What
 * holds a comma, a semicolon or a quotation mark of its own is put in quotation marks. `readNames` reads them again.
 */
export function namesAsTyped(names: readonly Name[]): string {
  return names
    .map((name) => {
      if ('literal' in name) return part(name.literal);
      const { family, given, suffix } = name;
      return [part(family), part(given), ...(suffix ? [part(suffix)] : [])].join(', ').trimEnd();
    })
    .join('; ');
}

const part = (text: string) => (/[,;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Reads what `namesAsTyped` writes and what people type. Without a comma a name is taken as it is: nobody can tell. */
export function readNames(typed: string): Name[] {
  return cut(typed).flatMap((parts): Name[] => {
    const [first = '', given = '', ...suffixes] = parts;
    const suffix = suffixes.filter(Boolean).join(', ');
    if (parts.length === 1 || (first === '' && suffix === ''))
      return first || given ? [{ literal: first || given }] : [];
    return [{ family: first, given, suffix }];
  });
}

/** Names at semicolons, each cut into its parts at commas, but not within quotation marks. */
function cut(typed: string): string[][] {
  const names: string[][] = [[]];
  const piece = /\s*(?:"((?:[^"]|"")*)"\s*|([^,;]*))([,;]|$)/gy;
  for (let found = piece.exec(typed); found; found = piece.exec(typed)) {
    const [, quoted, plain = '', end] = found;
    names.at(-1)!.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === ';') names.push([]);
    if (end === '' || end === undefined) break;
  }
  return names;
}

/**
 * Reads a name as citation files spell it: "Family, Given", "Family, Given, Jr." or "Given von Family". One word, or a
 * name with a word that no person is called, stays as it is.
 */
export function readSpelledName(spelled: string): Name {
  const text = spelled.replace(/\s+/g, ' ').trim();
  if (text.includes(',')) {
    const [family = '', given = '', ...suffixes] = text.split(',').map((each) => each.trim());
    return { family, given, suffix: suffixes.filter(Boolean).join(', ') };
  }
  const words = text.split(' ');
  if (words.length === 1 || words.length > 6 || /[\d&/()]/.test(text)) return { literal: text };
  const particle = words.findIndex((word, at) => at > 0 && at < words.length - 1 && /^\p{Ll}/u.test(word));
  const from = particle === -1 ? words.length - 1 : particle;
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' '), suffix: '' };
}
