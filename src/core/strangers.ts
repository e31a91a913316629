// What strangers wrote, made fit to be kept.

/** Without what no database keeps and no line has: NUL, halves of surrogate pairs, other control characters but line ends. */
export function keepable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}

export const onOneLine = (text: string): string => keepable(text).replace(/\s+/g, ' ').trim();

/** An address on the web of at most 2,000 characters, with what people leave out; null for anything else. */
export function webAddress(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  return /^https?:\/\//i.test(address) && URL.canParse(address) && address.length <= 2_000 ? address : null;
}
