import { count } from '../claims/wording.ts';
import type { SentenceKind } from '../core/suggest.ts';
import { SENTENCE_KIND_WORDS } from '../core/wording.ts';
import { fieldsOf, shownAgain, type Refused } from '../web/forms.ts';
import { addressOf } from '../web/paging.ts';
import type { Act, Field, Hidden, Link, Problems } from '../web/parts.ts';
import type { DeskInSight } from './desk.ts';

/** Common reasons why there is nothing to check in a sentence, one key away. */
export const CLEARING_REASONS = ['Opinion', 'Rhetoric', 'Prediction', 'Common knowledge', 'Question', 'Transition'];

/** The reason that most often fits a kind of sentence. */
const LIKELY: Record<SentenceKind, string | null> = {
  claim: null,
  opinion: 'Opinion',
  question: 'Question',
  other: 'Transition',
  furniture: null,
};

/** Says of the ticked sentences of the list, in one go, that there is nothing to check in them. */
export interface ClearingForm {
  action: string;
  hidden: Hidden[];
  /** "Opinions 4": shows these alone, ticked. */
  kinds: (Link & { current: boolean })[];
  tickAll: Link | null;
  /** Where those that are meant do not fit one page. */
  beyond: { value: SentenceKind; label: string; ticked: boolean } | null;
  reasons: { value: string; key: string; likely: boolean }[];
  otherReason: Field;
  errors: string[];
}

/** What was cleared in one go and still is. */
export interface Clearing {
  /** "12 sentences: Opinion". */
  text: string;
  who: string;
  at: string;
  undo: Act;
}

/** `shown` is how many of the untouched sentences that are listed, `listed`, stand on this page of the list. */
export function clearingForm(
  desk: DeskInSight,
  { listed, shown }: { listed: number; shown: number },
  refused: Refused | null,
): ClearingForm {
  const { address, article, covered, reading } = desk;
  const { kind, list } = desk.shown;
  const here = { sentences: 'untouched', kind, list: list === 1 ? null : list };
  const counts = new Map<SentenceKind, number>();
  covered.forEach(({ state }, index) => {
    const of = reading.sentences[index]!.kind;
    if (state === 'untouched') counts.set(of, (counts.get(of) ?? 0) + 1);
  });
  const again = shownAgain(refused);
  return {
    action: addressOf(`${address}/clearings`, here),
    hidden: [{ name: 'revisionId', value: article.revisionId }],
    kinds: [...counts].map(([of, n]) => ({
      text: `${SENTENCE_KIND_WORDS[of]} ${n}`,
      href: `${addressOf(address, { sentences: 'untouched', kind: of === kind ? null : of })}#claims-list`,
      current: of === kind,
    })),
    tickAll:
      kind === null && desk.shown.ticked === null && shown > 0
        ? { text: `Tick these ${shown}`, href: `${addressOf(address, { ...here, ticked: 'all' })}#claims-list` }
        : null,
    beyond:
      kind !== null && listed > shown
        ? {
            value: kind,
            label: `All ${count(listed, 'sentence')}, not only the ${shown} on this page`,
            ticked: again.typed?.['kinds'] !== undefined,
          }
        : null,
    reasons: CLEARING_REASONS.map((reason, index) => ({
      value: reason,
      key: String(index + 1),
      likely: kind !== null && LIKELY[kind] === reason,
    })),
    otherReason: fieldsOf('clearing', again).line({ name: 'otherReason', label: 'Another reason' }),
    errors: again.errors['sentences'] ?? [],
  };
}

/** Whether a listed sentence comes ticked. */
export function isTicked(index: number, { shown }: DeskInSight, refused: Refused | null): boolean {
  if (refused === null) return shown.kind !== null || shown.ticked !== null;
  const { sentences = [] } = (refused.body ?? {}) as { sentences?: string | string[] };
  return [sentences].flat().includes(String(index));
}

export function clearingProblems({ refusal }: Refused): Problems {
  const hrefs: Record<string, string> = { otherReason: '#clearing-otherReason' };
  const items = Object.entries(refusal.fields).flatMap(([name, messages]) =>
    messages.map((text) => ({ text, href: hrefs[name] ?? '#clearing' })),
  );
  return { title: refusal.message, items };
}

const MOST_LISTED = 20;

/** What was cleared in one go, newest first: where it was just done that alone, else all of it beside what it cleared. */
export function clearingsShown({ clearances, shown, address, article }: DeskInSight): Clearing[] {
  if (shown.sentences === null || (shown.sentences === 'untouched' && shown.clearing === null)) return [];
  const groups = new Map<string, typeof clearances>();
  for (const clearance of clearances) {
    const { clearing } = clearance;
    if (clearing === null || (shown.clearing !== null && clearing !== shown.clearing)) continue;
    groups.set(clearing, [...(groups.get(clearing) ?? []), clearance]);
  }
  return [...groups]
    .toSorted(([, [a]], [, [b]]) => b!.at.getTime() - a!.at.getTime())
    .slice(0, MOST_LISTED)
    .map(([clearingId, of], index) => {
      const { who, why, at } = of[0]!;
      const text = `${count(of.length, 'sentence')}: ${why}`;
      return {
        text,
        who,
        at: at.toISOString(),
        undo: {
          id: `undo-clearing-${index + 1}`,
          action: `${address}/clearings/${clearingId}/lifting`,
          label: 'Undo',
          hidden: [{ name: 'revisionId', value: article.revisionId }],
          tone: 'plain',
          describe: `Undo nothing to check in ${text}`,
          blockers: [],
        },
      };
    });
}
