import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { line, parse } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { searchPage, searchView } from './pages.ts';
import { findEverywhere } from './queries.ts';

const SearchQuery = z.object({ q: line(200).default('') });
const NOTHING = { articles: [], claims: [], sources: [], speakers: [] };

export function searchRoutes(db: Db): Router {
  const routes = Router();
  routes.get('/search', only('browse'), async (req, res) => {
    const { q } = parse(SearchQuery, req.query);
    show(req, res, searchView, searchPage(q, q === '' ? NOTHING : await findEverywhere(db, req.person, q)));
  });
  return routes;
}
