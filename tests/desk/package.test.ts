import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync, type Unzipped } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import type { PackedFile } from '../../src/papers/package.ts';
import { keepSnapshot } from '../../src/snapshots/actions.ts';
import { fileCame } from '../../src/snapshots/came.ts';
import { verifyPackage } from '../../src/verify-package.ts';
import { openDesk, type ClaimSent, type TestDesk } from '../support/desk.ts';

const PAGE = Buffer.from('<!doctype html><p>The page as it was.');
const RECORDING = Buffer.from('The voice of somebody who is not to be known.');

let desk: TestDesk;
let articleId: string;
let report: Report;
let unnamedId: string;
let folder: string;
let bytes: Buffer;
beforeAll(async () => {
  desk = await openDesk({ demo: true });
  articleId = (await desk.get<{ articles: { id: string }[] }>('/articles')).articles[0]!.id;
  report = await desk.get<Report>(`/articles/${articleId}/report`);
  const claim = report.claims[0]!;
  const { claims } = await desk.get<{ claims: ClaimSent[] }>(`/articles/${articleId}/claims`);
  const unnamed = claims.flatMap(({ credits }) => credits).find(({ kind }) => kind === 'unnamed')!;
  const told = await desk.tell<{ id: string }>('/sources', {
    kind: 'interview',
    title: 'What the official said',
    speakerId: unnamed.speakerId,
  });
  await desk.move(claim, 'evidence', { sourceId: told.id, stance: 'supports', role: 'primary' });
  await keep(report.sources[0]!.id, 'page.html', 'text/html', Buffer.from('The page before.'));
  await keep(report.sources[0]!.id, 'page.html', 'text/html', PAGE);
  await keep(told.id, 'official.txt', 'text/plain', RECORDING);
  unnamedId = told.id;
  report = await desk.get<Report>(`/articles/${articleId}/report`);
  folder = await mkdtemp(path.join(tmpdir(), 'linecheck-package-'));
  bytes = await packageOf();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await desk[Symbol.asyncDispose]();
});

async function keep(sourceId: string, name: string, mediaType: string, content: Buffer): Promise<void> {
  const came = fileCame(name, mediaType, content, new Date());
  const read = { text: null, notes: [], remark: '' };
  await desk.database.db.transaction((tx) => keepSnapshot(tx, desk.person, { sourceId }, came, read));
}

const packageOf = async (path = `/articles/${articleId}/evidence.zip?as-of=${report.asOf}`) =>
  Buffer.from(await (await desk.ask(path)).arrayBuffer());

/** What the command says of a package, and what is wrong with it line by line. */
async function verified(content: Uint8Array): Promise<{ told: string[]; wrong: string[] }> {
  const file = path.join(folder, 'package.zip');
  await writeFile(file, content);
  const told: string[] = [];
  try {
    await verifyPackage.run([file], { say: (line) => told.push(line), complain: () => {} });
    return { told, wrong: [] };
  } catch (error) {
    return { told, wrong: (error as Error).message.split('\n') };
  }
}

interface Manifest {
  files: PackedFile[];
  sha256: string;
}

describe('a package', () => {
  test('is unpacked by unzip, and each file is what its manifest says', async () => {
    if (spawnSync('unzip', ['-v']).status !== 0) return console.warn('unzip is not on this machine.');
    const file = path.join(folder, 'whole.zip');
    await writeFile(file, bytes);
    execFileSync('unzip', ['-q', file, '-d', path.join(folder, 'whole')]);
    const manifest = JSON.parse(await readFile(path.join(folder, 'whole', 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['text.txt', 'report.html', 'report.csv', 'report.json', 'report.xlsx', 'sources.json']),
    );
    for (const { name, length, sha256 } of manifest.files) {
      const content = await readFile(path.join(folder, 'whole', name));
      expect([name, content.length, sha256of(content)]).toEqual([name, length, sha256]);
    }
    expect(sha256of(await readFile(path.join(folder, 'whole', 'text.txt')))).toBe(report.revision.sha256);
  });

  test('has a report that names the newest snapshot of a source by its hash, but none that gives somebody away', () => {
    const kept = new Map(report.sources.map(({ id, snapshot }) => [id, snapshot?.sha256]));
    expect(kept.get(report.sources[0]!.id)).toBe(sha256of(PAGE));
    expect(kept.has(unnamedId)).toBe(true);
    expect(kept.get(unnamedId)).toBeUndefined();
  });

  test('has the snapshots of its sources as they came, but none that gives somebody away', () => {
    const files = unzipSync(bytes);
    expect(Buffer.from(files[`snapshots/${sha256of(PAGE)}.html`]!)).toEqual(PAGE);
    expect(Object.keys(files).join()).not.toContain(sha256of(RECORDING));
  });

  test('is the same to the byte when it is made again', async () => {
    expect((await packageOf()).equals(bytes)).toBe(true);
  });

  test('holds, and says what to write down', async () => {
    const { told, wrong } = await verified(bytes);
    expect(wrong).toEqual([]);
    expect(told.join('\n')).toContain(report.revision.sha256);
    expect(told.join('\n')).toContain(report.history.article.head);
  });

  test('with its confidential parts holds its history too', async () => {
    const answer = await desk.askJson(`/articles/${articleId}/disclosures`, JSON.stringify({ format: 'package' }));
    const whole = Buffer.from(await answer.arrayBuffer());
    expect((await verified(whole)).wrong).toEqual([]);
    const files = unzipSync(whole);
    const data = JSON.parse(Buffer.from(files['report.json']!).toString()) as {
      record: { history: { event: { reason?: string } }[] };
    };
    data.record.history[3]!.event = { reason: 'Something else.' };
    const forged = resealed({ ...files, 'report.json': Buffer.from(JSON.stringify(data)) });
    expect((await verified(forged)).wrong).toEqual([
      expect.stringMatching(/^The history in report\.json does not hold at entry \d+\.$/),
    ]);
  });
});

describe('what somebody did to it is told in one line each', () => {
  const again = (change: (files: Unzipped) => void): Uint8Array => {
    const files = unzipSync(bytes);
    change(files);
    return zipSync(files, { level: 0 });
  };

  test('a byte of any file', async () => {
    for (const name of Object.keys(unzipSync(bytes))) {
      const tampered = again((files) => {
        const content = files[name]!;
        const at = Math.floor(content.length / 2);
        content[at] = content[at]! ^ 1;
      });
      const { wrong } = await verified(tampered);
      expect([name, wrong.filter((line) => line.startsWith(name)).length]).toEqual([name, 1]);
    }
  });

  test('a file that is missing, and one that was put in', async () => {
    const { wrong } = await verified(
      again((files) => {
        delete files['report.csv'];
        files['more.txt'] = Buffer.from('More.');
      }),
    );
    expect(wrong).toEqual(['report.csv is missing.', 'more.txt was put in: the manifest does not know it.']);
  });

  test('the manifest gone, and the package cut short or not one at all', async () => {
    const { wrong } = await verified(again((files) => delete files['manifest.json']));
    expect(wrong).toEqual(['manifest.json is missing, and nothing else can be checked.']);
    for (const broken of [bytes.subarray(0, bytes.length - 50), Buffer.from('no zip'), Buffer.alloc(0)]) {
      expect((await verified(broken)).wrong).toEqual([expect.stringMatching(/is no ZIP file that can be read/)]);
    }
    expect((await verified(resealed({ ...unzipSync(bytes), 'text.txt': Buffer.from('Another text.') }))).wrong).toEqual(
      ['text.txt is not the text of the revision.'],
    );
  });
});

const sha256of = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex');

/** A package whose manifest was made to fit, as somebody would who knows how. */
function resealed(files: Unzipped): Uint8Array {
  const { sha256: _sha256, ...members } = JSON.parse(Buffer.from(files['manifest.json']!).toString()) as Manifest;
  const listed = members.files.map(({ name }) => ({
    name,
    length: files[name]!.length,
    sha256: sha256of(files[name]!),
  }));
  const fitting = { ...members, files: listed };
  const manifest = `${JSON.stringify({ ...fitting, sha256: sha256of(JSON.stringify(fitting)) }, null, 1)}\n`;
  return zipSync({ ...files, 'manifest.json': Buffer.from(manifest) }, { level: 0 });
}
