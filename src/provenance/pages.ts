import type { ClaimRow } from '../claims/queries.ts';
import { count, levelMark, sourcingMark, statusMark, wordsOf } from '../claims/wording.ts';
import { provenanceOf, type Knot, type Provenance, type Thread } from '../core/provenance.ts';
import { RELAY_KINDS, SOURCING_LEVELS, type RelayKind, type Stance } from '../core/sourcing.ts';
import { originsOf } from '../core/sourcing/origins.ts';
import { RELAY_KIND_WORDS, SOURCE_KIND_WORDS, STANCE_WORDS } from '../core/wording.ts';
import { titled } from '../relays/wording.ts';
import { issuedInWords } from '../sources/wording.ts';
import { numberedPager } from '../web/paging.ts';
import type { Chip, Link, Pager, SourcingMark, StatusMark } from '../web/parts.ts';
import { view } from '../web/render.ts';
import { draw, NARROW, WIDE, type Box, type Drawing, type Format, type Line, type Row } from './drawing.ts';
import type { Grounding, GroundingRelay, GroundingSource } from './queries.ts';

/** views/provenance/show.ejs */
export interface ProvenancePage {
  title: string;
  above: Link;
  /** "19 claims rest on 13 sources, which go back to 9 origins." */
  sentence: string;
  /** "2 claims have no source yet"; null where there is none. */
  bare: Link | null;
  picture: Picture | null;
  tables: Tables;
}

/** views/provenance/picture.ejs: the same picture, for a wide page and for a narrow one. */
export interface Picture {
  title: string;
  told: string;
  wide: Drawing;
  narrow: Drawing;
  /** What the lines of this picture mean. */
  looks: { look: string; words: string }[];
}

/** views/provenance/tables.ejs: what the picture says, in rows. */
export interface Tables {
  claims: {
    claim: Link;
    words: string;
    status: StatusMark;
    sourcing: SourcingMark;
    rests: { stance: Chip; source: Reference; words: string; origins: string }[];
  }[];
  relays: { source: Reference; words: string; how: string; to: Reference; toWords: string }[];
  pager: Pager | null;
}

/** A link, or only the words where there is nothing to open. */
export interface Reference {
  text: string;
  href: string | null;
}

export const provenanceView = view<ProvenancePage>('provenance/show');

/** More than a person takes in at once. */
const MOST_KNOTS = 60;

/** How a stance reads from the claim on. */
const STANCE_ON: Record<Stance, string> = {
  supports: 'supported by',
  contradicts: 'contradicted by',
  partly_supports: 'partly supported by',
  background: 'background from',
};

/** Short enough to stand on a line; what follows is the source that is passed on. */
const RELAY_ON: Record<RelayKind, string> = {
  reprint: 'reprints',
  wire_copy: 'wire copy of',
  reports: 'reports',
  cites: 'cites',
  same_interview: 'same person as',
};

/** The weightiest first; a line is drawn as the weightiest of what it stands for. */
const LOOKS: readonly Stance[] = ['contradicts', 'supports', 'partly_supports', 'background'];

export function articleProvenancePage(
  article: { id: string; title: string },
  grounding: Grounding,
  part: number,
): ProvenancePage {
  const bare = grounding.claims.filter((claim) => claim.evidence.length === 0).length;
  return {
    title: 'Where it comes from',
    above: { text: article.title, href: `/articles/${article.id}` },
    sentence: inSentence(grounding),
    bare:
      bare === 0
        ? null
        : {
            text: `${count(bare, 'claim has', 'claims have')} no source yet`,
            href: `/articles/${article.id}?source=none#claims-list`,
          },
    picture: pictureOf(grounding, article.title),
    tables: tablesOf(grounding, part, (page) => `/articles/${article.id}/provenance?part=${page}#table`),
  };
}

export function claimProvenancePage(claim: ClaimRow, grounding: Grounding): ProvenancePage {
  return {
    title: `Where claim ${claim.number} comes from`,
    above: { text: `Claim ${claim.number}: ${wordsOf(claim)}`, href: `/claims/${claim.id}` },
    sentence: inSentence(grounding),
    bare: null,
    picture: pictureOf(grounding, `Claim ${claim.number}`),
    tables: tablesOf(grounding, 1, () => ''),
  };
}

/** Null where no claim has a source. `base` leads to the desk; null for a file, whose links lead to itself. */
export function pictureOf(grounding: Grounding, of: string): Picture | null {
  const { claims, relays } = grounding;
  const provenance = provenanceOf(
    {
      claims: claims.map(({ id }) => id),
      evidence: claims.flatMap((claim) =>
        claim.evidence.map(({ sourceId, stance }) => ({ claimId: claim.id, sourceId, stance })),
      ),
      relays,
    },
    MOST_KNOTS,
  );
  if (provenance.knots.length === 0) return null;
  const said = sayings(grounding, provenance);
  return {
    title: `Where it comes from: ${of}`,
    told: `${inSentence(grounding)} The table below says the same.`,
    wide: draw(provenance, WIDE, { ...said, box: (knot) => said.box(knot, WIDE) }),
    narrow: draw(provenance, NARROW, { ...said, box: (knot) => said.box(knot, NARROW) }),
    looks: looksOf(provenance),
  };
}

function inSentence({ claims, sources, relays }: Grounding): string {
  const sourced = claims.filter((claim) => claim.evidence.length > 0);
  if (sourced.length === 0) return 'No claim has a source yet.';
  const ids = sources.map(({ id }) => id);
  const passing = new Set(relays.map(({ from }) => from));
  const loops = originsOf(ids, relays);
  const origins = new Set(ids.flatMap((id) => loops.rootsOf(id)));
  const back =
    passing.size === 0
      ? ''
      : `; ${count(passing.size, 'passes on others', 'pass on others')}, and all go back to ${count(origins.size, 'origin')}`;
  return `${count(sourced.length, 'claim rests', 'claims rest')} on ${count(sources.length, 'source')}${back}.`;
}

function looksOf({ threads }: Provenance): Picture['looks'] {
  const shown = new Set(threads.map((thread) => lookOf(thread)));
  return [
    ...LOOKS.filter((stance) => shown.has(stance)).map((stance) => ({
      look: stance as string,
      words: STANCE_ON[stance],
    })),
    ...(shown.has('relay') ? [{ look: 'relay', words: 'has it from' }] : []),
  ];
}

const lookOf = ({ stances }: Thread): string => LOOKS.find((stance) => stances.includes(stance)) ?? 'relay';

function sayings(
  { claims, sources, relays }: Grounding,
  { columns }: Provenance,
): {
  box: (knot: Knot, format: Format) => Box;
  line: (thread: Thread) => Line;
  column: (column: number) => string;
} {
  const claimById = new Map(claims.map((claim) => [claim.id, claim]));
  const sourceById = new Map(sources.map((source) => [source.id, namedAtLeast(source)]));
  const origins = originsOf([...sourceById.keys()], relays);
  const carried = new Map<string, number>();
  for (const { evidence } of claims) {
    const behind = new Set(evidence.flatMap(({ sourceId }) => origins.behind(sourceId)));
    for (const id of behind) carried.set(id, (carried.get(id) ?? 0) + 1);
  }
  const box = (knot: Knot, format: Format): Box => {
    const wide = format === WIDE;
    const several = knot.members.length > 1;
    const frame = { kind: knot.kind, origin: knot.origin, several };
    if (knot.kind === 'claim') {
      const told = knot.members.map((id) => claimById.get(id)!);
      return { ...frame, ...(several ? claimsBox(told) : claimBox(told[0]!, wide)) };
    }
    const told = knot.members.map((id) => sourceById.get(id)!);
    return {
      ...frame,
      ...(several
        ? sourcesBox(told, knot, wide)
        : sourceBox(told[0]!, knot.origin ? (carried.get(told[0]!.id) ?? 0) : 0, wide)),
    };
  };
  const nameOf = (id: string): string => {
    const claim = claimById.get(id);
    return claim ? `Claim ${claim.number}` : titled(sourceById.get(id)!);
  };
  return {
    box,
    line: (thread) => {
      const relay = thread.stances.length === 0;
      const words = relay
        ? inOrder(RELAY_KINDS, thread.relays).map((kind) => RELAY_ON[kind])
        : inOrder(LOOKS, thread.stances).map((stance) => STANCE_ON[stance]);
      return {
        told: `${nameOf(thread.from)} ${words.join(', ')} ${nameOf(thread.to)}`,
        look: lookOf(thread),
        relay,
        // The plain case needs no words: what has none is supported.
        words: relay || words.length > 1 || lookOf(thread) !== 'supports' ? words : [],
      };
    },
    column: (column) => {
      if (column === 0) return 'Claims';
      if (column < columns - 1) return column === 1 ? 'Pass it on' : '';
      return relays.length === 0 && columns === 2 ? 'Rest on' : 'Origins';
    },
  };
}

const inOrder = <T extends string>(order: readonly T[], some: readonly T[]): T[] =>
  order.filter((each) => some.includes(each));

function claimBox(claim: ClaimRow, wide: boolean): Omit<Box, 'kind' | 'origin' | 'several'> {
  const status = statusMark(claim);
  const sourcing = sourcingMark(claim.sourcing);
  const rows: Row[] = wide
    ? [
        { text: `${claim.number}  ${status.label}`, face: 'name', code: status.code, most: 1 },
        { text: wordsOf(claim), face: 'words', code: null, most: 2 },
        { text: sourcing.label, face: 'fine', code: sourcing.code, most: 1 },
      ]
    : [
        { text: `Claim ${claim.number}`, face: 'name', code: status.code, most: 1 },
        { text: status.label, face: 'fine', code: null, most: 2 },
      ];
  return {
    href: `/claims/${claim.id}`,
    told: `Claim ${claim.number}: ${claim.exact}. ${status.label}. ${sourcing.label}.`,
    rows,
  };
}

function claimsBox(claims: readonly ClaimRow[]): Omit<Box, 'kind' | 'origin' | 'several'> {
  const numbers = someOf(claims.map(({ number }) => String(number)));
  const levels = SOURCING_LEVELS.filter((level) => claims.some(({ sourcing }) => sourcing.level === level));
  return {
    href: '#table',
    told: `${count(claims.length, 'claim')}: ${numbers}. ${levels.map((level) => levelMark(level).label).join(', ')}.`,
    rows: [
      { text: count(claims.length, 'claim'), face: 'name', code: null, most: 1 },
      { text: numbers, face: 'words', code: null, most: 2 },
      ...levels.slice(-2).map((level): Row => ({ text: levelMark(level).label, face: 'fine', code: level, most: 1 })),
    ],
  };
}

function sourceBox(source: GroundingSource, behind: number, wide: boolean): Omit<Box, 'kind' | 'origin' | 'several'> {
  const kind = source.sight === 'hidden' ? '' : SOURCE_KIND_WORDS[source.kind];
  const date = source.issued ? issuedInWords(source.issued) : null;
  const outlet = outletOf(source);
  const goesBack = count(behind, 'claim goes back to it', 'claims go back to it');
  return {
    href: pageOf(source),
    told: `${kind && `${kind}: `}${titled(source)}${date ? `, ${date}` : ''}.${behind > 0 ? ` ${goesBack}.` : ''}`,
    rows: [
      ...(outlet ? [{ text: outlet, face: 'name', code: null, most: 2 } as const] : []),
      { text: source.title, face: 'words', code: null, most: wide ? 2 : 3 },
      ...(wide ? [{ text: [kind, date].filter(Boolean).join(', '), face: 'fine', code: null, most: 1 } as const] : []),
      ...(behind > 1 ? [{ text: goesBack, face: 'fine', code: null, most: 2 } as const] : []),
    ],
  };
}

const pageOf = ({ id, sight }: GroundingSource): string | null => (sight === 'open' ? `/sources/${id}` : null);

const namedAtLeast = (source: GroundingSource): GroundingSource =>
  source.sight === 'hidden' ? { ...source, title: 'A source that you may not see' } : source;

const outletOf = ({ publisher, author }: GroundingSource): string => publisher || author;

function sourcesBox(
  sources: readonly GroundingSource[],
  { kind }: Knot,
  wide: boolean,
): Omit<Box, 'kind' | 'origin' | 'several'> {
  const names = someOf(sources.map((source) => outletOf(source) || source.title));
  const head = kind === 'loop' ? 'Pass each other on' : count(sources.length, 'source');
  return {
    href: '#table',
    told: `${head}: ${names}`,
    rows: [
      { text: head, face: 'name', code: null, most: 2 },
      { text: names, face: 'words', code: null, most: wide ? 3 : 4 },
    ],
  };
}

/** "CNET, Newser and 12 more". */
function someOf(all: readonly string[]): string {
  const names = [...new Set(all)];
  const shown = names.slice(0, 3);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

const CLAIMS_A_PAGE = 100;

function tablesOf({ claims, sources, relays }: Grounding, part: number, hrefOf: (page: number) => string): Tables {
  const sourced = claims.filter((claim) => claim.evidence.length > 0);
  const pages = Math.max(1, Math.ceil(sourced.length / CLAIMS_A_PAGE));
  const here = Math.min(part, pages);
  const page = sourced.slice((here - 1) * CLAIMS_A_PAGE, here * CLAIMS_A_PAGE);
  const sourceById = new Map(sources.map((source) => [source.id, namedAtLeast(source)]));
  const origins = originsOf([...sourceById.keys()], relays);
  const linkTo = (id: string): Reference => ({ text: sourceById.get(id)!.title, href: pageOf(sourceById.get(id)!) });
  const wordsFor = (id: string): string => outletOf(sourceById.get(id)!);
  const onPage = new Set(page.flatMap((claim) => claim.evidence.flatMap(({ sourceId }) => origins.behind(sourceId))));
  return {
    claims: page.map((claim) => ({
      claim: { text: `Claim ${claim.number}`, href: `/claims/${claim.id}` },
      words: wordsOf(claim),
      status: statusMark(claim),
      sourcing: sourcingMark(claim.sourcing),
      rests: claim.evidence.map(({ stance, sourceId }) => ({
        stance: { code: stance, label: STANCE_WORDS[stance] },
        source: linkTo(sourceId),
        words: wordsFor(sourceId),
        origins: originsInWords(sourceId, origins.rootsOf(sourceId), wordsOrTitle),
      })),
    })),
    relays: relays
      .filter(({ from }) => onPage.has(from))
      .map((relay: GroundingRelay) => ({
        source: linkTo(relay.from),
        words: wordsFor(relay.from),
        how: RELAY_KIND_WORDS[relay.kind],
        to: linkTo(relay.to),
        toWords: wordsFor(relay.to),
      })),
    pager: numberedPager(`${count(sourced.length, 'claim')}, part ${here} of ${pages}`, here, pages, hrefOf),
  };

  function wordsOrTitle(id: string): string {
    return wordsFor(id) || sourceById.get(id)!.title;
  }
}

function originsInWords(sourceId: string, roots: readonly string[], nameOf: (id: string) => string): string {
  if (roots.length === 1 && roots[0] === sourceId) return 'Itself';
  return someOf(roots.map(nameOf));
}
