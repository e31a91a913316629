/** Why something expected was not done; `web/problems.ts` turns each into an answer. */
export type Reason =
  'not_found' | 'invalid' | 'not_allowed' | 'conflict' | 'stale' | 'too_large' | 'sign_in' | 'too_many';

/**
 * An expected no, in words for the person who asked. Everything else that is thrown is a bug.
 * `fields` names what was wrong field by field, for a form that is shown again.
 */
export class Refusal extends Error {
  readonly reason: Reason;
  readonly fields: Record<string, string[]>;

  constructor(reason: Reason, message: string, fields: Record<string, string[]> = {}) {
    super(message);
    this.name = 'Refusal';
    this.reason = reason;
    this.fields = fields;
  }
}
