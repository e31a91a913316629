import type { ClaimType, ReasonCode, Risk, Sentence, SuggestedClaim } from '../suggest.ts';
import { featuresOf } from './features.ts';
import { partsOf, type Credit } from './parts.ts';
import { reasonsOf } from './reasons.ts';
import type { Draft } from './sentence.ts';
import { statementOf } from './statement.ts';
import { checkworthinessOf } from './weigh.ts';

/** Words that accuse: a mistake beside a name does harm. */
const ACCUSES =
  /^(?:abuse|abuser|accomplice|assault|attack|bribe|bribery|cheat|collude|conspire|conspiracy|corrupt|corruption|crime|criminal|cover-up|defraud|embezzle|evade|extort|fabricate|falsify|forge|fraud|fraudulent|guilty|harass|harassment|illegal|illegally|indict|kickback|kill|launder|leak|leaker|lie|misconduct|mislead|molest|murder|negligence|perjury|plagiarize|rape|rob|smuggle|spy|steal|terrorist|theft|threaten|torture|traffic|treason|unlawful|violate|violation)$/;

/**
 * The claims of one sentence, one for each part that states something. A part of a sentence has its own reasons and
 * its own score; `before` is the sentence before it, to resolve what it points back to.
 */
export function claimsIn(
  body: string,
  draft: Draft,
  sentence: Sentence,
  credits: readonly Credit[],
  before: Draft | null,
): SuggestedClaim[] {
  return partsOf(draft, credits).map((part) => {
    const words = draft.words.slice(part.from, part.to);
    const start = words[0]!.start;
    const end = words.at(-1)!.end;
    const exact = body.slice(start, end);
    const attribution = credits.find(({ index }) => index === part.attribution)?.attribution ?? null;
    const own = cutDraft(draft, part.from, part.to, exact);
    const isWhole = start === sentence.start && end === sentence.end;
    const reasons = isWhole ? sentence.reasons : reasonsOf(own, attribution !== null && attribution.kind !== 'author');
    return {
      start,
      end,
      exact,
      statement: statementOf(body, draft, part, before, attribution),
      type: typeOf(own, reasons),
      risk: riskOf(own, reasons),
      hedged: reasons.includes('hedge') || (attribution?.hedged ?? false),
      checkworthiness: isWhole ? sentence.checkworthiness : rounded(checkworthinessOf(featuresOf(own, reasons))),
      reasons,
      attribution: part.attribution,
    };
  });
}

function cutDraft(draft: Draft, from: number, to: number, text: string): Draft {
  const words = draft.words.slice(from, to);
  return {
    start: words[0]!.start,
    end: words.at(-1)!.end,
    text,
    words,
    normals: draft.normals.slice(from, to),
    lemmas: draft.lemmas.slice(from, to),
    passage: draft.passage,
    quoted: draft.quoted.slice(from, to),
  };
}

/** Scores are given to a thousandth; more would look like knowledge. */
export function rounded(score: number): number {
  return Math.round(score * 1000) / 1000;
}

function typeOf({ words, quoted }: Draft, reasons: readonly ReasonCode[]): ClaimType {
  const shown = new Set(reasons);
  if (quoted.filter((inside, i) => inside && words[i]!.pos !== 'PUNCT').length * 2 > words.length) return 'quotation';
  if (
    shown.has('comparison') &&
    (shown.has('figure') || shown.has('money') || words.some(({ normal }) => normal === 'than'))
  )
    return 'comparison';
  if (shown.has('money') || shown.has('figure')) return 'figure';
  if (shown.has('official_act')) return 'official_act';
  if (shown.has('cause')) return 'cause';
  if (shown.has('superlative')) return 'comparison';
  if (shown.has('date')) return 'date';
  if (!words.some(({ pos, lemma }) => pos === 'VERB' && lemma !== 'call' && lemma !== 'name'))
    return shown.has('name') ? 'name' : 'other';
  return 'event';
}

/** High for an accusation beside a name, low where neither a name nor a figure is at stake. */
function riskOf({ words }: Draft, reasons: readonly ReasonCode[]): Risk {
  const named = reasons.includes('name') || reasons.includes('organisation');
  if (named && words.some(({ lemma }) => ACCUSES.test(lemma))) return 'high';
  const precise = (['figure', 'money', 'date', 'official_act'] as const).some((reason) => reasons.includes(reason));
  return named || precise ? 'normal' : 'low';
}
