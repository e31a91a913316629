import type { Draft } from './sentence.ts';

/** How often something is counted at most; more of it says no more. */
const ENOUGH = 4;

/** Words that leave no exception. */
const ABSOLUTE = setOf(`all every everyone everything nobody nothing none never always only entirely completely totally
  absolutely simply merely purely utterly wholly any anyone anything ever`);
/** Words that press a point, or weigh how sure it is. */
const PRESSING =
  setOf(`very so too quite rather really truly highly deeply extremely particularly especially hardly barely
  increasingly incredibly perfectly fully much far even just still indeed actually clearly obviously certainly surely
  perhaps maybe probably possibly apparently likely`);
const REPORTING =
  setOf(`say tell report announce add ask write note state explain describe accord claim argue warn suggest
  insist admit believe think`);
/** Small words whose number tells how a sentence speaks, by what they show. */
const SPEAKING = new Map(
  Object.entries({
    demands: 'should must ought need',
    supposes: 'would could might may can',
    foretells: "will shall 'll",
    denies: "not n't no nor neither never without",
    'was so': 'was were had did',
    'is so': "is are 's has have do does",
    'speaks of me': 'i my me mine',
    'speaks of us': 'we our us ours',
    'speaks to you': 'you your',
    pauses: ',',
  }).flatMap(([sign, words]) => words.split(' ').map((word) => [word, sign] as const)),
);

/**
 * Signs of a writer who judges rather than reports. The labels that were learned from count the views of others as
 * reported, so that words inside quotation marks are counted apart or not at all.
 */
export function stanceOf({ text, words, normals, lemmas, quoted }: Draft): string[] {
  const counts = new Map<string, number>();
  const count = (sign: string): void => void counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let inside = 0;
  let length = 0;
  let letters = 0;
  for (let i = 0; i < words.length; i += 1) {
    const { pos, normal, lemma } = words[i]!;
    if (normal === '"') continue;
    if (pos !== 'PUNCT') {
      length += 1;
      letters += normal.length;
    }
    if (quoted[i]) {
      inside += 1;
      if (normals[i]!.loaded || lemmas[i]!.loaded) count('loaded, quoted');
      continue;
    }
    count(pos);
    const speaking = SPEAKING.get(normal);
    if (speaking !== undefined) count(speaking);
    if (ABSOLUTE.has(normal)) count('absolute');
    if (PRESSING.has(normal)) count('pressing');
    if (normals[i]!.evaluation) count('evaluation');
    if (normals[i]!.discourse) count('discourse');
    if (normals[i]!.superlative) count('superlative');
    if (pos === 'ADV' && normal.endsWith('ly')) count('manner');
    else if (pos === 'ADJ' && /(?:ous|ful|less|ive|able|ible|ish|ing)$/.test(normal)) count('quality');
    else if (pos === 'NOUN' && /(?:tion|ism|ity|ness|ment|ance|ence|acy)s?$/.test(normal)) count('abstract');
    else if (pos === 'VERB' && REPORTING.has(lemma)) count('reporting');
  }
  const signs: string[] = [];
  for (const [sign, times] of counts) {
    for (let i = 1; i <= Math.min(times, ENOUGH); i += 1) signs.push(`${sign} ${i}`);
  }
  if (inside > length * 0.5) signs.push('mostly quoted');
  else if (inside > 0 && inside < length * 0.3) signs.push('little quoted');
  for (const step of [5, 8, 12, 18, 25, 32, 40]) if (length >= step) signs.push(`words ${step}`);
  for (const step of [4, 4.5, 5, 5.5, 6]) if (letters >= step * length) signs.push(`letters ${step}`);
  const shown = text.length > 2000 ? text.slice(0, 2000) : text;
  for (const [sign, form] of FORMS) if (form.test(shown)) signs.push(sign);
  return signs;
}

const FORMS: readonly (readonly [string, RegExp])[] = [
  ['opens quoted', /^["“‘]/],
  ['ends quoted', /["”’']$/],
  ['points back', /^\W*(?:it|this|that|these|such|those|there|here)\b/i],
  ['equates', /\b(?:is|are|was|were|be) (?:not )?(?:an?|the|no|just|only|so|too|very|simply) /i],
  ['sets conditions', /\b(?:if|unless)\b/i],
  ['shouts', /\b[A-Z]{4,}\b/],
  ['breaks off', /…|\.{3}/],
  ['semicolon', /;/],
  ['colon', /:/],
  ['bracket', /\(/],
  ['no stop', /[^.!?…"”’')]$/],
];

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}
