import { largestDisjoint } from './sourcing/independence.ts';
import { originsOf, type Relay } from './sourcing/origins.ts';
import type { Risk } from './suggest.ts';

export type { Relay } from './sourcing/origins.ts';

export const SOURCE_KINDS = [
  'document',
  'dataset',
  'publication',
  'web_page',
  'social_post',
  'audio_video',
  'interview',
  'statement',
  'observation',
  'photograph',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const STANCES = ['supports', 'contradicts', 'partly_supports', 'background'] as const;
export type Stance = (typeof STANCES)[number];

/** What a source is for one claim; the same book can be primary for one and tertiary for another. */
export const ROLES = ['primary', 'secondary', 'tertiary'] as const;
export type SourceRole = (typeof ROLES)[number];

/** How one source passes on another; each alike makes the two share an origin. */
export const RELAY_KINDS = ['reprint', 'wire_copy', 'reports', 'cites', 'same_interview'] as const;
export type RelayKind = (typeof RELAY_KINDS)[number];

export const SOURCING_LEVELS = [
  'none',
  'attributed_only',
  'single_origin',
  'many_links_one_origin',
  'corroborated',
  'primary_record',
] as const;
export type SourcingLevel = (typeof SOURCING_LEVELS)[number];

/** One origin is one origin, by however many links it comes. */
const RANK: Record<SourcingLevel, number> = {
  none: 0,
  attributed_only: 1,
  single_origin: 2,
  many_links_one_origin: 2,
  corroborated: 3,
  primary_record: 4,
};

export function atLeast(level: SourcingLevel, wanted: SourcingLevel): boolean {
  return RANK[level] >= RANK[wanted];
}

/** What the article gate asks for by a claim's risk, unless the newsroom's settings say otherwise. */
export const LEVEL_WANTED: Record<Risk, SourcingLevel> = {
  low: 'attributed_only',
  normal: 'single_origin',
  high: 'corroborated',
};

/** What a person agreed to when they spoke; the agreed words are kept beside it. */
export const GROUND_RULES = ['on_record', 'on_background', 'deep_background', 'off_record', 'unknown'] as const;
export type GroundRules = (typeof GROUND_RULES)[number];

export const STANDINGS = ['standing', 'disputed', 'dead', 'retracted'] as const;
export type Standing = (typeof STANDINGS)[number];

/** `off_record_alone` blocks a claim; the others are there to be seen. */
export const SOURCING_FLAGS = [
  'retracted',
  'own_article',
  'off_record_alone',
  'unnamed_only',
  'secondary_only',
  'loop',
  'disputed',
  'dead_link',
  'changed_since',
  'no_locator',
  'no_snapshot',
  'stale',
] as const;
export type SourcingFlag = (typeof SOURCING_FLAGS)[number];

export interface EvidenceAtHand {
  sourceId: string;
  stance: Stance;
  role: SourceRole;
  locator: string | null;
  /** Whether the desk holds the source's bytes: a page as fetched or an uploaded file. */
  hasSnapshot: boolean;
  /** Whether the source said something else when it was looked at after it was linked. */
  changedSince?: boolean;
}

export interface SourceAtHand {
  id: string;
  kind: SourceKind;
  standing: Standing;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; null where no date is known. */
  issuedOn: string | null;
  /** The person speaking in an interview or a statement is not named in public. */
  unnamed: boolean;
  groundRules: GroundRules | null;
  /** The very article that the claim stands in, as published; not earlier work of the newsroom. */
  isOurArticle: boolean;
}

export interface SourcingQuestion {
  /** Whether the text credits the claim to someone. */
  credited: boolean;
  evidence: readonly EvidenceAtHand[];
  /** At least every source of the evidence and every source that those pass on, directly or through others. */
  sources: readonly SourceAtHand[];
  relays: readonly Relay[];
  asOf: Date;
  /** Null: sources never go stale. */
  staleAfterDays: number | null;
}

export interface SupportingSource {
  sourceId: string;
  /** Its roots, each a source by itself or a loop named by the first of its ids. */
  origins: string[];
  /** Why it carries nothing, or null: it, or something it passes on, is retracted or is our own article. */
  leftOut: 'retracted' | 'own_article' | null;
}

/** Every list is sorted and without repeats, so that the order of what was asked never shows. */
export interface Sourcing {
  level: SourcingLevel;
  independence: { n: number; exact: boolean };
  /** n of the supporting sources, no two of which share an origin. */
  independent: string[];
  /** Of all supporting sources that are not left out. */
  origins: string[];
  supporting: SupportingSource[];
  /** Sources met on the way that pass each other on. */
  loops: string[][];
  flags: SourcingFlag[];
}

/**
 * How well a claim is sourced. Its supporting sources are those of its evidence with stance `supports`: sources that
 * carry a part of it each, `partly_supports`, do not bear each other out, and alone they do not carry its words.
 * A root is a source that passes on nothing, or a loop that passes on nothing outside itself. Two sources share a
 * root exactly when they both come, through relays, to a common source.
 *
 * A source that is retracted or comes to a retracted one is left out, even where it also passes on sound ones: link
 * those. So is one that comes to the claim's own article, which would vouch for itself. Since a relay can only add to
 * what a source comes to, and a source of a primary record comes to itself alone, one more relay never raises n (where
 * n is exact) nor the level (always).
 */
export function sourcingOf(question: SourcingQuestion): Sourcing {
  const { evidence, asOf, staleAfterDays } = question;
  const source = sourceById(question.sources);
  const bearing = evidence.filter(({ stance }) => stance !== 'background');
  const used = distinct(bearing);
  const origins = originsOf(used, question.relays);
  const comesTo = (id: string, what: (source: SourceAtHand) => boolean): boolean =>
    origins.behind(id).some((behind) => what(source(behind)));

  const supports = bearing.filter(({ stance }) => stance === 'supports');
  const supporting = distinct(supports).map((sourceId): SupportingSource => ({
    sourceId,
    origins: origins.rootsOf(sourceId),
    leftOut: comesTo(sourceId, isRetracted) ? 'retracted' : comesTo(sourceId, isOurs) ? 'own_article' : null,
  }));
  const counted = supporting.filter(({ leftOut }) => leftOut === null);
  const countedIds = new Set(counted.map(({ sourceId }) => sourceId));
  const primary = supports.filter(({ sourceId, role }) => role === 'primary' && countedIds.has(sourceId));
  const { chosen, exact } = largestDisjoint(counted.map(({ origins }) => new Set(origins)));
  const n = chosen.length;
  const restsOnlyOn = (those: (source: SourceAtHand) => boolean): boolean =>
    n > 0 && origins.allLeadThrough(countedIds, (id) => those(source(id)));

  const raised: Record<SourcingFlag, boolean> = {
    retracted: used.some((id) => comesTo(id, isRetracted)),
    own_article: used.some((id) => comesTo(id, isOurs)),
    off_record_alone: restsOnlyOn(({ groundRules }) => groundRules === 'off_record'),
    unnamed_only: restsOnlyOn(({ unnamed }) => unnamed),
    secondary_only: n > 0 && n < 3 && primary.length === 0,
    loop: origins.loops.length > 0,
    disputed: used.some((id) => comesTo(id, ({ standing }) => standing === 'disputed')),
    dead_link: used.some((id) => source(id).standing === 'dead'),
    no_locator: bearing.some(({ sourceId, locator }) => !locator?.trim() && HAS_PLACES[source(sourceId).kind]),
    changed_since: bearing.some(({ changedSince }) => changedSince === true),
    no_snapshot: bearing.some(({ hasSnapshot }) => !hasSnapshot),
    stale: staleAfterDays !== null && isStale([...countedIds].map(source), asOf, staleAfterDays),
  };

  return {
    level: level(),
    independence: { n, exact },
    independent: chosen.flatMap((at) => counted[at]?.sourceId ?? []),
    origins: [...new Set(counted.flatMap(({ origins }) => origins))].toSorted(),
    supporting,
    loops: origins.loops,
    flags: SOURCING_FLAGS.filter((flag) => raised[flag]),
  };

  function level(): SourcingLevel {
    if (primary.some(({ sourceId }) => origins.isRecord(sourceId))) return 'primary_record';
    if (n >= 2) return 'corroborated';
    if (counted.length >= 2) return 'many_links_one_origin';
    if (counted.length === 1) return 'single_origin';
    return question.credited ? 'attributed_only' : 'none';
  }
}

/** Whether evidence from it can say where in it to look; the others are taken in whole. */
export const HAS_PLACES: Record<SourceKind, boolean> = {
  document: true,
  dataset: true,
  publication: true,
  web_page: true,
  social_post: false,
  audio_video: true,
  interview: true,
  statement: true,
  observation: false,
  photograph: false,
};

const isRetracted = ({ standing }: SourceAtHand): boolean => standing === 'retracted';
const isOurs = ({ isOurArticle }: SourceAtHand): boolean => isOurArticle;
const distinct = (evidence: EvidenceAtHand[]): string[] =>
  [...new Set(evidence.map(({ sourceId }) => sourceId))].toSorted();

/** A source that was not given is a bug of the caller: it might be the retracted one. */
function sourceById(sources: readonly SourceAtHand[]): (id: string) => SourceAtHand {
  const byId = new Map(sources.map((source) => [source.id, source]));
  return (id) => {
    const source = byId.get(id);
    if (!source) throw new Error(`Source ${id} is relied on but was not given.`);
    return source;
  };
}

/** Whether even the newest of those with a date is surely older: a date without a day is taken at its latest. */
function isStale(sources: SourceAtHand[], asOf: Date, afterDays: number): boolean {
  const dates = sources.flatMap(({ issuedOn }) => (issuedOn === null ? [] : endOf(issuedOn)));
  return dates.length > 0 && asOf.getTime() - Math.max(...dates) > afterDays * 86_400_000;
}

function endOf(issuedOn: string): number {
  const [year = 0, month, day] = issuedOn.split('-').map(Number);
  if (month === undefined) return Date.UTC(year + 1, 0);
  return day === undefined ? Date.UTC(year, month) : Date.UTC(year, month - 1, day + 1);
}
