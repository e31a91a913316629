import { Router, type Request, type Response } from 'express';
import type { Db } from '../db/client.ts';
import { erasePerson } from '../people/actions.ts';
import { getPerson } from '../people/queries.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { eraseArticle } from './actions.ts';
import { articleErasingPage, erasingView, personErasingPage } from './pages.ts';
import { ArticleAddress, EraseArticleForm, ErasePersonForm, PersonAddress } from './parse.ts';
import { getLoss } from './queries.ts';

/** Taking an article or a person out of the desk for good; each asks first and says what goes. */
export function erasureRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/articles/:articleId/erasing', only('erase'), (req, res) => askOfArticle(req, res));

  routes.post(
    '/articles/:articleId/erasure',
    only('erase'),
    async (req: Request, res: Response) => {
      const { articleId } = parseAddress(ArticleAddress, req.params);
      const { version: seen, reason } = parse(EraseArticleForm, req.body);
      await eraseArticle(db, req.person, articleId, seen, reason);
      res.redirect(303, '/articles');
    },
    formShownAgain((refusal, req, res) => askOfArticle(req, res, { refusal, body: req.body as unknown })),
  );

  routes.get('/people/:personId/erasing', only('erase'), (req, res) => askOfPerson(req, res));

  routes.post(
    '/people/:personId/erasure',
    only('erase'),
    async (req: Request, res: Response) => {
      const { personId } = parseAddress(PersonAddress, req.params);
      await erasePerson(db, req.person, personId, parse(ErasePersonForm, req.body).version);
      res.redirect(303, `/people/${personId}`);
    },
    formShownAgain((refusal, req, res) => askOfPerson(req, res, { refusal, body: req.body as unknown })),
  );

  return routes;

  async function askOfArticle(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { articleId } = parseAddress(ArticleAddress, req.params);
    const loss = await getLoss(db, req.person, articleId);
    show(req, res, erasingView, articleErasingPage(articleId, loss, refused));
  }

  async function askOfPerson(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { personId } = parseAddress(PersonAddress, req.params);
    show(req, res, erasingView, personErasingPage(await getPerson(db, personId), refused));
  }
}
