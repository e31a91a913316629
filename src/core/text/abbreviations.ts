/** Lower-case set of the words in a list, which is easier to read and extend as one string. */
const listed = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Always followed by what they belong to, so that a sentence never ends with them. */
export const TITLES = listed(`
  mr mrs ms mx dr drs prof rev revs hon gen gens col cols maj capt cmdr lt sgt cpl pvt adm sen sens rep reps gov govs
  pres atty supt det insp msgr messrs mme mlle sr. fr st ste mt mts ft vs v viz e.g i.e cf eg ie a.k.a approx c ca
  brig treas p.s ps pfc spc amb`);

/** Followed by a number when they abbreviate; "no" and "fig" end sentences as words too. */
export const BEFORE_NUMBERS = listed(`
  no nos n° nº nr p pp pg vol vols fig figs art arts sec secs ch chap chaps par para paras ex eq eqs tab app ver op bk ext
  jan feb mar apr jun jul aug sept sep oct nov dec`);

/** May end a sentence; only the next word can tell. */
export const ABBREVIATIONS = listed(`
  inc corp co cos ltd llc bros etc al ave blvd rd dept univ assn est jr sr esq ph.d m.d b.a m.a d.d.s j.d ed eds
  a.m p.m am pm jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun
  ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex
  va vt wash wis wyo ont que alta intl natl govt min max hr hrs km kg lb lbs oz ft in sq mph tel ext rev dist
  st mt gal misc assoc voc var resp plc pty u.s u.k u.n e.u d.c n.y l.a a.d b.c s.p.a`);

/** Words that begin sentences and are rarely capitalised inside one. */
export const STARTERS = listed(`
  a about above according across after again against all almost already also although always am an and another any
  anyone anything are as aside at be because been before behind being below besides between both but by can clearly
  could despite did do does don during each earlier either eventually even every everyone everything few finally first
  following for formerly from further given had has have having he hence her here hers him his how however i if in
  indeed instead into is isn it its itself just last later least let like likewise many may maybe me meanwhile might
  more moreover most much must my near neither never nevertheless next no nobody none nonetheless nor not nothing now
  of often on once one only or other others our ours out over own perhaps please previously probably rather recently
  several shall she should similarly since so some somebody someone something sometimes soon still such than thank that
  the their theirs them then there therefore these they this those though through throughout thus till to today
  together tomorrow too under unfortunately unless unlike until up upon us very was we well were what whatever when
  whenever where wherever whether which while who whoever whom whose why will with within without would yes yesterday
  yet you your yours he's she's it's that's there's what's who's i'm i've i'd i'll you're you've you'll we're we've
  we'll they're they've they'll isn't aren't wasn't don't doesn't didn't can't won't let's here's`);

/** After "6 p.m." these go on with the time and do not begin a sentence. */
export const AFTER_TIMES = listed(`
  est edt cst cdt mst mdt pst pdt et ct mt pt gmt utc bst ist cet eastern central mountain pacific local
  monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
  january february march april may june july august september october november december jan feb mar apr jun jul aug sept
  sep oct nov dec`);
