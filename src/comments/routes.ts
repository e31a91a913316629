import { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { editComment, removeComment } from './actions.ts';
import { EditCommentForm } from './parse.ts';
import { getComment } from './queries.ts';

const CommentAddress = z.object({ commentId: id });
const Seen = EditCommentForm.pick({ version: true });

/** Comments once they are written; they are written and read on the claim's page. */
export function commentRoutes(db: Db): Router {
  const routes = Router();

  routes.post('/comments/:commentId/amendments', only('comment'), async (req, res) => {
    const { commentId } = parseAddress(CommentAddress, req.params);
    const { version: seen, body } = parse(EditCommentForm, req.body);
    await editComment(db, req.person, commentId, seen, body);
    const { claimId } = await getComment(db, req.person, commentId);
    res.redirect(303, `/claims/${claimId}#comment-${commentId}`);
  });

  routes.post('/comments/:commentId/removal', only('comment'), async (req, res) => {
    const { commentId } = parseAddress(CommentAddress, req.params);
    await removeComment(db, req.person, commentId, parse(Seen, req.body).version);
    const { claimId } = await getComment(db, req.person, commentId);
    res.redirect(303, `/claims/${claimId}#comments`);
  });

  return routes;
}
