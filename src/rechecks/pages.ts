import type { Article } from '../articles/queries.ts';
import { blocked, placeForm, storedNow, withdrawForm, type FormsDesk } from '../claims/forms.ts';
import type { LastStood } from '../claims/queries.ts';
import { findingLine, lastStoodLine, type FindingLine } from '../claims/wording.ts';
import { wordDiff, type Candidate, type Outcome } from '../core/anchor.ts';
import { CHANGE_WORDS, NEEDS_RECHECK, OUTCOME_WORDS, RECHECK_CAUSE_WORDS, STANCE_WORDS } from '../core/wording.ts';
import type { FollowOfClaim } from '../revisions/queries.ts';
import { sourceLine } from '../sources/wording.ts';
import { findingForm } from '../findings/forms.ts';
import { problemsOf, staleOf, type Refused } from '../web/forms.ts';
import { addressOf } from '../web/paging.ts';
import type { Act, Chip, Empty, Form, Link, Mark, Problems, Stale } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Recheck } from './queries.ts';

/** views/rechecks/show.ejs */
export interface RecheckPage {
  title: string;
  article: Link;
  /** "Re-check claim 7". */
  heading: string;
  /** "2 of 5"; null when nothing is left. */
  position: string | null;
  previousHref: string | null;
  nextHref: string | null;
  problems: Problems | null;
  stale: Stale | null;
  /** Null when nothing is left. */
  claim: ClaimToRecheck | null;
  empty: Empty;
}

export interface ClaimToRecheck {
  href: string;
  /** How its words fared, or that it needs re-check for another reason. */
  mark: Mark;
  /** "Its words changed in revision 3." */
  sentence: string;
  revisionHref: string | null;
  /** Figures, names and dates first. */
  changes: { kind: string; was: string; is: string }[];
  was: { title: string; runs: Run[]; stood: string | null };
  /** Null where it is no longer in the text. */
  is: { title: string; before: string; runs: Run[]; after: string } | null;
  /** The finding that no longer counts. */
  earlier: (FindingLine & { title: string }) | null;
  evidence: { stance: Chip; source: Link; line: string; locator: string | null; excerpt: string | null }[];
  /** Places in the newest text that hold these words, or resemble them: what is other there than it was. */
  places: { before: string; runs: Run[]; after: string; act: Act }[];
  /** One of the two: a finding for words that are there, a place for those that are not. */
  finding: Form | null;
  place: Form | null;
  withdraw: Form;
}

/** A stretch of a claim's words that stayed, went or came. */
interface Run {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

export const recheckView = view<RecheckPage>('rechecks/show');

/** What a form of the queue is about; `place` and its buttons are one. */
export type RecheckForm = 'finding' | 'place' | 'withdraw';

export interface RecheckDesk extends FormsDesk {
  article: Article;
  /** How its words fared, newest first. */
  follows: FollowOfClaim[];
  /** The revision that the finding was given on; null where there is none. */
  foundIn: number | null;
  /** Where its words last stood; null where they stand in the text. */
  lastStood: LastStood | null;
}

export const queueOf = (articleId: string) => `/articles/${articleId}/rechecks`;

export function recheckPage(
  article: Article,
  queue: readonly Recheck[],
  desk: RecheckDesk | null,
  refused: (Refused & { form: RecheckForm }) | null = null,
): RecheckPage {
  const address = queueOf(article.id);
  const at = queue.findIndex(({ claimId }) => claimId === desk?.claim.id);
  const hrefOf = (each: Recheck | undefined) => (each ? addressOf(address, { claim: each.number }) : null);
  const claim = desk && claimToRecheck(desk, refused);
  const sent =
    claim && refused ? { finding: claim.finding, place: claim.place, withdraw: claim.withdraw }[refused.form] : null;
  const stale = refused?.refusal.reason === 'stale';
  return {
    title: `Re-check · ${article.title}`,
    article: { text: article.title, href: `/articles/${article.id}` },
    heading: desk ? `Re-check claim ${desk.claim.number}` : 'Re-check',
    position: desk ? `${at + 1} of ${queue.length}` : null,
    previousHref: hrefOf(queue[at - 1]),
    nextHref: hrefOf(queue[at + 1]),
    problems:
      !refused || stale
        ? null
        : sent
          ? problemsOf(sent, refused.refusal)
          : { title: refused.refusal.message, items: [] },
    stale: desk && refused && sent && stale ? staleOf(refused, sent, storedNow(desk.claim, refused.form)) : null,
    claim,
    empty: {
      text: 'Nothing left to re-check.',
      action: { text: 'Back to the article', href: `/articles/${article.id}` },
    },
  };
}

function claimToRecheck(desk: RecheckDesk, refused: (Refused & { form: RecheckForm }) | null): ClaimToRecheck {
  const { claim, article, follows, foundIn, lastStood } = desk;
  const address = `${queueOf(article.id)}/${claim.number}`;
  const inText = claim.revisionId === article.revisionId;
  const told = follows.find(({ outcome }) => outcome !== 'same' && outcome !== 'moved') ?? null;
  // Since the finding its words may have changed more than once.
  const since = follows.filter(({ revision }) => revision > (foundIn ?? 0));
  const was = since.at(-1)?.exact ?? claim.exact;
  const again = (form: RecheckForm) => (refused?.form === form ? refused : null);
  const words = wordsCompared(was, inText ? claim.exact : was);
  const wordsChanged = !inText || claim.recheckCause === 'words_changed';
  return {
    href: `/claims/${claim.id}`,
    mark: wordsChanged && told ? { code: told.outcome, label: OUTCOME_WORDS[told.outcome] } : NEEDS_RECHECK,
    sentence: wordsChanged && told ? whatBecame(told) : causeOf(desk),
    revisionHref: wordsChanged && told ? `/articles/${article.id}/revisions/${told.revision}#compared` : null,
    changes: since
      .flatMap(({ changes }) => changes)
      .map(({ kind, was: from, is }) => ({ kind: CHANGE_WORDS[kind], was: from, is })),
    was: {
      title: foundIn === null ? 'What was said' : `What was said in revision ${foundIn}`,
      runs: words.was,
      stood: lastStood && lastStoodLine(lastStood),
    },
    is: inText
      ? {
          title: `What is said in revision ${article.revision}`,
          ...around(article.body, claim.start, claim.end),
          runs: words.is,
        }
      : null,
    earlier: claim.finding && {
      title: `Finding of revision ${foundIn}`,
      ...findingLine(claim.finding),
    },
    evidence: claim.evidence.map((piece) => ({
      stance: { code: piece.stance, label: STANCE_WORDS[piece.stance] },
      source: { text: piece.source.title, href: `/sources/${piece.sourceId}` },
      line: sourceLine({ ...piece.source, kind: piece.sourceKind, issued: piece.sourceIssued }),
      locator: piece.locator || null,
      excerpt: piece.excerpt || null,
    })),
    places: inText ? [] : placesOf(desk, address),
    finding: inText ? { ...findingForm(desk, again('finding')), action: `${address}/findings` } : null,
    place: inText ? null : { ...placeForm(desk, follows[0] ?? null, again('place')), action: `${address}/place` },
    withdraw: { ...withdrawForm(desk, again('withdraw')), action: `${address}/withdrawal` },
  };
}

/** The old wording with what went of it, and the new one with what came. */
function wordsCompared(was: string, is: string): { was: Run[]; is: Run[]; both: Run[] } {
  const runs = wordDiff(was, is).map(({ kind, beforeStart, beforeEnd, afterStart, afterEnd }) => ({
    kind,
    was: was.slice(beforeStart, beforeEnd),
    is: is.slice(afterStart, afterEnd),
  }));
  return {
    was: runs.flatMap((run) => (run.kind === 'added' ? [] : [{ kind: run.kind, text: run.was }])),
    is: runs.flatMap((run) => (run.kind === 'removed' ? [] : [{ kind: run.kind, text: run.is }])),
    both: runs.map((run) => ({ kind: run.kind, text: run.is || run.was })),
  };
}

function whatBecame({ outcome, revision }: FollowOfClaim): string {
  const sentences: Record<Outcome, string> = {
    same: 'Its words stand where they stood.',
    moved: 'Its words have moved.',
    changed: `Its words changed in revision ${revision}.`,
    gone: `Its words left the text in revision ${revision}.`,
    ambiguous: `Since revision ${revision} its words may be in more than one place.`,
  };
  return sentences[outcome];
}

function causeOf({ claim }: RecheckDesk): string {
  if (claim.recheckCause === null) return 'Its words are no longer in the text.';
  const cause = RECHECK_CAUSE_WORDS[claim.recheckCause];
  return `${cause.charAt(0).toUpperCase()}${cause.slice(1)}.`;
}

/** UTF-16 units of the text shown on either side of a claim. */
const AROUND = 160;

/** What stands around some words, in their paragraph, cut at a word. */
function around(body: string, start: number, end: number): { before: string; after: string } {
  const before = body.slice(Math.max(0, start - AROUND), start).replace(/^[\s\S]*\n\s*\n/, '');
  const after = body.slice(end, end + AROUND).replace(/\n\s*\n[\s\S]*$/, '');
  return {
    before: before.length < AROUND ? before : `… ${before.replace(/^\S*\s/, '')}`.toWellFormed(),
    after: after.length < AROUND ? after : `${after.replace(/\s\S*$/, '')} …`.toWellFormed(),
  };
}

/** Places are known for the revision in which the words were lost; in a later one a person has to look. */
function placesOf(desk: RecheckDesk, address: string): ClaimToRecheck['places'] {
  const { claim, article, follows } = desk;
  const [last] = follows;
  const against = blocked(desk, { kind: 'place', otherWords: false });
  if (!last || last.revision !== article.revision) return [];
  return last.candidates.map(({ start, end }: Candidate, index) => ({
    ...around(article.body, start, end),
    runs: wordsCompared(claim.exact, article.body.slice(start, end)).both,
    act: {
      id: `place-${index + 1}`,
      action: `${address}/place`,
      label: 'It stands here',
      hidden: [
        { name: 'version', value: String(claim.version) },
        { name: 'start', value: String(start) },
        { name: 'end', value: String(end) },
      ],
      tone: 'main',
      describe: `It stands here: claim ${claim.number}, place ${index + 1} of ${last.candidates.length}`,
      blockers: against,
    },
  }));
}
