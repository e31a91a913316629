import { benchExtract } from './extract.ts';
import { benchFollow } from './follow.ts';
import { benchSeen } from './seen.ts';
import { benchReport } from './report.ts';
import { benchSourcing } from './sourcing.ts';

const BENCHES: Record<string, (args: readonly string[]) => Promise<void>> = {
  extract: benchExtract,
  follow: benchFollow,
  seen: benchSeen,
  report: benchReport,
  sourcing: benchSourcing,
};

const [name = '', ...rest] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  process.exit(2);
}
await bench(rest);
