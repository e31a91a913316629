import { commentBlockers } from '../core/comment.ts';
import type { Person } from '../core/rights.ts';
import { fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Form } from '../web/parts.ts';
import type { Comment } from './queries.ts';

/** A comment as the claim's page shows it. */
export interface CommentItem {
  id: string;
  who: string;
  at: string;
  edited: boolean;
  /** Null once it is removed. */
  body: string | null;
  edit: Form | null;
  remove: Act | null;
}

export function commentItem(comment: Comment, person: Person, refused: Refused | null): CommentItem {
  const { id, version, body } = comment;
  const atHand = { ...comment, removed: comment.removedAt !== null };
  const free = (move: 'edit' | 'remove') => commentBlockers(atHand, move, person).length === 0;
  const fields = fieldsOf(`edit-${id}`, shownAgain(refused));
  return {
    id: `comment-${id}`,
    who: comment.writtenBy,
    at: comment.writtenAt.toISOString(),
    edited: comment.editedAt !== null && comment.removedAt === null,
    body: comment.removedAt === null ? body : null,
    edit: free('edit')
      ? form({
          id: `edit-${id}`,
          action: `/comments/${id}/amendments`,
          submit: 'Save',
          hidden: { version },
          parts: [fields.text({ name: 'body', label: 'Comment', rows: 2, required: true, value: body })],
        })
      : null,
    remove: free('remove')
      ? {
          id: `remove-comment-${id}`,
          action: `/comments/${id}/removal`,
          label: 'Remove',
          hidden: [{ name: 'version', value: String(version) }],
          tone: 'danger',
          describe: `Remove the comment by ${comment.writtenBy}`,
          blockers: [],
        }
      : null,
  };
}

export function commentForm(claimId: string, person: Person, refused: Refused | null): Form | null {
  if (commentBlockers(null, 'write', person).length > 0) return null;
  const fields = fieldsOf('comment', shownAgain(refused));
  return form({
    id: 'comment-form',
    action: `/claims/${claimId}/comments`,
    submit: 'Comment',
    parts: [
      fields.text({
        name: 'body',
        label: 'Comment',
        hint: 'Call somebody with @ and their name.',
        rows: 2,
        required: true,
      }),
    ],
  });
}
