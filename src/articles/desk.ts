import { atGate, type ClaimRow, type LastStood } from '../claims/queries.ts';
import { countedMark } from '../claims/wording.ts';
import { countedAs, type CountedStatus } from '../core/check.ts';
import { countCoverage, coverageOf, type CoverageState, type SentenceCoverage } from '../core/coverage.ts';
import { beyondOverride, obstacles, type HouseRules, type Obstacle, type ObstacleKind } from '../core/gate.ts';
import type { Person } from '../core/rights.ts';
import type { Sourcing, SourcingLevel } from '../core/sourcing.ts';
import type { SentenceKind } from '../core/suggest.ts';
import type { Note } from '../core/text.ts';
import { COVERAGE_WORDS, OBSTACLE_WORDS, SENTENCE_KIND_WORDS, SOURCING_WORDS } from '../core/wording.ts';
import type { GateOverride } from '../gates/queries.ts';
import type { Plan } from '../plans/queries.ts';
import type { Suggestion } from '../suggestions/queries.ts';
import { addressOf } from '../web/paging.ts';
import type { Article, ClearanceGiven, Reading } from './queries.ts';

/** What lies on an article's desk, and which of it is looked at: what the parts of its page are made from. */

/** Everything that was read for the page. */
export interface ArticleDesk {
  article: Article;
  reading: Reading;
  clearances: ClearanceGiven[];
  notes: Note[];
  /** The snapshot of what the text came as; null where it was pasted. */
  cameAs: { id: string } | null;
  claims: ClaimRow[];
  /** Of claims whose words are not in the text, where they last stood; only where those are asked for. */
  lastStood: Map<string, LastStood>;
  /** The open ones; the dismissed ones can be had back. */
  suggestions: Suggestion[];
  /** How many open ones score under the line; they are among `suggestions` only when asked for. */
  scoredLow: number;
  dismissed: Suggestion[];
  rules: HouseRules;
  override: GateOverride | null;
  plan: Plan;
  /** How much is new to whoever looks, and since when; null for whom nothing of the kind is kept. */
  news: { total: number; since: Date } | null;
  /** The day at the newsroom, written like 2013-06-14. */
  today: string;
}

/** What the list shows; at most one of them at a time, and which part of text and list. */
export interface Shown {
  status: CountedStatus | null;
  sourcing: SourcingLevel | null;
  source: 'none' | null;
  sentences: CoverageState | null;
  /** Of the sentences those that the reading takes for this; they come ticked. */
  kind: SentenceKind | null;
  ticked: 'all' | null;
  /** What was just cleared in one go. */
  clearing: string | null;
  stage: 'withdrawn' | 'gone' | null;
  suggestions: 'open' | 'dismissed' | 'all' | null;
  checker: 'me' | 'none' | null;
  /** What stands in the way of one kind. */
  gate: ObstacleKind | null;
  part: number;
  list: number;
}

/** The desk with all that follows from what was read and asked for. */
export interface DeskInSight extends ArticleDesk {
  shown: Shown;
  address: string;
  /** The claims but for those withdrawn. */
  standing: ClaimRow[];
  /** Those of them whose words stand in the newest revision. */
  inText: ClaimRow[];
  /** Those whose words do not: a person places or withdraws them. */
  gone: ClaimRow[];
  sourcing: Map<string, Sourcing>;
  /** What stands in the way, but for what is overridden. */
  gate: Obstacle[];
  /** One for each sentence. */
  covered: SentenceCoverage[];
  parts: Part[];
  part: Part;
  filter: Filter;
}

export function lookAt(desk: ArticleDesk, shown: Shown, person: Person): DeskInSight {
  const { article, reading } = desk;
  const standing = desk.claims.filter((claim) => claim.stage !== 'withdrawn');
  const inText = standing.filter((claim) => claim.revisionId === article.revisionId);
  const sourcing = new Map(desk.claims.map((claim) => [claim.id, claim.sourcing]));
  const parts = partsOf(reading);
  const covered = coverageOf(article.body, reading.sentences, inText, desk.clearances);
  const seen = standing.map((claim) => atGate(claim, article.revisionId));
  const inTheWay = obstacles(seen, countCoverage(covered).untouched, desk.rules);
  const gate = beyondOverride(inTheWay, desk.override?.covers ?? []);
  return {
    ...desk,
    shown,
    address: `/articles/${article.id}`,
    standing,
    inText,
    gone: standing.filter((claim) => claim.revisionId !== article.revisionId),
    sourcing,
    gate,
    covered,
    parts,
    part: parts[Math.min(shown.part, parts.length) - 1] ?? { first: 0, last: 0, start: 0, end: 0 },
    filter: filterOf(shown, sourcing, gate, person),
  };
}

/** Whether something begins in the part of the text that is shown. */
export function inPart({ part }: DeskInSight, { start }: { start: number }): boolean {
  return start >= part.start && start < part.end;
}

/** The address of what is shown, looked at elsewhere. */
export function shownAt({ address, shown }: DeskInSight, where: { part: number; list: number }): string {
  const { part: _part, list: _list, clearing: _clearing, ...filter } = shown;
  return addressOf(address, { ...filter, ...where });
}

const SENTENCES_A_PART = 250;

/** Runs of passages, the first and last of them perhaps in part, that fit one page: a long text is shown part by part. */
export interface Part {
  /** Passages `first` to before `last`. */
  first: number;
  last: number;
  start: number;
  end: number;
}

function partsOf({ passages, sentences }: Reading): Part[] {
  const parts: Part[] = [];
  let next = 0;
  let held = Infinity;
  for (const [position, passage] of passages.entries()) {
    const within = () => next < sentences.length && sentences[next]!.start < passage.end;
    // A passage with more sentences than a part takes is cut where one begins.
    for (let start = passage.start; start < passage.end;) {
      const before = next;
      while (within() && next - before < SENTENCES_A_PART) next++;
      const end = within() ? sentences[next]!.start : passage.end;
      if (held + (next - before) > SENTENCES_A_PART) {
        parts.push({ first: position, last: position, start, end });
        held = 0;
      }
      const part = parts.at(-1)!;
      part.last = position + 1;
      part.end = end;
      held += next - before;
      start = end;
    }
  }
  return parts;
}

/** The part of the text, counted from 1, in which a sentence stands. */
export function partWith(reading: Reading, sentence: number): number {
  const start = reading.sentences[sentence]?.start ?? 0;
  return Math.max(1, partsOf(reading).findIndex((part) => start >= part.start && start < part.end) + 1);
}

/** Which claims are shown. */
export interface Filter {
  /** What is shown, in words; null when everything is. */
  text: string | null;
  claim: (claim: ClaimRow) => boolean;
}

function filterOf(shown: Shown, sourcing: Map<string, Sourcing>, gate: readonly Obstacle[], person: Person): Filter {
  if (shown.checker === 'me') {
    return { text: 'Only claims that you check.', claim: (claim) => claim.checkerId === person.id };
  }
  if (shown.checker === 'none') {
    return { text: 'Only claims that nobody checks yet.', claim: (claim) => claim.checkerId === null };
  }
  if (shown.gate !== null) {
    const numbers = new Set(gate.find(({ kind }) => kind === shown.gate)?.claims);
    return { text: `Only claims ${OBSTACLE_WORDS[shown.gate]}.`, claim: (claim) => numbers.has(claim.number) };
  }
  if (shown.status !== null) {
    const { status } = shown;
    return {
      text: `Only claims that are: ${countedMark(status).label}.`,
      claim: (claim) => countedAs(claim) === status,
    };
  }
  if (shown.sourcing !== null) {
    const level = shown.sourcing;
    return {
      text: `Only claims whose sourcing is: ${SOURCING_WORDS[level].label}.`,
      claim: (claim) => sourcing.get(claim.id)?.level === level,
    };
  }
  if (shown.source === 'none') {
    return { text: 'Only claims with no source yet.', claim: (claim) => claim.evidence.length === 0 };
  }
  if (shown.sentences !== null) {
    return {
      text: `Only sentences: ${COVERAGE_WORDS[shown.sentences]}${shown.kind ? `, ${SENTENCE_KIND_WORDS[shown.kind].toLowerCase()}` : ''}.`,
      claim: () => shown.sentences === 'has_claims',
    };
  }
  if (shown.stage === 'withdrawn') return { text: 'Only withdrawn claims.', claim: () => false };
  if (shown.stage === 'gone') return { text: 'Only claims no longer in the text.', claim: () => false };
  if (shown.suggestions === 'open') return { text: 'Only suggestions.', claim: () => false };
  if (shown.suggestions === 'dismissed') return { text: 'Only dismissed suggestions.', claim: () => false };
  return { text: null, claim: () => true };
}
