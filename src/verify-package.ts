import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { walkRecord, type RecordedEntry } from './core/chain.ts';
import { Refusal } from './core/refusal.ts';
import { readArgs, type OfflineCommand } from './terminal/command.ts';

/** Checks a package of evidence against its own manifest, with nothing but the file. */
export const verifyPackage: OfflineCommand = {
  name: 'verify-package',
  takes: 'FILE',
  does: 'checks an evidence package against its manifest, and the history in it; exit 1 where something is not as it was',
  async run(args, { say }) {
    const { file } = readArgs(args, ['file'], []);
    const { wrong, told } = await examine(file);
    if (wrong.length > 0) throw new Refusal('invalid', wrong.join('\n'));
    for (const line of told) say(line);
  },
};

const ManifestShape = z.looseObject({
  format: z.literal('linecheck-package', 'is of no format that is known here'),
  version: z.literal(1, 'is of a version that is not known here'),
  article: z.looseObject({ id: z.string() }),
  revision: z.object({ number: z.number(), sha256: z.string() }),
  asOf: z.string(),
  history: z.object({ article: z.object({ entries: z.number(), head: z.string() }) }).loose(),
  files: z.array(z.object({ name: z.string(), length: z.number(), sha256: z.string() })),
  sha256: z.string(),
});
type Manifest = z.infer<typeof ManifestShape>;
type Head = Manifest['history']['article'];

interface Examined {
  /** One sentence for each thing that is not as it was. */
  wrong: string[];
  /** What holds, for whoever wants to write it down. */
  told: string[];
}

const MANIFEST = 'manifest.json';
/** Read whole, for what they say; the others go by. */
const READ_WHOLE = new Set([MANIFEST, 'report.json']);
const LARGEST_READ = 500_000_000;

interface Found {
  length: number;
  sha256: string;
  text: string | null;
}

async function examine(file: string): Promise<Examined> {
  const found = new Map<string, Found>();
  const wrong: string[] = [];
  await eachFile(file, async (name, open) => {
    if (found.has(name)) wrong.push(`${name} is in the package twice.`);
    try {
      found.set(name, await readThrough(await open(), READ_WHOLE.has(name)));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      found.set(name, { length: -1, sha256: '', text: null });
      wrong.push(`${name} cannot be unpacked: ${wordsOf(error)}.`);
    }
  });
  const text = found.get(MANIFEST)?.text ?? null;
  if (text === null) return { wrong: [...wrong, `${MANIFEST} is missing, and nothing else can be checked.`], told: [] };
  const manifest = readManifest(text);
  if (typeof manifest === 'string') return { wrong: [...wrong, manifest], told: [] };
  const listed = new Map(manifest.files.map((each) => [each.name, each]));
  for (const [name, { length, sha256 }] of listed) {
    const here = found.get(name);
    if (here === undefined) wrong.push(`${name} is missing.`);
    else if (here.length >= 0 && (here.sha256 !== sha256 || here.length !== length)) {
      wrong.push(`${name} is not what it was: its SHA-256 is ${here.sha256}, and was ${sha256}.`);
    }
  }
  for (const name of found.keys()) {
    if (name !== MANIFEST && !listed.has(name)) wrong.push(`${name} was put in: the manifest does not know it.`);
  }
  const { revision, history, asOf } = manifest;
  // What has been changed was told above.
  if ((listed.get('text.txt')?.sha256 ?? '') !== revision.sha256) {
    wrong.push('text.txt is not the text of the revision.');
  }
  const data = found.get('report.json');
  const isData = data !== undefined && data.sha256 === listed.get('report.json')?.sha256;
  if (isData) wrong.push(...wrongInReport(data.text, manifest));
  const told = [
    `${listed.size} files are as they were when the package was made.`,
    `As of ${asOf}; revision ${revision.number}, SHA-256 ${revision.sha256}`,
    `History of ${history.article.entries} entries, the newest ${history.article.head}`,
    `Manifest ${manifest.sha256}`,
  ];
  return { wrong, told };
}

/** What the manifest says, or what is wrong with it in one sentence. */
function readManifest(text: string): Manifest | string {
  const parsed = parsedJson(text);
  const read = ManifestShape.safeParse(parsed);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    return `${MANIFEST} cannot be read: ${path.join('.') || 'it'} ${message}.`;
  }
  const { sha256, ...members } = parsed as Manifest;
  const sealed = createHash('sha256').update(JSON.stringify(members)).digest('hex') === sha256;
  // The one way in which it is written; a byte more or less is a byte that somebody changed.
  const written = `${JSON.stringify({ ...members, sha256 }, null, 1)}\n` === text;
  return sealed && written ? read.data : `${MANIFEST} is not what it was.`;
}

const id = z.string().nullable();
const EntryShape = z.looseObject({
  chain: z.string(),
  place: z.number(),
  entry: z.number(),
  digest: z.string(),
  hash: z.string(),
  articleId: id,
  claimId: id,
  sourceId: id,
  speakerId: id,
  personId: z.string(),
  at: z.string(),
  event: z.unknown(),
});
const ReportShape = z.looseObject({
  article: z.looseObject({ id: z.string() }),
  asOf: z.string(),
  revision: z.looseObject({ sha256: z.string() }),
  history: z.looseObject({ article: z.looseObject({ entries: z.number(), head: z.string() }) }),
  record: z.looseObject({ history: z.array(EntryShape) }).optional(),
});

/** Whether the report is of what the manifest says, and the history in it leads to the head that it names. */
function wrongInReport(text: string | null, manifest: Manifest): string[] {
  if (text === null) return [];
  const read = ReportShape.safeParse(parsedJson(text));
  if (!read.success) return ['report.json is no report.'];
  const { article, asOf, revision, history, record } = read.data;
  const same =
    article.id === manifest.article.id &&
    asOf === manifest.asOf &&
    revision.sha256 === manifest.revision.sha256 &&
    history.article.head === manifest.history.article.head;
  if (!same) return ['report.json is of another article or moment than the manifest says.'];
  return record === undefined ? [] : wrongInHistory(record.history, article.id, history.article);
}

function wrongInHistory(entries: readonly RecordedEntry[], articleId: string, head: Head): string[] {
  const end = walkRecord(articleId, entries, sha256);
  if ('how' in end) return [`The history in report.json does not hold at entry ${end.entry}.`];
  const whole = end.place === head.entries && end.hash === head.head;
  return whole ? [] : ['The history in report.json does not end at the head that it names.'];
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function eachFile(
  file: string,
  look: (name: string, open: () => Promise<Readable>) => Promise<void>,
): Promise<void> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(file, { autoClose: false }).catch((error: unknown) => {
    throw new Refusal('invalid', `${file} is no ZIP file that can be read: ${wordsOf(error)}.`);
  });
  try {
    for await (const entry of zip.eachEntry()) {
      await look(entry.fileName, () => zip.openReadStreamPromise(entry));
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid', `${file} is damaged: ${wordsOf(error)}.`);
  } finally {
    zip.close();
  }
}

async function readThrough(stream: Readable, whole: boolean): Promise<Found> {
  const hash: Hash = createHash('sha256');
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    length += chunk.length;
    if (whole && length <= LARGEST_READ) kept.push(chunk);
  }
  return { length, sha256: hash.digest('hex'), text: whole ? Buffer.concat(kept).toString() : null };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
