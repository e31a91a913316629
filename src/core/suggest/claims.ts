import type { Attribution } from '../attribution.ts';
import type { ClaimType, ReasonCode, Risk, Sentence, SuggestedClaim } from '../suggest.ts';
import type { Span } from '../text.ts';
import type { Word } from '../words.ts';
import type { Draft } from './sentence.ts';

/** A run of the sentence's words that states something, with the credit it stands under. */
interface Part {
  /** Indices into the sentence's words, half-open. */
  from: number;
  to: number;
  attribution: number | null;
}

/** The attributions that touch a sentence, with their place in the reading. */
export interface Credit {
  attribution: Attribution;
  index: number;
}

/** What one sentence states, cut where it states several things; the words of a credit belong to no claim. */
export function claimsIn(body: string, draft: Draft, sentence: Sentence, credits: readonly Credit[]): SuggestedClaim[] {
  return partsOf(draft, credits)
    .map((part) => trimmed(draft.words, part))
    .filter((part) => part.to > part.from)
    .map((part) => {
      const start = draft.words[part.from]!.start;
      const end = draft.words[part.to - 1]!.end;
      const exact = body.slice(start, end);
      const reasons = sentence.reasons;
      return {
        start,
        end,
        exact,
        statement: exact,
        type: typeOf(draft, reasons, part),
        risk: riskOf(reasons),
        hedged: reasons.includes('hedge'),
        checkworthiness: sentence.checkworthiness,
        reasons,
        attribution: part.attribution,
      };
    });
}

function partsOf(draft: Draft, credits: readonly Credit[]): Part[] {
  const { words } = draft;
  const all: Part = { from: 0, to: words.length, attribution: null };
  if (credits.length === 0) return [all];
  const refusal = credits.find(({ attribution }) => refuses(attribution));
  if (refusal !== undefined) return [{ ...all, attribution: refusal.index }];
  // Each word belongs to the credit whose content it is in, to nobody, or to the credit itself (-2).
  const owner = words.map((word) => {
    for (const { attribution } of credits) {
      if ([...attribution.source, ...attribution.cue].some((span) => covers(span, word))) return -2;
    }
    return credits.findLast(({ attribution }) => attribution.content.some((span) => covers(span, word)))?.index ?? -1;
  });
  const parts: Part[] = [];
  let from = 0;
  for (let i = 1; i <= words.length; i += 1) {
    if (i < words.length && owner[i] === owner[from]) continue;
    const who = owner[from]!;
    if (who >= 0 || (who === -1 && states(words.slice(from, i)))) {
      parts.push({ from, to: i, attribution: who >= 0 ? who : null });
    }
    from = i;
  }
  return parts.length > 0 ? parts : [{ ...all, attribution: credits[0]!.index }];
}

function covers(span: Span, word: Span): boolean {
  return span.start <= word.start && word.end <= span.end;
}

/** "wouldn't say", "declined to comment": that nothing was said is itself the statement. */
function refuses({ cue }: Attribution): boolean {
  return cue.some(({ exact }) => /n['’]t\b|\b(?:not|never|declin\w+|refus\w+)\b/i.test(exact));
}

/** Words that state something by themselves: enough of them, with a verb. */
function states(words: readonly Word[]): boolean {
  const spoken = words.filter(({ pos }) => pos !== 'PUNCT');
  return spoken.length >= 4 && spoken.some(({ pos }) => pos === 'VERB' || pos === 'AUX');
}

/** Without the commas, quotation marks that do not pair, and joining words at either end. */
function trimmed(words: readonly Word[], part: Part): Part {
  let { from, to } = part;
  while (from < to && /^(?:[,;:.—–-]|--|and|but|that)$/.test(words[from]!.normal)) from += 1;
  while (to > from && /^(?:[,;:—–-]|--|and|but|that)$/.test(words[to - 1]!.normal)) to -= 1;
  return { ...part, from, to };
}

function typeOf({ words, quoted }: Draft, reasons: readonly ReasonCode[], part: Part): ClaimType {
  const inQuotes = words
    .slice(part.from, part.to)
    .filter((word, i) => quoted[part.from + i] && word.pos !== 'PUNCT').length;
  if (inQuotes * 2 > part.to - part.from) return 'quotation';
  if (reasons.includes('figure') || reasons.includes('money'))
    return reasons.includes('comparison') ? 'comparison' : 'figure';
  if (reasons.includes('official_act')) return 'official_act';
  if (reasons.includes('cause')) return 'cause';
  if (reasons.includes('comparison') || reasons.includes('superlative')) return 'comparison';
  if (reasons.includes('date')) return 'date';
  return words.some(({ pos }) => pos === 'VERB') ? 'event' : 'other';
}

/** High where a mistake would harm somebody: an accusation, or money and law around a name. */
function riskOf(reasons: readonly ReasonCode[]): Risk {
  const named = reasons.includes('name') || reasons.includes('organisation');
  if (named && reasons.includes('official_act')) return 'high';
  if (!named && !reasons.includes('figure') && !reasons.includes('money')) return 'low';
  return 'normal';
}
