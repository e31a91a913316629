import type { ReasonCode } from '../suggest.ts';
import type { Word } from '../words.ts';
import type { Draft } from './sentence.ts';

const listed = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

const MONTHS = listed(`january february march april may june july august september october november december
  jan. feb. mar. apr. aug. sept. sep. oct. nov. dec.`);
const DAYS = listed('monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow');
const PERIODS = listed(
  'year month week day decade century quarter summer winter spring autumn fall night weekend morning',
);
const MONEY_WORDS = listed('dollar euro pound cent yen yuan rupee franc peso ruble rouble $ € £ ¥ usd eur gbp');
const AMOUNTS = listed(`hundred thousand million billion trillion dozen half third quarter percent percentage % double
  triple twice majority hundreds thousands millions billions trillions dozens scores`);
const SMALL_NUMBERS = listed('one first second');
const ORGANISATIONS =
  listed(`agency association authority bank board bureau cabinet campaign commission committee company
  congress corporation corps council court department firm foundation government group house institute institution
  league ministry organisation organization parliament party police senate service union university office white
  force army navy times post news journal press inc. corp. co. ltd. llc administration pentagon kremlin nato fbi cia`);
const COMPARISONS = listed(`more less fewer higher lower larger smaller greater better worse bigger faster slower older
  younger earlier later longer shorter stronger weaker cheaper richer poorer compare compared comparison than unlike
  exceed outnumber surpass outpace increase decrease rise fall grow drop decline climb shrink soar double triple halve
  cut reduce raise expand jump plunge surge slump gain lose`);
const CAUSES =
  listed(`because cause lead result allow enable force prevent trigger prompt drive spark therefore thus hence
  consequently due owing thanks permit contribute blame responsible effect impact let make help`);
const STRONG_CAUSES =
  listed(`because cause allow enable force prevent trigger prompt spark therefore thus hence consequently due
  owing thanks contribute`);
const SUPERLATIVES =
  listed(`most least first last only never ever always every none best worst largest biggest highest lowest
  greatest record unprecedented sole entire all largest-ever`);
const ACTS =
  listed(`law bill act statute legislation ordinance decree directive order treaty ruling verdict injunction subpoena
  warrant indictment lawsuit sanction regulation amendment constitution resolution veto sign enact repeal ratify
  approve pass vote rule sue indict charge convict sentence acquit arrest ban appoint nominate confirm elect fine
  authorize authorise mandate regulate tax budget election referendum testify`);
const HEDGES =
  listed(`may might could perhaps possibly probably likely unlikely apparently allegedly reportedly presumably
  supposedly seemingly potentially seem appear suggest alleged purported suspected arguably maybe rumored rumoured`);
const FIRST_PERSON = listed("i me my mine myself we us our ours ourselves let's");
const EVALUATIONS =
  listed(`absurd admirable amazing appalling awesome awful bad beautiful best better bizarre bold brave brilliant
  brutal callous careless charming cheap clever clumsy corrupt courageous cowardly crazy cruel cynical damning dangerous
  deplorable despicable devastating disappointing disaster disastrous disgraceful disgusting dishonest dismal doubtless
  dreadful dubious dumb egregious elegant evil excellent extraordinary extreme fabulous fair fake fantastic farce fatal
  feckless fine flawed foolish frightening funny furious glorious good gorgeous great grim grotesque happy hateful heinous
  heroic hideous honest honorable hopeless horrible horrific huge hypocrisy hypocritical idiotic ignorant immoral
  impressive inane incompetent incredible inept insane insidious inspiring insulting interesting irresponsible joke lame
  laughable lazy ludicrous magnificent malicious marvelous mess miserable misguided monstrous moral naive nasty nice
  nonsense notorious obscene obvious odd ominous outrageous outstanding pathetic perfect perverse pitiful pointless
  poor powerful preposterous proud radical reckless refreshing remarkable repugnant ridiculous right sad scandal
  scandalous scary selfish senseless shame shameful shameless shocking sick silly sinister smart sorry spectacular
  splendid strange stunning stupid superb surprising terrible terrific terrifying thankfully toxic tragic trivial ugly
  unacceptable unbelievable unconscionable unfair unfortunate unfortunately unjust useless vicious vile weak weird
  wicked wise wonderful worse worst worthless wrong should must ought deserve hopefully sadly clearly obviously surely
  frankly indeed truly really very so-called utterly`);

/** Why a sentence is worth checking, or is not: which of the listed features its words show. */
export function reasonsOf({ words, quoted, text }: Draft, credited: boolean): ReasonCode[] {
  const found = new Set<ReasonCode>();
  words.forEach((word, i) => {
    const before = words[i - 1];
    const next = words[i + 1];
    if (isDate(word, before, next)) found.add('date');
    else if (isMoney(word, next)) found.add('money').add('figure');
    else if (isFigure(word, i)) found.add('figure');
    if (word.pos === 'PROPN' && !MONTHS.has(word.normal) && !DAYS.has(word.normal)) {
      if (isOrganisation(word)) found.add('organisation');
      else if (i > 0 || next?.pos === 'PROPN') found.add('name');
    }
    if (isComparison(word, next)) found.add('comparison');
    if (isCause(word, next)) found.add('cause');
    if (isSuperlative(word)) found.add('superlative');
    if (ACTS.has(word.lemma) && (word.pos === 'NOUN' || word.pos === 'VERB' || word.pos === 'PROPN')) {
      found.add('official_act');
    }
    if (isHedge(word)) found.add('hedge');
    if (!quoted[i]) {
      if (FIRST_PERSON.has(word.normal)) found.add('first_person');
      if (EVALUATIONS.has(word.normal)) found.add('evaluation');
    }
  });
  if (/["“”][^"“”]{2,}["“”]|^["“]|["”]$/.test(text.slice(0, 4000))) found.add('quotation');
  if (credited) found.add('credited');
  return [...found];
}

function isDate(word: Word, before: Word | undefined, next: Word | undefined): boolean {
  if (DAYS.has(word.normal)) return true;
  if (MONTHS.has(word.normal)) {
    return (
      (word.normal !== 'may' && word.normal !== 'march') ||
      (/^\p{Lu}/u.test(word.text) && (/^\d/.test(next?.text ?? '') || before?.pos === 'ADP'))
    );
  }
  if (/^(?:1[5-9]|20)\d\d(?:s|['’]s)?$/.test(word.text))
    return next?.pos !== 'NOUN' && !MONEY_WORDS.has(before?.lemma ?? '');
  return (
    PERIODS.has(word.lemma) && /^(?:last|this|next|past|previous|ago|earlier|every|each)$/.test(before?.normal ?? '')
  );
}

function isMoney(word: Word, next: Word | undefined): boolean {
  if (/^[$€£¥]$/.test(word.text)) return /^\d/.test(next?.text ?? '');
  return (
    /^\d|^(?:million|billion|trillion|thousand|hundred)s?$/.test(word.normal) && MONEY_WORDS.has(next?.lemma ?? '')
  );
}

function isFigure(word: Word, i: number): boolean {
  if (AMOUNTS.has(word.normal)) return true;
  if (/^\p{N}/u.test(word.text)) return i > 0 || !/^\d{1,2}$/.test(word.text);
  return word.pos === 'NUM' && !SMALL_NUMBERS.has(word.normal);
}

function isOrganisation(word: Word): boolean {
  return ORGANISATIONS.has(word.normal) || /^(?:\p{Lu}\.){2,}$|^\p{Lu}{2,6}s?$/u.test(word.text);
}

function isComparison(word: Word, next: Word | undefined): boolean {
  if (word.normal === 'than' || word.normal === 'times') return true;
  if (!COMPARISONS.has(word.lemma) && !COMPARISONS.has(word.normal)) return false;
  return word.pos !== 'ADV' || next?.pos === 'ADJ' || next?.normal === 'than' || next?.pos === 'NOUN';
}

function isCause(word: Word, next: Word | undefined): boolean {
  if (STRONG_CAUSES.has(word.lemma)) return word.normal !== 'due' || next?.normal === 'to';
  return CAUSES.has(word.lemma) && word.pos === 'VERB' && (next?.normal === 'to' || next?.normal === 'in');
}

/** "may" hedges; May does not. */
function isHedge({ normal, lemma, pos }: Word): boolean {
  return (HEDGES.has(lemma) || HEDGES.has(normal)) && (normal !== 'may' || pos === 'AUX');
}

function isSuperlative(word: Word): boolean {
  return SUPERLATIVES.has(word.normal) || (word.pos === 'ADJ' && /^[a-z]{3,}est$/.test(word.normal));
}
