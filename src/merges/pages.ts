import { may, type Person } from '../core/rights.ts';
import type { Source, Twin } from '../sources/queries.ts';
import { twinInWords } from '../sources/wording.ts';
import { fieldsOf, form, problemsOf, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Form, Link, Problems } from '../web/parts.ts';
import { view } from '../web/render.ts';
import type { Merge } from './queries.ts';

/** views/merges/list.ejs */
export interface MergesPage {
  title: string;
  source: Link;
  problems: Problems | null;
  /** Null, as the acts, for those who only read. */
  form: Form | null;
  merges: { gone: string; who: string; at: string; undo: Act | null }[];
  empty: string | null;
}

export const mergesView = view<MergesPage>('merges/list');

export function mergesPage(
  source: Source,
  twins: readonly Twin[],
  merges: readonly Merge[],
  person: Person,
  refused: Refused | null = null,
): MergesPage {
  const open = may(person, 'annotate');
  const made = open ? mergeForm(source, twins, refused) : null;
  return {
    title: 'Other records of this source',
    source: { text: source.title, href: `/sources/${source.id}` },
    problems: refused && made ? problemsOf(made, refused.refusal) : null,
    form: made,
    empty: open || merges.length > 0 ? null : 'No other record has been merged into this one.',
    merges: merges.map((merge) => ({
      gone: merge.gone,
      who: merge.mergedBy,
      at: merge.mergedAt.toISOString(),
      undo: open ? undoing(merge) : null,
    })),
  };
}

function mergeForm(source: Source, twins: readonly Twin[], refused: Refused | null): Form {
  const fields = fieldsOf('merge', shownAgain(refused));
  return form({
    id: 'merge-form',
    action: `/sources/${source.id}/merges`,
    submit: 'Merge it into this one',
    hidden: { version: source.version },
    parts: [
      ...(twins.length === 0
        ? []
        : [
            fields.choice({
              kind: 'radio',
              name: 'otherId',
              label: 'The other record',
              choices: twins.map((twin) => ({
                value: twin.id,
                label: twinInWords(twin),
                hint: null,
                mark: null,
                blocked: null,
              })),
            }),
          ]),
      fields.line({
        name: 'other',
        label: twins.length === 0 ? 'The other record' : 'Or another one',
        hint: 'Paste the link to its page.',
      }),
    ],
  });
}

function undoing(merge: Merge): Act {
  return {
    id: `undo-${merge.id}`,
    action: `/merges/${merge.id}/undoing`,
    label: 'Undo',
    hidden: [],
    tone: 'plain',
    describe: `Undo the merge with ${merge.gone}`,
    blockers: [],
  };
}
