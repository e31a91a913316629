import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { wantDigest } from '../digests/actions.ts';
import { WantForm } from '../digests/parse.ts';
import { wantsDigest } from '../digests/queries.ts';
import type { Post } from '../mail/post.ts';
import { signOut, startSession } from '../sessions/actions.ts';
import { listSessions } from '../sessions/queries.ts';
import type { Refused } from '../web/forms.ts';
import { only } from '../web/guard.ts';
import { id, line, parse, parseAddress } from '../web/parse.ts';
import { formShownAgain } from '../web/problems.ts';
import { show } from '../web/render.ts';
import { keepSession, sessionIn, whenceOf } from '../web/session.ts';
import { amendPerson, changePassword, choosePassword, inviteAgain, letGo, takeBack, takeOn } from './actions.ts';
import {
  accountPage,
  accountView,
  choosePage,
  chooseView,
  linkPage,
  linkView,
  peopleListPage,
  peopleListView,
  personNewPage,
  personNewView,
  personPage,
  personView,
} from './pages.ts';
import { AmendPersonForm, ChoiceForm, PasswordForm, PersonForm, Seen } from './parse.ts';
import { getInvited, getPerson, listPeople } from './queries.ts';
import { invitationMail } from './wording.ts';

const ListQuery = z.object({ q: line(200).default(''), after: id.nullish().default(null) });
const PersonAddress = z.object({ personId: id });
const InvitationAddress = z.object({ secret: z.string().regex(/^[\w-]{43}$/) });

/** The people of the desk, the links by which they come in, and one's own account. `address` is where the desk is. */
export function peopleRoutes(
  db: Db,
  address: (req: Request) => string,
  post: Post | null,
  newsroom: { name: string },
): Router {
  const routes = Router();

  routes.get('/people', only('manage'), async (req, res) => {
    const { q, after } = parse(ListQuery, req.query);
    show(req, res, peopleListView, peopleListPage(await listPeople(db, q, after), q, after !== null));
  });

  routes.get('/people/new', only('manage'), (req, res) => {
    show(req, res, personNewView, personNewPage());
  });

  routes.post(
    '/people',
    only('manage'),
    async (req: Request, res: Response) => {
      const fields = parse(PersonForm, req.body);
      const { personId, secret } = await takeOn(db, req.person, fields);
      await handOver(req, res, personId, secret);
    },
    formShownAgain(async (refusal, req, res) => {
      show(req, res, personNewView, personNewPage({ refusal, body: req.body as unknown }));
    }),
  );

  routes.get('/people/:personId', only('manage'), (req, res) => showPerson(req, res));

  routes.post('/people/:personId/invitations', only('manage'), async (req, res) => {
    const { personId } = parseAddress(PersonAddress, req.params);
    const secret = await inviteAgain(db, req.person, personId);
    await handOver(req, res, personId, secret);
  });

  routes.post(
    '/people/:personId/amendments',
    only('manage'),
    async (req: Request, res: Response) => {
      const { personId } = parseAddress(PersonAddress, req.params);
      const { version: seen, ...fields } = parse(AmendPersonForm, req.body);
      await amendPerson(db, req.person, personId, seen, fields);
      res.redirect(303, `/people/${personId}`);
    },
    formShownAgain((refusal, req, res) => showPerson(req, res, { refusal, body: req.body as unknown })),
  );

  for (const [path, act] of [
    ['leaving', letGo],
    ['return', takeBack],
  ] as const) {
    routes.post(
      `/people/:personId/${path}`,
      only('manage'),
      async (req: Request, res: Response) => {
        const { personId } = parseAddress(PersonAddress, req.params);
        await act(db, req.person, personId, parse(Seen, req.body).version);
        res.redirect(303, `/people/${personId}`);
      },
      formShownAgain((refusal, req, res) => showPerson(req, res, { refusal, body: null })),
    );
  }

  routes.get('/invitations/:secret', only('enter'), async (req, res) => {
    const { secret } = parseAddress(InvitationAddress, req.params);
    show(req, res, chooseView, choosePage(await getInvited(db, secret), secret));
  });

  routes.post(
    '/invitations/:secret',
    only('enter'),
    async (req: Request, res: Response) => {
      const { secret } = parseAddress(InvitationAddress, req.params);
      // Whose mail address is not known yet is the first admin, who goes on to take others on.
      const known = (await getInvited(db, secret)).mail !== null;
      const person = await choosePassword(db, secret, parse(ChoiceForm, req.body));
      const before = sessionIn(req);
      if (before !== null) await signOut(db, before);
      keepSession(req, res, await startSession(db, person, whenceOf(req)));
      res.redirect(303, known ? '/' : '/people');
    },
    formShownAgain(async (refusal, req, res) => {
      const { secret } = parseAddress(InvitationAddress, req.params);
      const invited = await getInvited(db, secret);
      show(req, res, chooseView, choosePage(invited, secret, { refusal, body: req.body as unknown }));
    }),
  );

  routes.get('/account', only('keep_account'), (req, res) => showAccount(req, res));

  routes.post(
    '/account/password',
    only('keep_account'),
    async (req: Request, res: Response) => {
      await changePassword(db, req.person, req.sessionId, parse(PasswordForm, req.body));
      res.redirect(303, '/account');
    },
    formShownAgain((refusal, req, res) => showAccount(req, res, { refusal, body: req.body as unknown })),
  );

  routes.post('/account/digest', only('keep_account'), async (req, res) => {
    await wantDigest(db, req.person, parse(WantForm, req.body).wanted);
    res.redirect(303, '/account');
  });

  return routes;

  /** Mails the link where that can be done, and shows it: here and nowhere else, for only its digest is kept. */
  async function handOver(req: Request, res: Response, personId: string, secret: string): Promise<void> {
    const { name, mail } = await getPerson(db, personId);
    const link = `${address(req)}/invitations/${secret}`;
    const mailed =
      post && mail !== null
        ? await post.send({ to: { name, address: mail }, ...invitationMail(newsroom.name, name, link) })
        : null;
    show(req, res, linkView, linkPage({ name, mail, personId, link, mailed }));
  }

  async function showPerson(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const { personId } = parseAddress(PersonAddress, req.params);
    show(req, res, personView, personPage(await getPerson(db, personId), refused));
  }

  async function showAccount(req: Request, res: Response, refused: Refused | null = null): Promise<void> {
    const person = await getPerson(db, req.person.id);
    const sessions = await listSessions(db, req.person);
    const digest = post && (await wantsDigest(db, req.person));
    show(req, res, accountView, accountPage({ person, sessions, here: req.sessionId, digest }, refused));
  }
}
