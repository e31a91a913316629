import type { Word } from '../words.ts';

/** The commonest English function words; every second or third word of English prose is one of them. */
const COMMON = new Set(
  `the of and to a in that is was for it with as his on be at by i this had not are but from or have an they which one you
  were her all she there would their we him been has when who will more no if out so said what up its about into than
  them can only other new some could time these two may then do first any my now such like our over me even most after
  also did many before must through back where much your well down should because each just those how too while here i'm
  it's don't says say`.split(/\s+/),
);
/** Words that a text needs before its language can be judged. */
const ENOUGH = 20;

/** Whether the words read as English. A text too short to tell is taken for English when its letters are Latin. */
export function readsAsEnglish(words: readonly Word[]): boolean {
  let letters = 0;
  let latin = 0;
  let common = 0;
  for (const { normal, pos } of words.slice(0, 5000)) {
    if (pos === 'PUNCT' || !/^\p{L}/u.test(normal)) continue;
    letters += 1;
    if (/^[a-z]/.test(normal)) latin += 1;
    if (COMMON.has(normal)) common += 1;
  }
  if (letters < ENOUGH) return latin * 2 >= letters && (letters < 4 || common > 0 || letters < 12);
  return latin >= letters * 0.7 && common >= letters * 0.15;
}
