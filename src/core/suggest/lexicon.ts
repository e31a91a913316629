import { featureOf, hashOf } from './hash.ts';
import { stancePlaces } from './stance.ts';
import { tonesIn } from './tone.ts';

/**
 * The words that the rules know, by what they show. Lower case; a dictionary form stands for all its forms where a rule
 * asks for the lemma.
 */
const LISTS = {
  month: `january february march april may june july august september october november december jan. feb. mar. apr. aug.
    sept. sep. oct. nov. dec.`,
  day: `monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow`,
  /** Periods are dates after a pointing word. */
  period: `year month week day decade century quarter summer winter spring autumn fall night weekend morning`,
  money: `dollar euro pound cent yen yuan rupee franc peso ruble rouble $ € £ ¥ usd eur gbp`,
  amount: `hundred thousand million billion trillion dozen half third quarter percent percentage % double triple twice
    majority hundreds thousands millions billions trillions dozens scores`,
  smallNumber: `one first second`,
  organisation: `agency association authority bank board bureau cabinet campaign commission committee company congress
    corporation corps council court department firm foundation government group house institute institution league
    ministry organisation organization parliament party police senate service union university office white force
    army navy times post news journal press inc. corp. co. ltd. llc administration pentagon kremlin nato fbi cia`,
  comparison: `more less fewer higher lower larger smaller greater better worse bigger faster slower older younger earlier
    later longer shorter stronger weaker cheaper richer poorer compare compared comparison than unlike exceed
    outnumber surpass outpace increase decrease rise fall grow drop decline climb shrink soar double triple halve
    cut reduce raise expand jump plunge surge slump gain lose`,
  cause: `because cause lead result allow enable force prevent trigger prompt drive spark therefore thus hence
    consequently due owing thanks permit contribute blame responsible effect impact let make help`,
  strongCause: `because cause allow enable force prevent trigger prompt spark therefore thus hence consequently due owing thanks
    contribute`,
  superlative: `most least first last only never ever always every none best worst largest biggest highest lowest greatest
    record unprecedented sole entire all largest-ever`,
  /** What states, courts and parliaments do. */
  act: `law bill act statute legislation ordinance decree directive order treaty ruling verdict injunction subpoena
    warrant indictment lawsuit sanction regulation amendment constitution resolution veto sign enact repeal ratify
    approve pass vote rule sue indict charge convict sentence acquit arrest ban appoint nominate confirm elect fine
    authorize authorise mandate regulate tax budget election referendum testify`,
  hedge: `may might could perhaps possibly probably likely unlikely apparently allegedly reportedly presumably supposedly
    seemingly potentially seem appear suggest alleged purported suspected arguably maybe rumored rumoured`,
  firstPerson: `i me my mine myself we us our ours ourselves let's`,
  evaluation: `absurd admirable amazing appalling awesome awful bad beautiful best better bizarre bold brave brilliant brutal
    callous careless charming cheap clever clumsy corrupt courageous cowardly crazy cruel cynical damning dangerous
    deplorable despicable devastating disappointing disaster disastrous disgraceful disgusting dishonest dismal
    doubtless dreadful dubious dumb egregious elegant evil excellent extraordinary extreme fabulous fair fake
    fantastic farce fatal feckless fine flawed foolish frightening funny furious glorious good gorgeous great grim
    grotesque happy hateful heinous heroic hideous honest honorable hopeless horrible horrific huge hypocrisy
    hypocritical idiotic ignorant immoral impressive inane incompetent incredible inept insane insidious inspiring
    insulting interesting irresponsible joke lame laughable lazy ludicrous magnificent malicious marvelous mess
    miserable misguided monstrous moral naive nasty nice nonsense notorious obscene obvious odd ominous outrageous
    outstanding pathetic perfect perverse pitiful pointless poor powerful preposterous proud radical reckless
    refreshing remarkable repugnant ridiculous right sad scandal scandalous scary selfish senseless shame shameful
    shameless shocking sick silly sinister smart sorry spectacular splendid strange stunning stupid superb
    surprising terrible terrific terrifying thankfully toxic tragic trivial ugly unacceptable unbelievable
    unconscionable unfair unfortunate unfortunately unjust useless vicious vile weak weird wicked wise wonderful
    worse worst worthless wrong should must ought deserve hopefully sadly clearly obviously surely frankly indeed
    truly really very so-called utterly`,
  /** Turns of one who argues. */
  discourse: `indeed fact instead even just simply only rather perhaps surely seem seems nothing everything everyone nobody
    never always so such too very course`,
  saying: `said says told according announced reported added asked argued claim claims wrote`,
  /** A turn to the reader. */
  reader: `you your we our us let's`,
  /** Before a period: "last year". */
  pointed: `last this next past previous ago earlier every each`,
  /** Words that judge as they tell: praise, blame, alarm, scorn. */
  reporting: `say tell report announce add ask write note state explain describe accord claim argue warn suggest
    insist admit believe think`,
  loaded: `absurd abuse abysmal ado agony alarming alarmist alas amazing ambitious appalling apparently arguably arrogant
    astonishing astounding atrocious audacious awful awkward backlash baffling banal bankrupt barbaric baseless
    battle beautiful beleaguered belligerent betray betrayal bewildering bias bigot bitter bizarre blatant blatantly
    bleak blind blunder boast bogus bold bombastic boon boondoggle botched bragging brainwash brave brazen
    breathtaking brilliant brutal bumbling bumpy bungled burden cabal calamity callous caricature carnage
    catastrophe catastrophic cavalier chaos chaotic charade charming cheap cheat cheerful chilling clown clueless
    clumsy collusion comfortable comical commendable complacent con condescending confused conspiracy contempt
    contemptuous convenient conveniently corrupt corruption courage courageous cowardly crackpot crap craven crazy
    credible creepy crippling crisis crony cruel crumbling crusade crush curious cynical damaging damning dangerous
    daring dark dead deadly dearth debacle decadent deceit deceitful deceive decent deceptive defeat defiance
    defiant degrading deliberate delightful delusion delusional demagogue demonise demonize demonstrably deplorable
    depraved depressing desperate desperately despicable despotic destroy destructive devastating diabolical dire
    dirty disappointing disaster disaster-ridden disastrous disgrace disgraceful disgusting dishonest disingenuous
    dismal disturbing dodgy dogma dogmatic doom doomed draconian dramatic dramatically dread dreadful dreary dubious
    dud dumb dysfunctional easy egregious elegant elite elites elitist embarrassing embarrassment embittered empty
    endless enemy enlightened enormous entitled epic erratic establishment evil exaggerated excellent excessive
    excuse excuses exhausting exploit extraordinary extreme extremist fabulous fail failure faint fairly fake
    fanatic fanatical fantasy far-fetched far-left far-right farce farcical fascinating fascism fascist fatal
    fatuous favourite fear fear-mongering fearmongering feckless ferocity fiasco fiction fictional fierce filthy
    flagrant flawed flimsy folly fool foolish fortunate fortunately fragile frankly fraud frenzy frightening
    frivolous frustrating funny furious fury futile genius genuine genuinely ghastly gimmick glaring glib gloat
    gloatingly gloomy glorious good gorgeous graft greed greedy grief grim grotesque grubby guess gullible handsome
    haphazard hapless happy hard-working harrowing harsh hateful hatred haunting havoc heartbreaking heartless hell
    hellish hero heroic hideous hilarious historic hoax hollow honest hope hopeful hopefully hopeless horrendous
    horrible horrific horror hostile huge humiliating humiliation hype hypocrisy hypocrite hypocritical hysteria
    hysterical ideal ideological ideologue idiot idiotic ignorant ill-advised ill- conceived illusion immense
    immoral imperious impossible impressive inane incoherent incompetence incompetent incredible incredibly
    indefensible inept inevitable inevitably infamous infuriating ingenious inhuman insane insanity inspiring insult
    insulting intolerable intriguing invade invasion ironic ironically irony irrational irresponsible jackboot joke
    jolly kook lame lamentable laughable lavish lazy liar lie lies loathsome lofty loony lovely lucky ludicrous
    lunacy lunatic lurid mad madness magnificent malicious malign malignant marvellous marvelous masses masterful
    meaningless meddling mediocre menace menacing mere merely mess messy mindblowing mindless miracle miserable
    misery misguided misleading mistake mob mockery modest monster monstrous moral moronic myth mythical naive
    nakedly narrative nasty nebulous nefarious nice nightmare nihilistic noble noisy nonsense nonsensical noteworthy
    notorious nuts oblivious obscene obscenely obsession obsolete obvious obviously odd oddly odious ominous
    onslaught oppressive orgy orwellian ostensibly outcry outlandish outrage outrageous outright outstanding
    overblown overreach painful paltry panic paradise paranoid parasite parody pathetic peculiar perfect perfectly
    pernicious perverse petty phony pitiful plague plain plainly pleasant plight plot plunder pointless poison
    poisonous pompous populist posturing powerful precious predictable predictably preposterous pretend pretense
    pretentious profound profoundly propaganda proper properly proud puppet purge puzzling quaint quietly racist
    radical rage rampant ravage reactionary real really reckless refreshing regime remarkable remarkably
    reprehensible repressive repugnant repulsive reviled revolting rhetoric rich ridicule ridiculous rigged
    righteous risible robust rogue rosy rotten rubbish ruin ruinous ruthless sacred sad sadistic sadly sane scam
    scandal scandalous scapegoat scare scary scheme scourge screw self-contradictory self-evident self-serving
    selfish senseless sensible shabby shaky shallow sham shambles shame shameful shameless shamelessly sheer
    shocking shoddy shrewd sick sickening silly simplistic sinister skewed slander slick slogan slogan-policy sloppy
    smart smear smug sneaky so-called socialist soft sordid sorry spectacular spectacularly spineless spite spiteful
    splendid squander staggering stark startling stellar sterile stooge striking strikingly stubborn stunning stupid
    stupidity sublime substandard suffocating suicidal superb supposed supposedly surprising surprisingly surreal
    suspect swamp sweeping swindle sycophantic tame tawdry tedious terrible terribly terrific terrifying terror
    theft thoughtful threadbare thrilling thug thuggish timid tired tiresome toothless torment torture touching
    toxic tragedy tragic tragically traitor trash travesty treachery treason tremendous tricky trivial troubling
    truly turmoil twisted tyrannical tyranny tyrant ugly ultimate unabashed unacceptable unambiguous unbearable
    unbelievable unbelievably uncanny unconscionable undemocratic undeniable undeniably undue uneasy unfair
    unforgivable unfortunate unfortunately ungrateful unhinged unjust unpleasant unprincipled unrealistic
    unreasonable unsavoury unscrupulous unsurprisingly unthinkable unwarranted unwise upbeat useful useless utopia
    utopian utter utterly vague vain valiant vapid venal venom vibrant vicious victimhood vile villain vindictive
    virtue virtuous visionary vitriol wasteful weak weird welcome whim whine wicked wild wildly willful wily wisdom
    wise witch-hunt woeful woke wonderful wondrous worrisome worrying worse worst worthless worthy wretched wrong
    wrongheaded xenophobia zany zealot zealous`,
} as const;

export type List = keyof typeof LISTS;

/** What is known of a word or of a dictionary form, wherever it stands. */
export interface Entry extends Record<List, boolean> {
  hash: number;
  /** The hash of the word with its figures made alike, and its features as a word and as a dictionary form. */
  shape: number;
  asWord: number;
  asLemma: number;
  /** What it says of the writer's stance, as places in the tally of `stance.ts`. */
  stance: readonly number[];
  /** The tones it can have, as bits; see `tone.ts`. */
  tones: number;
  /** "sadly", "shameful", "freedoms", by their endings. */
  manner: boolean;
  quality: boolean;
  abstract: boolean;
  /** Begins with a digit. */
  numeric: boolean;
  /** A year or a decade. */
  year: boolean;
}

/** Entries looked up before, for one reading: most words come again and again. */
export type Lexicon = Map<string, Entry>;

const sets = new Map(Object.entries(LISTS).map(([list, words]) => [list, new Set(words.split(/\s+/))]));

export function entryOf(word: string, lexicon: Lexicon): Entry {
  let entry = lexicon.get(word);
  if (entry === undefined) {
    entry = newEntry(word);
    lexicon.set(word, entry);
  }
  return entry;
}

/** Written out, so that every entry has one shape in memory: entries are read for every word of a text. */
function newEntry(word: string): Entry {
  const isIn = (list: List): boolean => sets.get(list)!.has(word);
  const shape = hashOf(shapeOf(word));
  return {
    hash: hashOf(word),
    shape,
    asWord: featureOf(1, shape, 0),
    asLemma: featureOf(3, shape, 0),
    stance: stancePlaces(word, isIn),
    tones: tonesIn(word),
    manner: word.endsWith('ly'),
    quality: /(?:ous|ful|less|ive|able|ible|ish|ing)$/.test(word),
    abstract: /(?:tion|ism|ity|ness|ment|ance|ence|acy)s?$/.test(word),
    numeric: /^\p{N}/u.test(word),
    year: /^(?:1[5-9]|20)\d\d(?:'?s)?$/.test(word),
    month: isIn('month'),
    day: isIn('day'),
    period: isIn('period'),
    money: isIn('money'),
    amount: isIn('amount'),
    smallNumber: isIn('smallNumber'),
    organisation: isIn('organisation'),
    comparison: isIn('comparison'),
    cause: isIn('cause'),
    strongCause: isIn('strongCause'),
    superlative: isIn('superlative'),
    act: isIn('act'),
    hedge: isIn('hedge'),
    firstPerson: isIn('firstPerson'),
    evaluation: isIn('evaluation'),
    discourse: isIn('discourse'),
    saying: isIn('saying'),
    reader: isIn('reader'),
    pointed: isIn('pointed'),
    reporting: isIn('reporting'),
    loaded: isIn('loaded'),
  };
}

function shapeOf(word: string): string {
  if (!/\d/.test(word)) return word;
  return /^(?:1[5-9]|20)\d\d$/.test(word) ? '<year>' : word.replaceAll(/\d+(?:[.,]\d+)*/g, '<figure>');
}
