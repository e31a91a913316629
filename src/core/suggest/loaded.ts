/** Words that judge as they tell: praise, blame, alarm, scorn. Lower case; dictionary forms and forms as they stand. */
export const LOADED: ReadonlySet<string> = new Set(
  `absurd abuse abysmal ado agony alarming alarmist alas amazing ambitious appalling apparently arguably arrogant
  astonishing astounding atrocious audacious awful awkward backlash baffling banal bankrupt barbaric baseless battle
  beautiful beleaguered belligerent betray betrayal bewildering bias bigot bitter bizarre blatant blatantly bleak
  blind blunder boast bogus bold bombastic boon boondoggle botched bragging brainwash brave brazen breathtaking
  brilliant brutal bumbling bumpy bungled burden cabal calamity callous caricature carnage catastrophe catastrophic
  cavalier chaos chaotic charade charming cheap cheat cheerful chilling clown clueless clumsy collusion comfortable
  comical commendable complacent con condescending confused conspiracy contempt contemptuous convenient conveniently
  corrupt corruption courage courageous cowardly crackpot crap craven crazy credible creepy crippling crisis crony
  cruel crumbling crusade crush curious cynical damaging damning dangerous daring dark dead deadly dearth debacle
  decadent deceit deceitful deceive decent deceptive defeat defiance defiant degrading deliberate delightful
  delusion delusional demagogue demonise demonize demonstrably deplorable depraved depressing desperate desperately
  despicable despotic destroy destructive devastating diabolical dire dirty disappointing disaster disaster-ridden
  disastrous disgrace disgraceful disgusting dishonest disingenuous dismal disturbing dodgy dogma dogmatic doom
  doomed draconian dramatic dramatically dread dreadful dreary dubious dud dumb dysfunctional easy egregious elegant
  elite elites elitist embarrassing embarrassment embittered empty endless enemy enlightened enormous entitled epic
  erratic establishment evil exaggerated excellent excessive excuse excuses exhausting exploit extraordinary extreme
  extremist fabulous fail failure faint fairly fake fanatic fanatical fantasy far-fetched far-left far-right farce
  farcical fascinating fascism fascist fatal fatuous favourite fear fear-mongering fearmongering feckless ferocity
  fiasco fiction fictional fierce filthy flagrant flawed flimsy folly fool foolish fortunate fortunately fragile
  frankly fraud frenzy frightening frivolous frustrating funny furious fury futile genius genuine genuinely ghastly
  gimmick glaring glib gloat gloatingly gloomy glorious good gorgeous graft greed greedy grief grim grotesque grubby
  guess gullible handsome haphazard hapless happy hard-working harrowing harsh hateful hatred haunting havoc
  heartbreaking heartless hell hellish hero heroic hideous hilarious historic hoax hollow honest hope hopeful
  hopefully hopeless horrendous horrible horrific horror hostile huge humiliating humiliation hype hypocrisy
  hypocrite hypocritical hysteria hysterical ideal ideological ideologue idiot idiotic ignorant ill-advised ill-
  conceived illusion immense immoral imperious impossible impressive inane incoherent incompetence incompetent
  incredible incredibly indefensible inept inevitable inevitably infamous infuriating ingenious inhuman insane
  insanity inspiring insult insulting intolerable intriguing invade invasion ironic ironically irony irrational
  irresponsible jackboot joke jolly kook lame lamentable laughable lavish lazy liar lie lies loathsome lofty loony
  lovely lucky ludicrous lunacy lunatic lurid mad madness magnificent malicious malign malignant marvellous
  marvelous masses masterful meaningless meddling mediocre menace menacing mere merely mess messy mindblowing
  mindless miracle miserable misery misguided misleading mistake mob mockery modest monster monstrous moral moronic
  myth mythical naive nakedly narrative nasty nebulous nefarious nice nightmare nihilistic noble noisy nonsense
  nonsensical noteworthy notorious nuts oblivious obscene obscenely obsession obsolete obvious obviously odd oddly
  odious ominous onslaught oppressive orgy orwellian ostensibly outcry outlandish outrage outrageous outright
  outstanding overblown overreach painful paltry panic paradise paranoid parasite parody pathetic peculiar perfect
  perfectly pernicious perverse petty phony pitiful plague plain plainly pleasant plight plot plunder pointless
  poison poisonous pompous populist posturing powerful precious predictable predictably preposterous pretend
  pretense pretentious profound profoundly propaganda proper properly proud puppet purge puzzling quaint quietly
  racist radical rage rampant ravage reactionary real really reckless refreshing regime remarkable remarkably
  reprehensible repressive repugnant repulsive reviled revolting rhetoric rich ridicule ridiculous rigged righteous
  risible robust rogue rosy rotten rubbish ruin ruinous ruthless sacred sad sadistic sadly sane scam scandal
  scandalous scapegoat scare scary scheme scourge screw self-contradictory self-evident self-serving selfish
  senseless sensible shabby shaky shallow sham shambles shame shameful shameless shamelessly sheer shocking shoddy
  shrewd sick sickening silly simplistic sinister skewed slander slick slogan slogan-policy sloppy smart smear smug
  sneaky so-called socialist soft sordid sorry spectacular spectacularly spineless spite spiteful splendid squander
  staggering stark startling stellar sterile stooge striking strikingly stubborn stunning stupid stupidity sublime
  substandard suffocating suicidal superb supposed supposedly surprising surprisingly surreal suspect swamp sweeping
  swindle sycophantic tame tawdry tedious terrible terribly terrific terrifying terror theft thoughtful threadbare
  thrilling thug thuggish timid tired tiresome toothless torment torture touching toxic tragedy tragic tragically
  traitor trash travesty treachery treason tremendous tricky trivial troubling truly turmoil twisted tyrannical
  tyranny tyrant ugly ultimate unabashed unacceptable unambiguous unbearable unbelievable unbelievably uncanny
  unconscionable undemocratic undeniable undeniably undue uneasy unfair unforgivable unfortunate unfortunately
  ungrateful unhinged unjust unpleasant unprincipled unrealistic unreasonable unsavoury unscrupulous unsurprisingly
  unthinkable unwarranted unwise upbeat useful useless utopia utopian utter utterly vague vain valiant vapid venal
  venom vibrant vicious victimhood vile villain vindictive virtue virtuous visionary vitriol wasteful weak weird
  welcome whim whine wicked wild wildly willful wily wisdom wise witch-hunt woeful woke wonderful wondrous worrisome
  worrying worse worst worthless worthy wretched wrong wrongheaded xenophobia zany zealot zealous`.split(/\s+/),
);
