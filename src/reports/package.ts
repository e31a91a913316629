import { pack } from '../papers/package.ts';
import type { Db } from '../db/client.ts';
import { readStanding } from '../history/queries.ts';
import { getBytes, listSnapshotsOfArticle, type SnapshotOfArticle } from '../snapshots/queries.ts';
import { REPORT_FORMAT } from './data.ts';
import type { Face, Wanted } from './face.ts';
import { readReport } from './queries.ts';

/** What a package says it is. `version` grows when a reader of the old form would be misled by the new one. */
export const PACKAGE_FORMAT = { format: 'linecheck-package', version: 1 } as const;

/** The text that the report is of; its SHA-256 is the revision's. */
export const TEXT_FILE = 'text.txt';
export const DATA_FILE = 'report.json';

/**
 * The evidence of an article in one ZIP file: the text, the report in these faces, and the snapshots of its sources and
 * of what the text came as. What a source said who is not named is not in it: a recording gives away who spoke.
 */
export async function* writePackage(db: Db, wanted: Wanted, faces: readonly Face[]): AsyncGenerator<Uint8Array> {
  const { person, articleId } = wanted;
  const { head, body } = await readReport(db, wanted, async (reading) => reading);
  const asOf = { 'as-of': new Date(head.asOf), entry: null };
  const snapshots = await readStanding(db, articleId, asOf, (past) => listSnapshotsOfArticle(past, person, articleId));

  async function* files() {
    yield { name: TEXT_FILE, pieces: once(body) };
    for (const face of faces) yield { name: face.file, pieces: face.write(db, { ...wanted, asOf }) };
    for (const snapshot of byHash(snapshots.filter(isHere)).values()) {
      const pieces = bytesOf(snapshot.id);
      yield { name: fileName(snapshot), pieces, packedAlready: !/^text\/|xml|json/.test(snapshot.mediaType) };
    }
  }
  async function* bytesOf(snapshotId: string) {
    yield await getBytes(db, person, snapshotId);
  }
  const { article, revision, madeBy, leftOut, history } = head;
  yield* pack(files(), {
    ...PACKAGE_FORMAT,
    report: REPORT_FORMAT,
    article: { id: article.id, title: article.title },
    revision,
    asOf: head.asOf,
    madeBy,
    leftOut,
    history,
    snapshots: snapshots.map((snapshot) => ({
      file: isHere(snapshot) ? fileName(snapshot) : null,
      sha256: snapshot.sha256,
      id: snapshot.id,
      sourceId: snapshot.sourceId,
      address: snapshot.finalAddress || snapshot.address,
      name: snapshot.name,
      mediaType: snapshot.mediaType,
      takenAt: snapshot.takenAt.toISOString(),
    })),
  });
}

async function* once(piece: string) {
  yield piece;
}

const isHere = ({ length }: SnapshotOfArticle) => length !== null;

/** The same bytes are kept once, whatever they are a snapshot of. */
const byHash = (snapshots: readonly SnapshotOfArticle[]) => new Map(snapshots.map((each) => [fileName(each), each]));

const ENDINGS: Record<string, string> = {
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

const fileName = ({ sha256, mediaType }: SnapshotOfArticle) =>
  `snapshots/${sha256}.${ENDINGS[mediaType.split(';')[0]!.trim()] ?? 'bin'}`;
