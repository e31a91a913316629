import { Router } from 'express';
import { z } from 'zod';
import { getClaimFile } from '../claims/queries.ts';
import type { Db } from '../db/client.ts';
import { only } from '../web/guard.ts';
import { id, parse, parseAddress } from '../web/parse.ts';
import { editComment, removeComment, writeComment } from './actions.ts';
import { CommentForm, EditCommentForm } from './parse.ts';
import { getComment, listComments } from './queries.ts';

const ClaimAddress = z.object({ claimId: id });
const CommentAddress = z.object({ commentId: id });
const Seen = EditCommentForm.pick({ version: true });

/** Comments for programs. */
export function commentApi(db: Db): Router {
  const api = Router();

  api.get('/claims/:claimId/comments', only('attend'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    await getClaimFile(db, req.person, claimId);
    res.json({ comments: await listComments(db, req.person, claimId) });
  });

  api.post('/claims/:claimId/comments', only('comment'), async (req, res) => {
    const { claimId } = parseAddress(ClaimAddress, req.params);
    const commentId = await writeComment(db, req.person, claimId, parse(CommentForm, req.body).body);
    res.status(201).json(await getComment(db, req.person, commentId));
  });

  api.post('/comments/:commentId/amendments', only('comment'), async (req, res) => {
    const { commentId } = parseAddress(CommentAddress, req.params);
    const { version: seen, body } = parse(EditCommentForm, req.body);
    await editComment(db, req.person, commentId, seen, body);
    res.json(await getComment(db, req.person, commentId));
  });

  api.post('/comments/:commentId/removal', only('comment'), async (req, res) => {
    const { commentId } = parseAddress(CommentAddress, req.params);
    await removeComment(db, req.person, commentId, parse(Seen, req.body).version);
    res.json(await getComment(db, req.person, commentId));
  });

  return api;
}
