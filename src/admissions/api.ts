import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { setAccess } from '../articles/actions.ts';
import { getArticle } from '../articles/queries.ts';
import { demand, may } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { listIdsByMail } from '../people/queries.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { endOutsider, inviteOutsider } from './actions.ts';
import { AccessBody, OutsiderForm } from './parse.ts';
import { listAdmitted, listOutsiders } from './queries.ts';

const ArticleAddress = z.object({ articleId: id });
const OutsiderAddress = z.object({ articleId: id, personId: id });

/** Who sees an article, for programs. The secret of a link goes behind `/outside/` of the desk's address. */
export function admissionApi(db: Db): Router {
  const api = Router();

  api.get('/articles/:articleId/access', only('admit'), (req, res) => sendAccess(req, res));

  api.post('/articles/:articleId/access', only('admit'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { version: seen, access, people } = parse(AccessBody, req.body);
    const ids = await listIdsByMail(db, people, 'people');
    await setAccess(db, req.person, articleId, seen, access, ids);
    await sendAccess(req, res);
  });

  api.post('/articles/:articleId/outsiders', only('review'), async (req, res) => {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    res.status(201).json({ link: await inviteOutsider(db, req.person, articleId, parse(OutsiderForm, req.body)) });
  });

  api.post('/articles/:articleId/outsiders/:personId/ending', only('review'), async (req, res) => {
    const { articleId, personId } = parseAddress(OutsiderAddress, req.params);
    await endOutsider(db, req.person, articleId, personId);
    await sendAccess(req, res);
  });

  return api;

  async function sendAccess(req: Request, res: Response): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const { version, access, createdBy } = await getArticle(db, req.person, articleId);
    demand(req.person, 'admit', createdBy === req.person.id ? 'own' : 'others');
    res.json({
      version,
      access,
      people: await listAdmitted(db, req.person, articleId),
      outsiders: may(req.person, 'review') ? await listOutsiders(db, req.person, articleId) : [],
    });
  }
}
