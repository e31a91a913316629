import { SAYS } from './lexicon.ts';
import { FIRST, labelOf, LAST, ONLY, PARTS, WITHIN } from './labels.ts';
import { MARK, TAG, type Tokens } from './tokens.ts';

const CUE = PARTS.indexOf('cue');
const SOURCE = PARTS.indexOf('sourceAfter');

/** Fixed wordings that are a cue wherever they stand; a source follows. */
const WORDINGS = ['according to', 'in the words of', 'in the view of', 'in the opinion of'].map((wording) =>
  wording.split(' '),
);
const WORDING_STARTS = new Set(WORDINGS.map(([first]) => first));

/** Names and what can stand with them. */
export const IN_SUBJECT = new Set<number>([TAG.PROPN, TAG.NOUN, TAG.PRON, TAG.DET, TAG.ADJ, TAG.NUM]);
const LONGEST_SUBJECT = 6;

/** For each token the label that plain wording asks for, or 0: what need not be learned from examples. */
export function hintsOf(t: Tokens): Uint8Array {
  const hints = new Uint8Array(t.length);
  for (let i = 0; i < t.length; i++) {
    const { normal } = t.words[i]!;
    if (WORDING_STARTS.has(normal)) hintWording(t, i, hints);
    else if (isInserted(t, i) || isCiting(t, i)) hints[i] = labelOf(CUE, ONLY);
    else if (normal === 'put' && t.words[i + 1]?.normal === 'it' && isInserted(t, i, 2)) {
      hints[i] = labelOf(CUE, FIRST);
      hints[i + 1] = labelOf(CUE, LAST);
    }
  }
  return hints;
}

function hintWording(t: Tokens, at: number, hints: Uint8Array): void {
  for (const wording of WORDINGS) {
    const end = at + wording.length;
    const after = t.words[end];
    if (!after || t.mark[end] !== 0 || t.sentence[end] !== t.sentence[at]) continue;
    if (!wording.every((word, k) => t.words[at + k]!.normal === word)) continue;
    hints.fill(labelOf(CUE, WITHIN), at, end);
    hints[at] = labelOf(CUE, FIRST);
    hints[end - 1] = labelOf(CUE, LAST);
    hints[end] = labelOf(SOURCE, FIRST);
    return;
  }
}

/** ", Bloomberg reports," and "as Ann Lee put it,": a saying-word and its subject between two marks. */
function isInserted(t: Tokens, at: number, length = 1): boolean {
  if (length === 1 && !isSaying(t, at)) return false;
  const mark = t.mark[at + length];
  if (mark !== MARK.comma && mark !== MARK.stop) return false;
  let from = at;
  while (from > 0 && at - from < LONGEST_SUBJECT && t.sentence[from - 1] === t.sentence[at]) {
    if (!IN_SUBJECT.has(t.pos[from - 1]!) || t.mark[from - 1] !== 0) break;
    from--;
  }
  if (from === at) return false;
  if (from === 0 || t.sentence[from - 1] !== t.sentence[at]) return false;
  return t.mark[from - 1] === MARK.comma || (length > 1 && t.words[from - 1]!.normal === 'as');
}

/** A verb, or what the tagger took for a plural after a name: "Bloomberg reports". */
function isSaying(t: Tokens, at: number): boolean {
  if ((t.classes[at]! & SAYS) === 0) return false;
  if (t.pos[at] === TAG.VERB) return true;
  return t.pos[at] === TAG.NOUN && t.pos[at - 1] === TAG.PROPN && t.words[at]!.normal.endsWith('s');
}

/** ", citing four people" */
function isCiting(t: Tokens, at: number): boolean {
  return t.words[at]!.normal === 'citing' && at > 0 && t.mark[at - 1] === MARK.comma;
}
