import { Router, type RequestHandler } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { show } from '../web/render.ts';
import { markOneRead, markRead } from './actions.ts';
import { notificationsPage, notificationsView } from './pages.ts';
import { NotificationsQuery, ReadingForm } from './parse.ts';
import { countUnread, listNotifications } from './queries.ts';

/** How many are new, for the head of every page. */
export function unreadInHead(db: Db): RequestHandler {
  return async (req, res, next) => {
    res.locals['unread'] = await countUnread(db, req.person);
    next();
  };
}

/** What a person was told without asking. */
export function notificationRoutes(db: Db): Router {
  const routes = Router();

  routes.get('/notifications', only('attend'), async (req, res) => {
    const { page } = parse(NotificationsQuery, req.query);
    show(req, res, notificationsView, notificationsPage(await listNotifications(db, req.person, page), page));
  });

  routes.post('/notifications/reading', only('attend'), async (req, res) => {
    const read = parse(ReadingForm, req.body);
    if ('one' in read) await markOneRead(db, req.person, read.one);
    else await markRead(db, req.person, read.upTo);
    res.redirect(303, '/notifications');
  });

  return routes;
}
