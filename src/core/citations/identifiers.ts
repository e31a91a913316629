/** A DOI in its one spelling, in small letters; from a DOI, "doi:…" or an address at doi.org. Null where there is none. */
export function readDoi(text: string): string | null {
  const found = /^(?:(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/|doi\.org\/)\s*)?(10\.\d{4,9}\/\S+)$/i.exec(
    text.trim(),
  )?.[1];
  if (found === undefined) return null;
  return (found.includes('%') ? decoded(found) : found).toLowerCase().replace(/[.,;]+$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An ISBN without its hyphens, or null where the last digit does not prove the others (ISO 2108). */
export function readIsbn(text: string): string | null {
  const digits = text
    .replace(/^\s*ISBN(?:-1[03])?:?/i, '')
    .replace(/[\s‐‑–-]/g, '')
    .toUpperCase();
  const sum = (weight: (at: number) => number) =>
    Array.from(digits).reduce((total, digit, at) => total + (digit === 'X' ? 10 : Number(digit)) * weight(at), 0);
  if (/^\d{9}[\dX]$/.test(digits)) return sum((at) => 10 - at) % 11 === 0 ? digits : null;
  if (/^97[89]\d{10}$/.test(digits)) return sum((at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0 ? digits : null;
  return null;
}
