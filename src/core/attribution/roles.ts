/** What the noun at the head of a source tells of it. */
const DOCUMENTS = new Set(
  `order report document memo memorandum letter email e-mail message law bill act statute study poll survey paper article
   book filing lawsuit suit complaint indictment transcript directive ruling opinion verdict statement release tweet post
   ad advertisement commercial video recording tape constitution treaty agreement contract record slide chart map figure
   datum data dataset statistic number result finding analysis review audit investigation inquiry testimony affidavit subpoena
   warrant resolution rule regulation guideline policy manual text note blog column editorial op-ed headline story
   newsletter pamphlet brochure website page list index census speech interview petition plan proposal draft amendment
   footage photo photograph picture file dossier excerpt passage quote caption research evidence news account leak cable`.split(
    /\s+/,
  ),
);

const ORGANISATIONS = new Set(
  `agency department ministry bureau office commission committee council court congress senate house parliament government
   administration authority board service force police army navy military university college school institute centre center
   foundation fund trust association society union federation league alliance coalition group company corporation firm bank
   newspaper paper network channel station magazine outlet publication campaign party team club museum hospital church
   organization organisation charity nonprofit business industry maker airline union state city county country nation
   establishment leadership panel jury tribunal delegation embassy regime press media pac think-tank startup publisher
   broadcaster retailer manufacturer contractor watchdog regulator chamber legislature cabinet junta`.split(/\s+/),
);

const PEOPLE = new Set(
  `official spokesman spokeswoman spokesperson aide adviser advisor source person people man woman voter lawyer attorney
   expert analyst critic supporter opponent witness resident neighbor neighbour doctor scientist researcher author writer
   senator congressman congresswoman lawmaker legislator representative governor mayor president candidate nominee judge
   justice minister secretary director chief head chairman chairwoman chair executive ceo founder owner manager officer
   agent detective prosecutor professor teacher student economist historian journalist reporter columnist editor pollster
   strategist consultant activist advocate protester organizer leader member friend colleague ally rival mother father
   parent wife husband son daughter brother sister pastor priest bishop pope king queen prince general colonel soldier
   veteran worker employee investor banker trader farmer pilot doctor nurse patient victim suspect defendant plaintiff
   republican democrat conservative liberal insider observer commentator pundit skeptic sceptic other guy boy girl child
   woman operative donor delegate staffer diplomat ambassador envoy host guest anchor star actor actress singer`.split(
    /\s+/,
  ),
);

const UNIQUE = new Set(
  `president chancellor premier pope king queen prince princess governor mayor candidate nominee senator congressman
   congresswoman defendant plaintiff suspect judge minister secretary author billionaire businessman front-runner
   frontrunner mogul wife husband mother father son daughter`.split(/\s+/),
);

const VAGUE_HEADS = new Set(
  `some many others most several critics observers analysts experts insiders people commentators pundits skeptics sceptics
   supporters opponents scientists few rumors rumours everyone everybody somebody someone anyone anybody they`.split(
    /\s+/,
  ),
);

export function headSort(lemma: string, word: string): 'person' | 'organisation' | 'document' | null {
  const forms = [lemma, word, word.replace(/s$/, '')];
  if (forms.some((form) => PEOPLE.has(form))) return 'person';
  if (forms.some((form) => DOCUMENTS.has(form))) return 'document';
  if (forms.some((form) => ORGANISATIONS.has(form))) return 'organisation';
  return null;
}

/** "the president": one person, without a name. */
export const isUniqueRole = (lemma: string): boolean => UNIQUE.has(lemma);

/** Nobody in particular: "some", "critics", "many experts"; not "two people familiar with the matter". */
export function isVague(words: readonly string[]): boolean {
  const [first = '', second] = words;
  if (words.length === 1) return VAGUE_HEADS.has(first);
  return words.length === 2 && /^(?:some|many|most|other|several|few|certain)$/.test(first) && second !== undefined;
}
