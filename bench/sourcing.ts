import { sourcingOf, type SourcingQuestion } from '../src/core/sourcing.ts';
import { numbersFrom } from './random.ts';

const SOURCES = 1_000;
const RELAYS = 1_000;
const SUPPORTING = 40;

/** A claim with forty supporting sources; where the relays lead is handed in. */
function question(relay: (n: number) => { from: number; to: number }): SourcingQuestion {
  const id = (n: number) => `source-${n}`;
  return {
    credited: false,
    evidence: Array.from({ length: SUPPORTING }, (_, n) => ({
      sourceId: id(n),
      stance: 'supports',
      role: 'secondary',
      locator: 'p. 1',
      hasSnapshot: true,
    })),
    sources: Array.from({ length: SOURCES }, (_, n) => ({
      id: id(n),
      kind: 'publication',
      standing: 'standing',
      issuedOn: null,
      unnamed: false,
      groundRules: null,
      isOurArticle: false,
    })),
    relays: Array.from({ length: RELAYS }, (_, n) => relay(n)).map(({ from, to }) => ({ from: id(from), to: id(to) })),
    asOf: new Date(0),
    staleAfterDays: null,
  };
}

/** How long one claim takes with a thousand sources and a thousand relays behind forty supporting ones. */
export async function benchSourcing(): Promise<void> {
  const number = numbersFrom(1);
  const graphs: Record<string, () => SourcingQuestion> = {
    'one chain of a thousand': () => question((n) => ({ from: n, to: (n + 1) % SOURCES })),
    'relays at random': () => question(() => ({ from: number(SOURCES), to: number(SOURCES) })),
    'each supporting source passes on 25 of 60': () =>
      question((n) => ({ from: n % SUPPORTING, to: SUPPORTING + number(60) })),
    'each supporting source passes on 25 of 900': () =>
      question((n) => ({ from: n % SUPPORTING, to: SUPPORTING + number(900) })),
    'pairs that share an origin, in rings': () =>
      question((n) => ({ from: n % SUPPORTING, to: SUPPORTING + ((n + Math.floor(n / SUPPORTING)) % SUPPORTING) })),
  };
  for (const [name, graph] of Object.entries(graphs)) {
    const asked = Array.from({ length: 50 }, graph);
    sourcingOf(asked[0]!);
    const times = asked.map((each) => {
      const start = performance.now();
      sourcingOf(each);
      return performance.now() - start;
    });
    const sorted = times.toSorted((a, b) => a - b);
    const { level, independence } = sourcingOf(asked[0]!);
    console.log(
      `${name}: median ${sorted[25]!.toFixed(2)} ms, worst ${sorted.at(-1)!.toFixed(2)} ms (${level}, n ${independence.exact ? '=' : '>='} ${independence.n})`,
    );
  }
}
