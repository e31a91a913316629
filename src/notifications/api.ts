import { Router } from 'express';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { parse } from '../web/parse.ts';
import { markOneRead, markRead } from './actions.ts';
import { NotificationsQuery, ReadingForm } from './parse.ts';
import { listNotifications } from './queries.ts';

/** Notifications for programs. */
export function notificationApi(db: Db): Router {
  const api = Router();

  api.get('/notifications', only('attend'), async (req, res) => {
    res.json(await listNotifications(db, req.person, parse(NotificationsQuery, req.query).page));
  });

  api.post('/notifications/reading', only('attend'), async (req, res) => {
    const read = parse(ReadingForm, req.body);
    if ('one' in read) await markOneRead(db, req.person, read.one);
    else await markRead(db, req.person, read.upTo);
    res.json(await listNotifications(db, req.person, 1));
  });

  return api;
}
