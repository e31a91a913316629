import { countedAs, VERIFICATION_STATUSES, type CountedStatus, type RecheckCause } from '../core/check.ts';
import type { HouseRules } from '../core/gate.ts';
import { shortened } from '../core/history.ts';
import { atLeast, SOURCING_LEVELS, type Sourcing, type SourcingFlag, type SourcingLevel } from '../core/sourcing.ts';
import {
  ATTRIBUTION_CHECK_WORDS,
  FIX_WORDS,
  NEEDS_RECHECK,
  RECHECK_CAUSE_WORDS,
  RISK_WORDS,
  SOURCING_FLAG_WORDS,
  SOURCING_WORDS,
  STAGE_WORDS,
  STATUS_WORDS,
  WANTED_WORDS,
} from '../core/wording.ts';
import type { Chip, Legend, SourcingMark, StatusMark } from '../web/parts.ts';
import type { ClaimRow, Credit, Finding, LastStood } from './queries.ts';

/** How a claim looks and is called on every page that shows one. */

export const COUNTED_STATUSES: readonly CountedStatus[] = ['needs_recheck', ...VERIFICATION_STATUSES];

export const countedMark = (code: CountedStatus): StatusMark => ({
  code,
  label: code === 'needs_recheck' ? NEEDS_RECHECK.label : STATUS_WORDS[code].label,
});

export const statusMark = (claim: Pick<ClaimRow, 'status' | 'recheckCause'>): StatusMark =>
  countedMark(countedAs(claim));

export const levelMark = (code: SourcingLevel): SourcingMark => ({ code, label: SOURCING_WORDS[code].label });

/** The level, and for a corroborated claim by how many independent origins. */
export function levelInWords({ level, independence }: Pick<Sourcing, 'level' | 'independence'>): string {
  const { label } = SOURCING_WORDS[level];
  if (level !== 'corroborated') return label;
  return `${label} by ${independence.exact ? '' : 'at least '}${independence.n}`;
}

export const sourcingMark = (sourcing: Sourcing): SourcingMark => ({
  code: sourcing.level,
  label: levelInWords(sourcing),
});

export const stageChip = (claim: Pick<ClaimRow, 'stage'>): Chip => ({
  code: claim.stage,
  label: STAGE_WORDS[claim.stage],
});

export const creditCheckChip = (credit: Credit): Chip => ({
  code: credit.check,
  label: ATTRIBUTION_CHECK_WORDS[credit.check].label,
});

/** What an editor should notice about a claim, in a few words; `grave` where it may not run so. */
export interface Flag {
  text: string;
  grave: boolean;
}

/** Those that say what could be better; a claim may well run with them. */
const SLIGHT: ReadonlySet<SourcingFlag> = new Set([
  'unnamed_only',
  'secondary_only',
  'no_locator',
  'no_snapshot',
  'stale',
]);

export function flagsOf(
  claim: Pick<ClaimRow, 'risk' | 'hedged'>,
  sourcing: Pick<Sourcing, 'level' | 'flags'>,
  rules: HouseRules,
  hasEvidence: boolean,
): Flag[] {
  const wanted = rules.sourcing[claim.risk];
  const slight = (text: string): Flag => ({ text, grave: false });
  return [
    ...(hasEvidence && !atLeast(sourcing.level, wanted) ? [{ text: WANTED_WORDS[wanted], grave: true }] : []),
    ...sourcing.flags
      .filter((flag) => !SLIGHT.has(flag))
      .map((flag) => ({ text: SOURCING_FLAG_WORDS[flag], grave: true })),
    ...(claim.risk === 'high' ? [slight(RISK_WORDS.high)] : []),
    ...(claim.hedged ? [slight('Hedged')] : []),
    ...sourcing.flags.filter((flag) => SLIGHT.has(flag)).map((flag) => slight(SOURCING_FLAG_WORDS[flag])),
  ];
}

/** What became of a claim since it was found: its words went, or its finding no longer counts. */
export const changesSince = ({
  inText,
  recheckCause,
}: {
  inText: boolean;
  recheckCause: RecheckCause | null;
}): string[] => [
  ...(inText ? [] : ['No longer in the text']),
  ...(recheckCause ? [`${NEEDS_RECHECK.label}: ${RECHECK_CAUSE_WORDS[recheckCause]}`] : []),
];

/** "Last in revision 2, between “… said the clerk.” and “A tram runs …”." */
export function lastStoodLine({ revision, prefix, suffix }: LastStood): string {
  const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  const before = inOneLine(prefix.replace(/^\S*\s+/, ''));
  const after = inOneLine(suffix.replace(/^[\s\p{P}]+/u, '').replace(/\s+\S*$/, ''));
  const place =
    before && after
      ? `between “… ${before}” and “${after} …”`
      : before
        ? `at the end, behind “… ${before}”`
        : after
          ? `at the beginning, before “${after} …”`
          : 'which held nothing else';
  return `Last in revision ${revision}, ${place}.`;
}

export const wordsOf = (claim: { exact: string }): string => shortened(claim.exact);

/** Whom the text credits, with the chain behind: "Bloomberg News, citing two officials"; null in its own voice. */
export function creditLine(credits: readonly Credit[]): string | null {
  return credits.length === 0 ? null : credits.map((credit) => credit.speaker).join(', citing ');
}

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const legend: Legend = {
  statuses: COUNTED_STATUSES.map((code) => ({
    mark: countedMark(code),
    meaning: code === 'needs_recheck' ? NEEDS_RECHECK.meaning : STATUS_WORDS[code].meaning,
  })),
  sourcing: SOURCING_LEVELS.map((code) => ({ mark: levelMark(code), meaning: SOURCING_WORDS[code].meaning })),
};

/** A finding as views/claims/finding.ejs shows it. */
export interface FindingLine {
  status: StatusMark;
  reason: string;
  /** The wording wanted, where the finding gives one. */
  wording: string | null;
  who: string;
  at: string;
  /** "May run, says Tobias Lind: …" */
  note: string | null;
  /** "The wording is waived: house style". */
  fix: string | null;
}

export const findingLine = (finding: Finding): FindingLine => ({
  status: { code: finding.status, label: STATUS_WORDS[finding.status].label },
  reason: finding.reason,
  wording: finding.wording,
  who: finding.givenBy,
  at: finding.givenAt.toISOString(),
  note: finding.note && `May run, says ${finding.notedBy ?? 'an editor'}: ${finding.note}`,
  fix: finding.fix && [FIX_WORDS[finding.fix], finding.fixReason].filter(Boolean).join(': '),
});
