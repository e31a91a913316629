/**
 * Fits the tagger of `src/core/attribution/`: `npx tsx bench/fit-attribution.ts TRAIN.jsonl [DEV.jsonl] [--write]`.
 * A line of the data is `{ text, attributions: [{ source, cue, content }] }`, each part a list of [start, end).
 * With --write the weights go to `src/core/attribution/weights.ts`. The data stays where it is: what is written are
 * weights of hashed features. The same data gives the same weights.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { fit } from './fit-attribution-crf.ts';
import { examplesOf, scoreLabels, type AnnotatedText } from './fit-attribution-examples.ts';
import { labelsOf } from '../src/core/attribution/tagger.ts';
import { SETTINGS } from '../src/core/attribution/features.ts';
import { ARCS, FIRST, labelOf, LABELS, ONLY, PARTS, STATES } from '../src/core/attribution/labels.ts';
import { pack, unpack } from '../src/core/attribution/model.ts';

const Ranges = z.array(z.tuple([z.number(), z.number()]));
const AnnotatedLine = z.object({
  text: z.string(),
  attributions: z.array(z.object({ source: Ranges, cue: Ranges, content: Ranges })),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    bits: { type: 'string', default: '18' },
    'at-least': { type: 'string', default: '3' },
    rows: { type: 'string', default: '34000' },
    epochs: { type: 'string', default: '3' },
    dropout: { type: 'string', default: '0.4' },
    rate: { type: 'string', default: '0.05' },
    nudge: { type: 'string', default: '16' },
    step: { type: 'string', default: '0.04' },
  },
});
const [trainFile, devFile] = positionals;
if (trainFile === undefined) throw new Error('Which file has the annotated texts?');

const read = (file: string): AnnotatedText[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => AnnotatedLine.parse(JSON.parse(line)));

/** A nudge, in steps, makes a cue likelier than the data alone would: what is missed costs more than what is dismissed. */
function beginsCue(state: number): boolean {
  const cue = PARTS.indexOf('cue');
  return [labelOf(cue, FIRST), labelOf(cue, ONLY)].includes(STATES[state]!.label);
}

function rowsWithWeight(weights: Int8Array): number {
  let rows = 0;
  for (let row = 0; row < weights.length; row += LABELS)
    if (weights.subarray(row, row + LABELS).some((weight) => weight !== 0)) rows++;
  return rows;
}

const train = examplesOf(read(trainFile));
const dev = devFile === undefined ? [] : examplesOf(read(devFile));
const bits = Number(values.bits);
const options = {
  bits,
  atLeast: Number(values['at-least']),
  dropout: Number(values.dropout),
  rate: Number(values.rate),
  told: (line: string) => console.log(line),
};
const chosen = fit(train, { ...options, epochs: 1 }).weightiest(Number(values.rows));
const fitted = fit(train, { ...options, epochs: Number(values.epochs), chosen });
const { weights, arcs } = fitted.inSteps(Number(values.step));
for (const [k, { to }] of ARCS.entries())
  if (beginsCue(to))
    for (let setting = 0; setting < SETTINGS; setting++) arcs[setting * ARCS.length + k]! += Number(values.nudge);
const kept = rowsWithWeight(weights);
const packed = { bits, kept, arcs, rows: pack(weights) };
console.log(
  `${kept} rows, ${weights.filter((weight) => weight !== 0).length} weights, ${packed.rows.length} characters`,
);
const model = unpack(packed);
if (dev.length > 0)
  console.log(
    scoreLabels(
      dev,
      dev.map(({ tokens }) => labelsOf(tokens, model)),
    ),
  );
if (values.write) {
  const source = `import type { PackedModel } from './model.ts';\n\n/** Written by bench/fit-attribution.ts. */\nexport const PACKED: PackedModel = {\n  bits: ${bits},\n  kept: ${kept},\n  // prettier-ignore\n  arcs: ${JSON.stringify(packed.arcs)},\n  // prettier-ignore\n  rows: '${packed.rows}',\n};\n`;
  writeFileSync(new URL('../src/core/attribution/weights.ts', import.meta.url), source);
}
