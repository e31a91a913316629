/**
 * Words that hand a statement, a thought or a wish to somebody, by what they do. Lemmas, lower case.
 * The tagger uses the classes to judge words that it has seldom met.
 */
const CLASSES = {
  say: `say tell state declare announce assert claim contend insist maintain argue note remark observe comment mention
    add continue conclude explain clarify report reveal disclose confirm acknowledge admit concede confess allege affirm
    reiterate repeat stress emphasize emphasise underscore underline highlight caution warn write tweet retweet post publish
    blog read quip joke boast brag gush rave muse mutter murmur whisper shout yell scream cry exclaim reply respond answer
    retort counter rejoin interject intone recall recount relate narrate testify swear attest depose inform notify brief advise
    assure reassure promise pledge vow guarantee predict forecast project estimate foresee suggest hint imply indicate signal
    intimate insinuate point specify elaborate recite quote cite echo paraphrase summarize summarise describe characterize
    characterise portray depict label call brand dub term refer speak talk chat discuss address lecture preach opine posit
    postulate theorize hypothesize speculate surmise hazard volunteer proclaim pronounce profess avow aver deny rebut refute
    reject dispute contradict disavow disown downplay dismiss rebuff recant retract withdraw relay transmit broadcast divulge leak spill betray convey communicate impart deliver utter voice
    air vent express articulate enunciate verbalize spell tick rattle list enumerate chronicle catalog profile tout trumpet hype
    plug pitch peddle rail rant fume rave vouch gripe joke kid jest josh banter gossip chatter opine remonstrate demur object
    interrupt chime pipe blurt snap bark growl snarl hiss sneer scoff sniff huff sigh groan moan wail sob concede hedge equivocate
    waffle backtrack pivot double reveal expose disclose unveil announce herald foretell prophesy portend estimate figure peg
    gauge liken compare equate link tie connect cast paint frame spin headline caption title sing chant recite pray preach`,
  think: `think believe feel know understand realize realise recognize recognise suppose assume presume guess suspect doubt
    wonder imagine consider regard view see perceive deem judge reckon figure expect anticipate hope fear worry dread trust
    remember forget regret sense conceive contemplate ponder conclude infer deduce gather learn discover find hear notice
    agree disagree concur dissent accept acknowledge appreciate admire respect like love hate loathe despise prefer enjoy
    resent mistrust distrust embrace cherish treasure value relish savor rejoice marvel gloat exult revel mourn grieve fret agonize
    stew obsess fixate dwell reflect meditate muse mull weigh entertain eye envision envisage visualize picture foresee dream
    fantasize plot scheme gamble bet wager bank count reckon calculate convince persuade satisfy assure sway reassure surprise
    shock stun amaze astonish dismay disappoint frustrate anger enrage outrage infuriate annoy irritate alarm frighten scare
    worry concern trouble bother puzzle perplex baffle bewilder confuse intrigue impress inspire encourage embolden`,
  want: `want wish desire intend plan aim mean hope seek try attempt hesitate refuse decline agree offer propose vow pledge
    commit promise resolve decide determine choose opt prefer need demand require request ask beg implore plead beseech urge
    encourage exhort press push lobby advocate recommend champion call appeal petition pray order command instruct direct
    mandate authorize authorise forbid prohibit ban allow permit enjoin summon invite challenge dare threaten prod nudge cajole coax pester badger hound admonish exhort counsel caution dissuade deter
    discourage steer tempt lure entice bid clamor yearn long crave thirst hanker prefer elect opt vote endeavor strive struggle
    fight battle crusade campaign rally mobilize prepare ready vie compete pursue target insist swear bargain negotiate haggle`,
  judge: `praise laud applaud commend hail celebrate cheer compliment congratulate thank credit endorse support back favor
    favour embrace defend justify excuse vindicate criticize criticise blast slam bash rip knock hit attack assail condemn
    denounce decry deplore lambaste castigate chastise rebuke reprimand scold berate excoriate pan deride mock ridicule taunt
    tease insult disparage belittle malign vilify smear accuse charge blame fault indict impugn oppose protest object resist
    complain grumble gripe lament bemoan mourn apologize apologise question challenge dispute scrutinize slap savage skewer extol exalt glorify lionize salute honor honour revere idolize flatter compliment hype hail tout cheer
    applaud champion boost promote vilify demonize pillory lampoon satirize parody roast troll diss blister torch pummel hammer
    trash thrash lash rap upbraid reproach reprove admonish chide berate harangue heckle jeer boo catcall belittle degrade demean
    denigrate deprecate discredit debunk disprove undercut undermine rebut condemn shame humiliate embarrass blackball censure
    impeach sue prosecute convict acquit exonerate absolve pardon forgive mislead lie smirk snub spurn shun rebuff scorn resent`,
  show: `show suggest indicate demonstrate prove reveal find document detail outline illustrate reflect imply mean conclude
    estimate rank rate put name list cite quote contain record establish determine rule hold uphold order instruct stipulate
    provide poll survey measure examine explore study investigate review uncover unearth expose appear seem look sound chart map track trace tally count calculate compute project model simulate
    attest testify corroborate confirm verify validate substantiate authenticate refute contradict belie underscore illuminate
    clarify elucidate certify chronicle depict portray describe define label classify categorize characterize interpret read
    represent symbolize signify denote mark point hint suggest evidence exhibit display present feature highlight spotlight`,
  noun: `statement claim assertion allegation accusation charge argument contention belief view opinion feeling sense idea
    notion theory hypothesis suspicion doubt fear worry concern hope wish desire expectation prediction forecast estimate
    projection promise pledge vow commitment plan proposal intention effort decision demand request call appeal plea order
    report account story rumor rumour news announcement declaration description characterization criticism praise attack
    complaint objection protest denial rejection response reply answer reaction comment remark word quote tweet post letter
    memo message email speech address interview testimony conclusion finding suggestion recommendation warning threat hint
    admission acknowledgment acknowledgement confirmation explanation endorsement support opposition question insistence
    assessment analysis evaluation verdict ruling interpretation insight perception impression conviction assumption premise
    implication indication evidence sign assurance guarantee reminder reference mention citation coverage testament tribute praise compliment apology confession complaint grievance gripe rant tirade
    diatribe rebuke reprimand rejoinder retort quip joke jibe barb insult slur taunt swipe jab broadside salvo attack critique
    condemnation denunciation repudiation disavowal dismissal skepticism scepticism cynicism distrust mistrust faith confidence
    optimism pessimism anxiety anger outrage frustration disappointment dismay alarm surprise regret remorse pride love hatred
    dislike preference inclination goal aim ambition aspiration dream vision agenda pitch bid push campaign crusade quest
    resolve determination commitment dedication willingness reluctance refusal readiness eagerness inquiry investigation probe
    study research survey poll data figure statistic chart memoir autobiography op-ed editorial column essay blog headline`,
};

const bits = new Map<string, number>();
for (const [place, lemmas] of Object.values(CLASSES).entries())
  for (const lemma of lemmas.split(/\s+/)) bits.set(lemma, (bits.get(lemma) ?? 0) | (1 << place));

/** The classes of a lemma as bits, the first class lowest; 0 for a word that credits nobody. */
export function cueClasses(lemma: string): number {
  return bits.get(lemma) ?? 0;
}

/** The classes of words that say and that think something, and of what documents do. */
export const SAYS = 1;
export const THINKS = 2;
export const SHOWS = 16;
