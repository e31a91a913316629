import { may, type Person } from '../core/rights.ts';
import { fieldsOf, FRESH } from '../web/forms.ts';
import { addressOf } from '../web/paging.ts';
import type { Form } from '../web/parts.ts';
import { FACE_GROUPS, type Face, type FaceGroup } from './face.ts';
import type { ReportPage } from './pages.ts';

/** A face with what is confidential in it; that it was taken is written to history, as the form says. */
export function disclosureForm(faces: readonly Face[], articleId: string): Form {
  const id = 'disclosure';
  const choice = fieldsOf(id, FRESH).choice({
    kind: 'select',
    name: 'format',
    label: 'As',
    hint: 'That you took it is written to history.',
    value: 'json',
    choices: faces.map(({ format, label, group }) => ({
      value: format,
      label: `${GROUP_WORDS[group]}: ${label}`,
      hint: null,
      mark: null,
      blocked: null,
    })),
  });
  return {
    id,
    action: `/articles/${articleId}/disclosures`,
    method: 'post',
    multipart: false,
    hidden: [],
    parts: [choice],
    submit: 'Take it along',
    aside: false,
    blockers: [],
  };
}

const GROUP_WORDS: Record<FaceGroup, string> = {
  documents: 'The report',
  annotated: 'The article with notes',
  checked: 'The checked copy',
  tables: 'Tables',
  data: 'Data',
  citations: 'Its sources',
};

/** The faces by what they are for, as of the moment that is looked at. */
export function facesOffered(
  faces: readonly Face[],
  articleId: string,
  asOf: string | null,
  person: Person,
): ReportPage['faces'] {
  const address = `/articles/${articleId}`;
  const groups = FACE_GROUPS.map((group) => {
    const those = faces.filter((face) => face.group === group);
    return {
      label: GROUP_WORDS[group],
      links: those
        .filter(({ inBackground }) => !inBackground)
        .map(({ label, file }) => ({ text: label, href: addressOf(`${address}/${file}`, { 'as-of': asOf }) })),
      acts: those
        .filter(({ inBackground }) => inBackground && may(person, 'attend'))
        .map(({ label, format }) => ({
          label,
          action: `${address}/exports`,
          hidden: [{ name: 'format', value: format }, ...(asOf === null ? [] : [{ name: 'as-of', value: asOf }])],
        })),
    };
  });
  return groups.filter(({ links, acts }) => links.length + acts.length > 0);
}
