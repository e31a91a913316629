import type { PartOfSpeech } from '../words.ts';

/**
 * Words by their tone, in lower case and dictionary form: whoever uses many of the first four judges, whoever uses many
 * of the last two reports. A word counts only in the parts of speech that its list names.
 */
const TONES = [
  {
    tone: 'judging',
    tags: ['ADJ', 'VERB', 'NOUN'],
    words: `
    abhorrent abject abominable absurd abusive abysmal adorable agonizing alarming alarmist amazing ambitious
    amoral anarchic anemic anti-american apocalyptic appalling archaic arduous arrogant asinine astonishing
    astounding atrocious audacious authoritarian avid awesome awful awkward backward bad baffling banal bankrupt
    barbaric barbarous baseless beautiful belated beleaguered belligerent benighted benign best better bewildering
    biased bitter bizarre blatant bleak blind bloated bloody bogus bold bombastic boring botched brash brave
    brazen breathless breathtaking brilliant brutal bumbling bumpy callous cancerous candid captive careless
    catastrophic cavalier cheap cheerful childish chilling chronic clever clownish clueless clumsy coherent cold
    comical compelling complacent complicit conceited condescending confused convenient convincing convoluted
    corrosive corrupt cosy courageous cowardly cozy cracked crass craven crazy creepy cringeworthy crippling crony
    crooked crucial crude cruel crumbling cultish cunning curious cushy cynical damning dangerous dark dazzling
    deadly decadent deceitful decent deceptive decisive deep-rooted defiant deft delicious delightful deluded
    delusional demeaning demented deplorable depraved depressing deranged derelict despairing desperate despicable
    despotic destructive devastating devious diabolical dire dirty disastrous discredited disenchanted disgraceful
    disgusting dishonest disingenuous dismal disturbing divisive docile dodgy dogmatic doomed draconian dramatic
    dreadful dreary dubious dull dumb dysfunctional eager earth-shattering egregious elegant elusive embarrassing
    empty enchanting endless energetic enlightened enormous enviable epic erratic evil excellent exceptional
    excessive exciting exemplary exhausting exotic exquisite extraordinary extreme extremist fabulous facile
    failed faint fair fake false fanatical fanciful fantastic far-fetched farcical fascinating fascist fatal
    fateful fatuous faulty feckless feeble ferocious fervent fictional fictitious fierce fiery filthy fine
    flagrant flashy flawed fleeting flimsy foolish forlorn formidable foul fragile frantic fraudulent frenzied
    frightening frightful frivolous frustrating fundamental funny furious futile fuzzy genuine ghastly giant
    gigantic glamorous glaring gleeful glib gloomy glorious good gorgeous grand grandiose grave great greedy
    grievous grim grotesque grubby gruesome gullible half-baked half-hearted handsome haphazard hapless happy
    hard-hitting harmless harrowing harsh hateful haughty haunting healthy heartbreaking heartfelt heartless
    heavy-handed hefty heinous hellish helpless heroic hideous high-flown hilarious historic hollow honest
    honorable honourable hopeful hopeless horrendous horrible horrid horrific horrifying hostile huge humane
    humble humiliating hypocritical hysterical ideal idiotic idle ignorant ill-advised ill-conceived ill-fated
    illiberal illogical illusory imaginary immature immense immoral impatient imperious impossible impotent
    impressive improbable inadequate inane incendiary incoherent incompetent inconvenient incredible indefensible
    indifferent ineffective inept inescapable inevitable inexcusable inexorable infamous infantile inflammatory
    ingenious inhuman inhumane innocent innocuous insane insatiable insidious insincere insipid insolent inspiring
    insufferable insulting intellectual intense interesting intolerable intolerant intractable intrepid intriguing
    invaluable invasive invincible ironic irrational irrelevant irresistible irresponsible irreversible jaded
    jarring joyful joyous judicious just keen laudable laughable lavish lawless lazy legendary legitimate lethal
    liberal liberating lofty lonely loony lousy lovely loyal lucid lucky lucrative ludicrous lukewarm lurid
    luxurious mad magical magnificent malicious malign malignant manic marvellous marvelous masterful meager
    meagre mean meaningful meaningless mediocre melancholy memorable menacing merciless mere meritless messianic
    messy mighty mindless miraculous miserable misguided misleading misplaced mistaken modest momentous monolithic
    monstrous monumental moral moribund moronic muddled mundane murderous murky mushy mysterious mystical mythical
    naive naked narcissistic narrow narrow-minded nasty natural nauseating naïve nebulous needless nefarious
    negligent nervous nice nightmarish nihilistic noble nonsensical nostalgic notable noteworthy notorious noxious
    numb nutty oblivious obnoxious obscene obscure obsessive obsolete obvious odd odious offensive old-fashioned
    ominous onerous opaque opportunistic oppressive optimal orwellian ostentatious outdated outlandish outmoded
    outrageous outsized outspoken outstanding over-hyped overblown overdue overpaid overrated overwhelming
    overwrought overzealous painful paltry paradoxical paramount paranoid parasitic partisan passionate passive
    patchy pathetic patriotic peculiar pedantic peerless perfect perilous pernicious perplexing pervasive perverse
    pessimistic petty phenomenal phoney phony picturesque pitiable pitiful pivotal plain plausible pleasant
    plentiful poignant pointless poisonous pompous poor popular populist potent powerful precarious precious
    predatory predictable preposterous prescient prestigious pretentious priceless principled pristine privileged
    profligate profound promising propagandistic proper prophetic proud provocative prudent punitive puny pure
    puzzling quaint quiet quixotic rabid racist radical rampant rapacious rare rash rational reactionary real
    realistic reasonable rebellious reckless redundant refreshing regressive regrettable relentless reliable
    reluctant remarkable remorseless repellent reprehensible repressive repugnant repulsive resilient resolute
    respectable respected restless reviled revolting revolutionary rich ridiculous righteous rigid risible
    riveting robust romantic rosy rotten rousing rude ruinous ruthless sacred sad sadistic sanctimonious sane
    sarcastic savage scandalous scant scary scathing scurrilous seamless secretive seedy self-absorbed
    self-appointed self-congratulatory self-defeating self-destructive self-evident self-important self-interested
    self-proclaimed self-righteous self-satisfied self-serving self-styled selfish senile sensational senseless
    sensible sentimental serene servile severe shabby shady shaky shallow sham shameful shameless sheer shining
    shiny shocking shoddy shrewd shrill sick sickening sickly silly simple-minded simplistic sincere sinful
    sinister skewed skilful skillful slavish sleazy slick sloppy sluggish smart smooth smug sneaky snide snobbish
    so-called sobering soft solemn sombre sophisticated sordid sorry soulless sound specious spectacular spineless
    spiteful splendid spurious squalid staggering stagnant stale stark startling staunch steadfast stellar sterile
    stifling stinging stirring strange strident striking stringent strong stubborn stunning stupendous stupid
    stylish sublime subservient substandard subtle subversive suffocating suicidal suitable sullen superb
    superficial superfluous superior supposed supreme surprising surreal suspicious sustainable swaggering
    sweeping sweet swift sycophantic systematic systemic tacky tainted talented tame tangible tasteless tasty
    tawdry tedious telling tenacious tendentious tenuous tepid terrible terrific terrifying thankless thorny
    thorough thoughtful thoughtless threadbare thrilling timeless timely timid tiny tired tireless tiresome
    torrential tortured touching tough toxic tragic traitorous transcendent treacherous treasonous tremendous
    trendy tribal trite triumphant trivial troubled troubling true trustworthy truthful turbulent twisted
    tyrannical ubiquitous ugly ultimate unabashed unacceptable unaccountable unambiguous unapologetic unashamed
    unbearable unbelievable unbridled uncanny uncomfortable uncompromising unconscionable unconvincing uncritical
    undemocratic undeniable underwhelming undignified undue undying uneasy unenviable unethical unfair unfettered
    unfit unforgettable unforgivable unfortunate unfounded ungodly ungrateful unhappy unhealthy unhelpful unhinged
    unholy unimaginable unimpressive unique unjust unjustified unkind unlikely unlucky unmatched unmistakable
    unnatural unnecessary unparalleled unpleasant unprecedented unprincipled unproductive unquestionable
    unrealistic unreasonable unrelenting unreliable unrepentant unruly unsavory unsavoury unscrupulous unseemly
    unserious unspeakable unsurprising unsustainable untenable unthinkable untold untrue unwarranted unwelcome
    unwieldy unwilling unwise unworkable unworthy upbeat useful useless utopian utter vacuous vague vain valiant
    valid valuable vapid vast vehement venal venerable vengeful venomous viable vibrant vicious vigilant vile
    vindictive virtuous virulent visceral visionary vital vivid volatile voracious vulgar vulnerable wacky wanton
    warped wary wasteful weak wealthy weary weird welcome wholesale wholesome wicked widespread wild willful
    willing wise wishful witless witty woeful woke wonderful wondrous worrisome worrying worse worst worthless
    worthwhile worthy wretched wrong wrongful wrongheaded xenophobic zany zealous`,
  },
  {
    tone: 'colouring',
    tags: ['ADV'],
    words: `
    absolutely abundantly abysmally actually admittedly aggressively alarmingly allegedly amazingly appallingly
    apparently aptly arguably astonishingly badly barely basically bitterly bizarrely blatantly bluntly boldly
    bravely brazenly briefly brutally callously carefully casually certainly cheerfully chiefly clearly cleverly
    completely conceivably consistently conspicuously constantly conveniently correctly courageously crucially
    cruelly curiously cynically dangerously deeply definitely deliberately demonstrably desperately devastatingly
    diligently direly disastrously disgracefully dishonestly disingenuously disproportionately doubtless
    doubtlessly dramatically drastically duly eagerly easily effectively effortlessly egregiously elegantly
    eloquently eminently endlessly enormously entirely erroneously especially essentially eternally evidently
    exactly exceedingly exceptionally excessively exclusively exponentially extraordinarily extremely fairly
    faithfully famously fanatically fatally feverishly fiercely finally firmly flagrantly flatly fondly foolishly
    forcefully forever fortunately frankly freely frequently fully fundamentally furiously generally gently
    genuinely gladly gleefully gloriously gradually grandly gravely greatly grossly grotesquely half-heartedly
    handily happily hardly harshly hastily heartily heavily hideously highly historically honestly hopefully
    hopelessly horribly hugely humbly hypocritically ideally ideologically idly immeasurably immensely immorally
    importantly impossibly inadvertently inarguably increasingly incredibly indeed indefinitely indisputably
    inevitably inexorably inextricably infamously infinitely inherently innocently insanely instantly instead
    instinctively intellectually intelligently intensely intentionally interestingly intrinsically invariably
    ironically irrationally irresponsibly irrevocably just justifiably justly keenly kindly largely laughably
    lavishly lazily legitimately literally loudly lovingly ludicrously madly magically mainly marvelously
    masterfully meaningfully mercifully mercilessly merely mightily mindlessly miraculously miserably mistakenly
    morally mostly mysteriously naively nakedly namely naturally nearly neatly necessarily needlessly never nicely
    nobly nonetheless nonsensically notably noticeably notoriously obediently obscenely obsessively obviously
    oddly ominously only openly optimistically ostensibly outrageously overly overtly overwhelmingly painfully
    painstakingly paradoxically partly passionately passively patently pathetically patiently peculiarly perfectly
    perhaps perilously permanently perniciously perpetually perversely pitifully plainly plausibly pleasantly
    pointedly politely poorly positively possibly powerfully practically precariously precisely predictably
    predominantly preferably presumably pretty primarily principally probably profoundly prominently properly
    proudly prudently purely purposefully purposely quickly quietly quite radically rampantly rapidly rarely
    rather rationally readily realistically really reasonably recklessly refreshingly regrettably relentlessly
    reliably reluctantly remarkably remorselessly repeatedly reportedly reputedly respectfully righteously
    rightfully rightly rigidly rigorously robustly roughly rudely ruthlessly sadly safely savagely scandalously
    scarcely scathingly seamlessly secretly seemingly selfishly sensibly seriously severely shamefully shamelessly
    sharply shockingly shrewdly significantly silently simplistically simply sincerely single-handedly skilfully
    skillfully slavishly slowly smartly smoothly smugly so softly solely solemnly somehow sorely soundly
    spectacularly squarely staggeringly starkly startlingly staunchly steadfastly steadily steeply stoically
    strangely strategically strenuously strictly strikingly strongly stubbornly stunningly stupidly subconsciously
    subtly successfully suddenly sufficiently superbly superficially supposedly surely surprisingly suspiciously
    swiftly systematically tacitly tediously tellingly terribly terrifically thankfully theoretically thoroughly
    thoughtfully threateningly tirelessly too totally tragically transparently tremendously triumphantly truly
    truthfully typically ultimately unabashedly unambiguously unapologetically unashamedly unavoidably
    unbelievably uncannily uncomfortably uncritically undeniably understandably undoubtedly unduly unequivocally
    unexpectedly unfairly unfortunately unilaterally uniquely universally unjustly unknowingly unmistakably
    unnecessarily unquestionably unreasonably unsurprisingly unthinkingly unusually unwisely unwittingly upwards
    urgently utterly vaguely vainly vastly vehemently very viciously vigorously violently virtually visibly
    vividly weakly weirdly wholeheartedly wholly wickedly widely wildly willfully willingly wisely wonderfully
    wrongfully wrongly zealously`,
  },
  {
    tone: 'charged',
    tags: ['NOUN', 'PROPN'],
    words: `
    abomination absurdity abuse addiction ado agenda agony alacrity alarmism amateur ambition anarchy anger
    anguish animosity antagonism anxiety apathy apocalypse apologist arrogance atrocity backlash baggage bandwagon
    barbarism barbarity barrage battle battleground beacon beast behemoth belief betrayal bias bigot bigotry
    billionaire blame blessing blindness blood blow bluff blunder bombast boon boondoggle bravery breakdown
    brilliance brink brutality bubble bullshit bully bullying burden bureaucracy bureaucrat cabal calamity cancer
    capitalism carnage cartel catastrophe cesspool champion chaos charade charlatan charm chutzpah circus clique
    clown collapse collectivism colonialism comedy communism communist compassion complacency con confidence
    conscience conspiracy contempt contradiction corruption courage coward cowardice crackdown craze crisis
    critique crony cronyism crook crowd-pleaser crusade crux cult culture cure curse cynicism danger darkness
    debacle decadence decay deceit decency deception decline deed defeat defiance delight delirium delusion
    demagogue demagoguery demise demon denial depravity derision desire despair desperation despot despotism
    destiny destruction deterioration devastation devil dictator dictatorship dignity dilemma disarray disaster
    disbelief discontent disdain disgrace disgust dishonesty disinformation dismay disrespect dogma doom
    doublespeak doublethink drama dread dream drivel dud dupe duplicity dystopia egalitarianism ego elite elitism
    embarrassment empire endgame enemy enslavement envy equity erosion establishment euphemism evil exaggeration
    excess excuse exploitation extremism extremist facade failure fairness faith fakery fallacy falsehood fanatic
    fanaticism fantasy farce fascism fascist fate façade fear fearmongering ferocity fetish fiasco fiction fiend
    figment filth flaw folly fool foolishness fraud freedom frenzy friend frustration furor fury futility gall
    gamble game gangster genius gibberish gift gimmick globalism globalist gloom glory glut god goodness goodwill
    goon grace graft grandeur gravity greed grief grievance grift grifter grip groupthink guilt hack harm hatchet
    hate hatred haven havoc heart hegemony hell henchman heresy heritage hero heroism hoax hogwash holocaust
    honesty honor honour hope horror hostility hubris humanity humiliation humility hype hyperbole hypocrisy
    hypocrite hysteria idea ideal idealism ideologue ideology idiocy idiot ignorance illusion imagination
    imperialism incompetence indifference indignation indoctrination inequality inertia inevitability infamy
    inferno injustice innocence insanity insecurity insult integrity intolerance intrigue irony irrelevance
    jealousy jihad joke joy jungle junk justice kindness kleptocracy lackey laughing-stock laughter legacy lesson
    liability liar liberalism libertarian liberty lie lifeblood limbo loser loss loyalty luck lunacy lunatic lure
    luxury madman madness magic malaise malice maniac mantra martyr marvel marxism marxist masquerade masses
    mastermind masterpiece meddling mediocrity menace mercy merit mess messiah militarism millionaire minefield
    miracle misery misfortune misinformation misrule mistake mob mockery momentum monopoly monster monstrosity
    morality moron motive mouthpiece myth mythology narcissism narcissist narrative nationalism nationalist nazi
    nemesis neoliberalism newspeak nightmare nihilism nobility nonsense nostalgia notion nuisance oblivion
    obscenity obsession oligarch oligarchy onslaught opportunism opportunist oppression oppressor optimism ordeal
    orgy orthodoxy outcast outcry outrage overkill overlord overreach pain panacea pandering pandora panic
    paradise paradox paragon paranoia parasite pariah parody passion patriot patriotism pawn peril persecution
    perversion pessimism pettiness phobia pity plague platitude plight plot plunder plutocracy poison ponzi
    populism populist posturing poverty power powerhouse predator prejudice pretence pretense pride privilege
    profiteer profiteering profligacy progress progressive propaganda propagandist prophecy prophet prosperity
    provocation prowess psychopath pundit puppet purge puritan purity quagmire quest quisling racism racist
    radical radicalism rage ravage realism reality reason rebel recklessness reckoning redemption refuge regime
    remnant remorse renaissance resentment resilience resistance respect retribution revenge reverence revolution
    rhetoric ridicule rogue romance ruin ruse sabotage sacrifice sadness saint salvation sanctimony sanctuary
    sanity savage savagery savior saviour scam scandal scapegoat scare scaremongering scepticism schadenfreude
    scheme scorn scourge scribe secrecy self-delusion self-interest selfishness sellout sensation sensationalism
    sentiment serfdom shackles sham shambles shame shamelessness shenanigan shill shock showdown sin skepticism
    slander slaughter slavery slogan smear smokescreen smugness snake snob socialism socialist solace sorrow soul
    spectacle specter spectre spin spirit spite splendor splendour stakes stalemate stalwart stench stigma stooge
    strength struggle stunt stupidity subterfuge success suffering suicide superiority superstition surge
    surrender swamp swindle sycophant symbol sympathy temptation terror testament theatre theft thinking thirst
    thought thrill throne thug tide tirade titan toll tool torment torrent torture tradition traditionalist
    tragedy traitor trap trash travesty treachery treason treasure tribalism tribute trick triumph trope trouble
    trove truism trust truth turmoil tyranny tyrant underbelly underdog unrest upheaval uprising uproar utopia
    value vampire vandal vanity vengeance venom victim victimhood victory vigilante vileness villain virtue
    virtue-signaling virtue-signalling vision vitriol war warfare warlord warmonger warmongering warrior waste
    wasteland weakness wealth weapon whim whining wilderness wisdom wish witch-hunt woe woke wokeness wokery
    wonder worldview worm worry wrath wreck wreckage xenophobia zeal zealot zealotry zombie`,
  },
  {
    tone: 'figurative',
    tags: ['VERB'],
    words: `
    abandon abet abuse accelerate adore afflict agonise alienate annex annihilate applaud arouse assail assault
    attack awaken backfire balk bankrupt bash bask batter battle befall beg behold belittle bemoan besiege betray
    bicker bite blame blast bleed blind bloat blow blunder blur boast boil bombard boost bother brag brainwash
    brandish brave breathe breed brew bristle browbeat bulldoze bully bungle burden burn bury bust butcher cajole
    castigate cave celebrate champion chant cheat cheer cherish chew choke churn clamor clamour clash cling cloak
    clutch coddle coerce collapse collude concoct condemn confound conjure conquer conspire contort control
    corrode corrupt cower crack cram crave creep cripple crow crucify crumble crush cry curse dance dare dawn
    dazzle deceive decimate decry defame defile defy deify delude demean demolish demonise demonize denigrate deny
    deprive deride desecrate deserve despise destroy devastate devour dictate die dilute disappoint discredit
    disdain disgrace disguise dishonor dismantle dismiss disregard disrespect distort ditch dominate doom dread
    dream drench drift drip drool drown duck dump dupe dwarf dwell echo embarrass embody embolden embrace empower
    enable enchant endure enforce engineer engulf enlighten enrage enslave ensnare entice entrench envision
    epitomize erase erode erupt escape espouse eviscerate evoke exacerbate exaggerate exalt excuse exemplify
    exhaust explode exploit expose extinguish extol fabricate fail falter fantasise fantasize fawn fear feast feed
    feel feign fester fetishize fight flaunt flee flinch flirt float flock flog flood flop flourish flout foment
    fool force forgive forsake foster fret frighten frolic fuel fume gamble gasp glamorise glamorize gloat glorify
    gobble gouge grab grapple grasp grip gripe groan grope grovel gut hail hallucinate hammer hamper harangue
    harass harbor harbour harm hasten hate haul haunt hector herd hijack hoard honor honour hound howl humiliate
    hurl hurt hype idolize ignite ignore imagine impale imperil implode impoverish imprison indoctrinate indulge
    infect infest infiltrate inflame inflict infuriate inject inspire insult intimidate intoxicate invade invent
    jeopardise jeopardize jump-start kick kill kneel kowtow lament languish lash laugh launder lavish leap lecture
    lie linger loathe lobotomize loom loot lull lurch lure lurk malign mangle manipulate mar marvel masquerade
    massacre matter meddle melt menace mesmerise mesmerize mimic mince mire mislead mistake moan mobilise mock
    molest monopolise monopolize morph mourn muddle murder muster muzzle nag nail need neglect nourish numb obey
    obfuscate obliterate obscure obsess obstruct ooze oppress ostracize oust outlive outrage outsmart outwit
    overlook overreach overrun overthrow overwhelm pamper pander panic parade paralyse paralyze parrot peddle
    penalise penalize perish perpetrate perpetuate persecute pervade pervert plague plead pledge plot plug plummet
    plunder plunge poach poison pollute ponder pontificate posture pounce pound praise pray preach pretend prevail
    prey privilege proclaim profit prop propagate prosper prostitute protect prove provoke prowl pummel punish
    purge purport quash quell quibble rage rail rally ram rampage rant rape rationalise rationalize ravage reap
    rebel rebuff rebuke reek regurgitate reign rejoice relegate relish remind repress reproach resent resist
    resonate resort resurrect revel revere revile revive revolt reward ridicule rig rip ripple roar rob roil
    romanticise romanticize rot ruin rule rupture rush sabotage sacrifice sanction sanitise sanitize savage savor
    scapegoat scare scatter scheme scoff scold scorn scrap scream screw scuttle seduce seem seethe seize shame
    shatter shield shirk shove shred shrug shudder shun sicken silence simmer skew slam slander slap slash
    slaughter slay smash smear smirk smother smuggle snarl sneak sneer snub soak soar sow spark spawn spew spin
    spit spoil spout sprawl spur squander squash squeeze squirm stab stagger stalk starve steamroll stifle
    stigmatise sting stink stir stoke stomp strangle strive struggle stumble stun stymie subjugate submit subvert
    succumb suck suffer suffocate sully suppress surrender survive swallow swamp sweep swindle swoon taint tank
    target tarnish taunt tear tempt terrify terrorise terrorize thirst thrash threaten thrive throttle throw
    thwart tolerate topple torch torment torture tout trample transcend traumatize tread trick triumph trivialise
    trivialize trounce trumpet tumble twist undermine unearth unfurl unleash unmask unravel uphold uproot usher
    usurp vandalise venerate vent vie vilify vindicate violate wage wallow wane warp waste weaken weaponise
    weaponize weasel weep whine whip whisper whitewash wield wilt wither woo worry worship wrap wreak wreck
    wrestle yearn yell yield`,
  },
  {
    tone: 'eventful',
    tags: ['VERB'],
    words: `
    accuse acquire add adjourn admit agree allocate announce appear appoint arrest arrive ask attend average begin
    book broadcast build buy cancel charge cite close comment commission compile complete conduct confirm consist
    contact convict decline deliver deploy describe detain discuss dismiss donate earn elect employ enroll
    estimate evacuate expand expect expire export extradite file finance fine fire form found fund graduate grant
    greet happen head hire hold host identify import include indicate inform injure inspect install interview
    introduce investigate invite issue jail join land launch lead leave license list live load locate lose
    manufacture mark measure meet merge move name nominate note notify number obtain occur offer open operate
    order organise organize outline own participate pass pay place plan play post postpone present print process
    produce propose provide publish purchase quote rank receive record recruit register release rename replace
    reply report represent request resign respond resume retire return reveal review say schedule score select
    sell send sentence serve shoot show sign speak spend start state submit sue suspend tell test testify total
    train transfer travel treat tweet unveil update upgrade vaccinate visit vote weigh win withdraw work write`,
  },
  {
    tone: 'tangible',
    tags: ['NOUN', 'PROPN'],
    words: `
    accident account address administration adviser advisor affidavit agency agent agreement aid air aircraft
    airline airport ambassador analyst announcement apartment application appointment april area army arrest
    article assembly association attorney august average bank bill billion birth board bomb book border branch
    briefing budget building bureau bus business cabinet campaign candidate capital car case ceasefire cent center
    centre century ceo chairman chairwoman charge chief church city claimant clinic club co-author co-founder
    coast college colonel column comment commission commissioner committee company conference congressman
    constituency construction contract convention copy council councillor country county court cup customer data
    date daughter day deadline death decade december decision defendant delegation department deputy detail
    director district division doctor document dollar dose driver drug east editor election email embassy employee
    employer euro event evidence executive expert export factory fatality february figure filing film fire firm
    flight floor footage forecast forum founder friday fund game gas general governor graduate grant ground group
    guest guideline half head headquarters hearing home hospital hotel hour house household hundred husband
    incident income index industry infection inflation influenza information injury inmate institute insurance
    interest interview investigation investigator investor january job journal journalist judge july june jury
    kilometer kilometre km lab laboratory law lawmaker lawsuit lawyer leader league legislation legislator letter
    level library line loan man manager march market match may mayor measure medicine meeting member memo message
    meter metre midterm migrant mile military million minister ministry minute mission monday monkeypox month
    morning mother motion museum name navy network newspaper night north november number nurse october office
    officer official operation operator order organisation organization output owner page panel paper parent park
    parliament participant party passenger patient pay percent percentage period permit person phone photo
    physician pilot pipeline plaintiff plane plant player police policeman poll population port post pound premier
    president press price prison prisoner producer product production professor program programme project property
    prosecutor protest protester province provision publication publisher quarter radio railway rate ratio reading
    recipient record referendum region regulator release report reporter representative republic requirement
    research researcher resident restaurant result retailer revenue review river road room round route rule runway
    sale sample saturday scale schedule school scientist score screenshot season seat second secretary section
    senate senator seniority september sergeant series service session share shareholder sheriff ship shooting
    shop shot show site soldier son south spokesman spokesperson spokeswoman sport spring square stadium staff
    staffer stage star state statement station statistic statute stock store storm street strike student study
    subsidiary summer sunday supplier survey suspect table talk tanker target tariff tax teacher team technician
    telephone television temperature term terminal test thousand thursday ticket time title tonne tour tournament
    town trade traffic trail train transaction transcript transport treasury treaty trial troop truck tuesday tv
    tweet twitter union unit university user vaccine vehicle version veteran victim video village visa visit
    visitor voter ward warehouse warrant water weather website wednesday week weekend wife window winner winter
    witness woman word worker worth year yesterday zone`,
  },
] as const satisfies readonly { tone: string; tags: readonly PartOfSpeech[]; words: string }[];

export const TONE_NAMES = TONES.map(({ tone }) => tone);

const tonesOfWord = new Map<string, number>();
TONES.forEach(({ words }, i) => {
  for (const word of words.trim().split(/\s+/)) tonesOfWord.set(word, (tonesOfWord.get(word) ?? 0) | (1 << i));
});
const tonesOfTag = new Map<string, number>();
TONES.forEach(({ tags }, i) => {
  for (const tag of tags) tonesOfTag.set(tag, (tonesOfTag.get(tag) ?? 0) | (1 << i));
});

/** The tones that a word can have, as bits in the order of TONE_NAMES. */
export function tonesIn(word: string): number {
  return tonesOfWord.get(word) ?? 0;
}

/** The tones that words of this part of speech can have, as the same bits. */
export function tonesFor(tag: PartOfSpeech): number {
  return tonesOfTag.get(tag) ?? 0;
}
