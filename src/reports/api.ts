import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { download } from '../web/download.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import type { Newsroom } from '../web/render.ts';
import { discloseReport } from './actions.ts';
import { fileOfFace, type Face } from './face.ts';
import { FACES } from './faces.ts';
import { DisclosureForm } from './parse.ts';

const ArticleAddress = z.object({ articleId: id });

/** The report for programs. */
export function reportApi(db: Db, newsroom: Newsroom): Router {
  const api = Router();

  const answer = (path: string, face: Face) =>
    api.get(path, only('read'), async (req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const asOf = parse(AsOfQuery, req.query);
      const bytes = face.write(db, { person: req.person, articleId, asOf, confidential: false, newsroom });
      await download(res, fileOfFace(face, articleId), bytes);
    });

  for (const face of FACES) {
    if (!face.inBackground) answer(`/articles/:articleId/${face.file}`, face);
    // What a program means by the report.
    if (face.format === 'json') answer('/articles/:articleId/report', face);
  }

  api.post('/articles/:articleId/disclosures', only('disclose'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format, ...asOf } = parse(DisclosureForm, req.body);
    const face = FACES.find((each) => each.format === format)!;
    const asked = await discloseReport(db, req.person, { articleId, asOf, format });
    await download(res, fileOfFace(face, articleId), face.write(db, { ...asked, newsroom }));
  });

  return api;
}
