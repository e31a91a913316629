import { Router, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { AsOfQuery } from '../history/parse.ts';
import { getJob } from '../jobs/queries.ts';
import { download } from '../web/download.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import type { Newsroom } from '../web/render.ts';
import { discloseReport, requestFace } from './actions.ts';
import { fileOfFace, UNWATCHED, type Face } from './face.ts';
import { FACES } from './faces.ts';
import { FaceForm } from './parse.ts';
import type { ReportAsked } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });

/** The report for programs. */
export function reportApi(db: Db, newsroom: Newsroom): Router {
  const api = Router();

  const answer = (path: string, face: Face) =>
    api.get(path, only('read'), async (req, res) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const asOf = parse(AsOfQuery, req.query);
      const bytes = face.write(db, {
        person: req.person,
        articleId,
        asOf,
        confidential: false,
        newsroom,
        ...UNWATCHED,
      });
      await download(res, fileOfFace(face, articleId), bytes);
    });

  for (const face of FACES) {
    if (!face.inBackground) answer(`/articles/:articleId/${face.file}`, face);
    // What a program means by the report.
    if (face.format === 'json') answer('/articles/:articleId/report', face);
  }

  api.post('/articles/:articleId/disclosures', only('disclose'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format: face, ...asOf } = parse(FaceForm, req.body);
    const asked = await discloseReport(db, req.person, { articleId, asOf, format: face.format });
    if (face.inBackground) await inBackground(res, asked, face);
    else await download(res, fileOfFace(face, articleId), face.write(db, { ...asked, newsroom, ...UNWATCHED }));
  });

  api.post('/articles/:articleId/exports', only('attend'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { format: face, ...asOf } = parse(FaceForm, req.body);
    await inBackground(res, { person: req.person, articleId, asOf, confidential: false }, face);
  });

  async function inBackground(res: Response, asked: ReportAsked, face: Face): Promise<void> {
    const jobId = await requestFace(db, asked, face);
    res
      .status(202)
      .location(`/api/v1/jobs/${jobId}`)
      .json(await getJob(db, asked.person, jobId));
  }

  return api;
}
