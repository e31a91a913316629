import { z } from 'zod';
import { getArticle } from '../articles/queries.ts';
import { Refusal } from '../core/refusal.ts';
import { jobKind, type JobKind } from '../jobs/kind.ts';
import type { Newsroom } from '../web/render.ts';
import { fileOfFace } from './face.ts';
import { FACES } from './faces.ts';
import { REPORT } from './queries.ts';

const Asked = z.object({
  articleId: z.uuid(),
  format: z.string(),
  asOf: z.coerce.date().nullable(),
  entry: z.int().nullable(),
  confidential: z.boolean(),
});

/** What a file of a job may weigh: it is kept in the database for a day. */
const MOST_BYTES = 200_000_000;

/** Makes one face of a report, which is kept for a day to be downloaded. */
export function reportKind(newsroom: Newsroom): JobKind {
  return jobKind({
    kind: REPORT,
    asked: Asked,
    async run({ articleId, format, asOf, entry, confidential }, { db, person, signal, tell }) {
      const face = FACES.find((each) => each.format === format);
      if (!face) throw new Refusal('invalid', 'This desk does not make such a file any more.');
      tell('Reading the article');
      const wanted = { person, articleId, asOf: { 'as-of': asOf, entry }, confidential, newsroom, signal, tell };
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of face.write(db, wanted)) {
        signal.throwIfAborted();
        const bytes = Buffer.from(chunk);
        length += bytes.length;
        if (length > MOST_BYTES) throw new Refusal('too_large', 'The file would be larger than 200 MB. Take another.');
        chunks.push(bytes);
      }
      const file = { ...fileOfFace(face, articleId), bytes: Buffer.concat(chunks) };
      return async (tx) => {
        const { title } = await getArticle(tx, person, articleId);
        return { text: `Made “${title}” as ${face.label}. It is kept for a day.`, file };
      };
    },
  });
}
