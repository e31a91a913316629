import type { SentenceKind } from '../suggest.ts';
import type { Credit } from './parts.ts';
import type { Draft } from './sentence.ts';

const THINKS = /^(?:think|believe|feel|hope|guess|wonder|wish|suspect|doubt|suppose|prefer|love|hate|fear|expect)$/;

/** Up to this objectivity "I think" makes an opinion; beyond it, somebody is being quoted at length. */
const OWN_VIEW = 0.7;

/**
 * What a sentence is. A claim could be wrong; an opinion is somebody's view, in the article's own voice; "other" asserts
 * nothing by itself: a fragment, an instruction, a conditional that only plays with a thought. What somebody else is
 * quoted with stays a claim however it judges; who passes on the words of others in his own may still be judging them.
 * The objectivity is asked for only where it decides.
 */
export function kindOf(draft: Draft, credits: readonly Credit[], objectivity: () => number): SentenceKind {
  if (draft.passage.kind === 'furniture') return 'furniture';
  if (/\?["'”’)\]]*$/.test(draft.text)) return 'question';
  // "The report also says this:" leads to what is said and says nothing by itself.
  if (/\b(?:this|these|the following|as follows|so)\s*:$/i.test(draft.text)) return 'other';
  const others = credits.filter(({ attribution }) => attribution.kind !== 'author');
  if (others.some(({ attribution }) => attribution.manner === 'direct')) return 'claim';
  const credited = others.length > 0;
  if (!credited && (!asserts(draft) || isIdleConditional(draft))) return 'other';
  return objectivity() < (!credited && isOwnView(draft) ? OWN_VIEW : 0.5) ? 'opinion' : 'claim';
}

/** Whether the sentence has a verb of its own and is more than an aside. */
function asserts({ words, text }: Draft): boolean {
  const spoken = words.filter(({ pos }) => pos !== 'PUNCT' && pos !== 'SYM');
  if (spoken.length < 3) return false;
  const first = spoken[0]!;
  // "Visit www.example.com": told to the reader.
  if (first.lemma === first.normal && /^(?:https?:|www\.)|@/.test(spoken[1]!.normal)) return false;
  if (first.pos === 'VERB' && first.lemma === first.normal && spoken[1]?.pos !== 'NOUN' && spoken[1]?.pos !== 'PROPN')
    return false;
  // The tagger takes some verbs for nouns ("The bridge cost $12 million."), so a long full sentence is believed.
  return spoken.some(({ pos }) => pos === 'VERB' || pos === 'AUX') || (spoken.length >= 5 && text.endsWith('.'));
}

/** "If it was, then this would be nothing new": a condition, and a main clause that only supposes or reasons on. */
function isIdleConditional({ words }: Draft): boolean {
  const first = words.find(({ pos }) => pos !== 'PUNCT');
  return first !== undefined && /^(?:if|unless|suppose|supposing|imagine|assuming)$/.test(first.normal);
}

/** "I don't think", "we hope": the writer's own thought, unquoted. */
function isOwnView({ words, quoted }: Draft): boolean {
  return words.some((word, i) => {
    if (quoted[i] || !/^(?:i|we)$/.test(word.normal)) return false;
    const verb = words.slice(i + 1, i + 5).find(({ pos, normal }) => pos === 'VERB' && normal !== "n't");
    return verb !== undefined && THINKS.test(verb.lemma);
  });
}
