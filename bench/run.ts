import { benchExtract } from './extract.ts';
import { benchFollow } from './follow.ts';

const BENCHES: Record<string, (args: readonly string[]) => Promise<void>> = {
  extract: benchExtract,
  follow: benchFollow,
};

const [name = '', ...rest] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  process.exit(2);
}
await bench(rest);
