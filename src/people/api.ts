import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { amendPerson, inviteAgain, letGo, takeBack, takeOn } from './actions.ts';
import { AmendPersonForm, PersonForm, Seen } from './parse.ts';
import { getPerson, listPeople } from './queries.ts';

const ListQuery = z.object({ q: line(200).default(''), after: id.nullish().default(null) });
const PersonAddress = z.object({ personId: id });

/** The people of the desk for programs. The secret of an invitation goes behind `/invitations/` of the desk's address. */
export function peopleApi(db: Db): Router {
  const api = Router();

  api.get('/me', only('browse'), (req, res) => {
    const { id: personId, name, role, scopes = null } = req.person;
    res.json({ id: personId, name, role, scopes });
  });

  api.get('/people', only('manage'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    const { rows, ...rest } = await listPeople(db, q, after);
    res.json({ people: rows, ...rest });
  });

  api.post('/people', only('manage'), async (req, res) => {
    const { personId, secret } = await takeOn(db, req.person, parse(PersonForm, req.body));
    res
      .status(201)
      .location(`/api/v1/people/${personId}`)
      .json({ ...(await getPerson(db, personId)), invitation: secret });
  });

  api.get('/people/:personId', only('manage'), async (req, res) => {
    res.json(await getPerson(db, parseAddress(PersonAddress, req.params).personId));
  });

  api.post('/people/:personId/invitations', only('manage'), async (req, res) => {
    const { personId } = parseAddress(PersonAddress, req.params);
    res.status(201).json({ invitation: await inviteAgain(db, req.person, personId) });
  });

  api.post('/people/:personId/amendments', only('manage'), async (req, res) => {
    const { personId } = parseAddress(PersonAddress, req.params);
    const { version: seen, ...fields } = parse(AmendPersonForm, req.body);
    await amendPerson(db, req.person, personId, seen, fields);
    res.json(await getPerson(db, personId));
  });

  for (const [path, act] of [
    ['leaving', letGo],
    ['return', takeBack],
  ] as const) {
    api.post(`/people/:personId/${path}`, only('manage'), async (req, res) => {
      const { personId } = parseAddress(PersonAddress, req.params);
      await act(db, req.person, personId, parse(Seen, req.body).version);
      res.json(await getPerson(db, personId));
    });
  }

  return api;
}
