import { may, type Person } from '../core/rights.ts';
import type { Obstacle } from '../core/gate.ts';
import { obstacleInWords } from '../gates/wording.ts';
import { fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Act, Form, Link } from '../web/parts.ts';
import { count } from '../claims/wording.ts';
import type { DeskInSight } from './desk.ts';

/** What stands between the article and its running, over the text. */
export interface GateBox {
  ready: boolean;
  /** "4 things stand in the way of running it". */
  summary: string;
  /** Looked at now, or shut until somebody opens it. */
  open: boolean;
  /** Each leads to the claims or sentences it counts. */
  reasons: Link[];
  override: { sentence: string; at: string; lift: Act | null } | null;
  /** For editors, while something stands in the way. */
  form: Form | null;
}

export function gateBox(desk: DeskInSight, person: Person, refused: Refused | null): GateBox {
  const { article, address, gate, override, shown } = desk;
  const editor = may(person, 'review');
  return {
    ready: gate.length === 0,
    summary:
      gate.length > 0
        ? `${count(gate.length, 'thing')} ${gate.length === 1 ? 'stands' : 'stand'} in the way of running it`
        : override
          ? 'May run: an editor let it pass'
          : 'Nothing stands in the way of running it',
    open: refused !== null || shown.gate !== null,
    reasons: gate.map((obstacle) => ({ text: obstacleInWords(obstacle), href: obstacleHref(obstacle, address) })),
    override: override && {
      sentence: `${override.givenBy} lets this revision pass: ${override.reason}`,
      at: override.givenAt.toISOString(),
      lift: editor
        ? {
            id: 'lift-override',
            action: `${address}/gate/override/removal`,
            label: 'Take it back',
            hidden: [],
            tone: 'plain',
            describe: 'Take it back: the override',
            blockers: [],
          }
        : null,
    },
    form: editor && gate.length > 0 ? overrideForm(article, refused) : null,
  };
}

export function obstacleHref({ kind }: Obstacle, address: string): string {
  return kind === 'untouched' ? `${address}?sentences=untouched#claims-list` : `${address}?gate=${kind}#claims-list`;
}

function overrideForm(article: DeskInSight['article'], refused: Refused | null): Form {
  const fields = fieldsOf('override', shownAgain(refused));
  return form({
    id: 'override',
    action: `/articles/${article.id}/gate/override`,
    submit: 'Let it pass all the same',
    hidden: { revisionId: article.revisionId },
    parts: [
      fields.text({
        name: 'reason',
        label: 'Reason',
        hint: 'With your name in the report. It holds for this revision and for what stands in the way now.',
        rows: 2,
        required: true,
      }),
    ],
  });
}
