import type { ClaimFile } from '../claims/queries.ts';
import { fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Form } from '../web/parts.ts';
import type { Correction } from './queries.ts';

/** A correction as pages and reports show it. */
export interface CorrectionItem {
  wasSaid: string;
  isRight: string;
  wording: string;
  on: string;
  by: string;
}

export const correctionItem = ({
  wasSaid,
  isRight,
  wording,
  correctedOn,
  givenBy,
}: Omit<Correction, 'givenAt'>): CorrectionItem => ({
  wasSaid,
  isRight,
  wording,
  on: correctedOn,
  by: givenBy,
});

/** For editors, once the article is published. */
export function correctionForm(claim: ClaimFile, today: string, refused: Refused | null): Form {
  const fields = fieldsOf('correction', shownAgain(refused));
  return form({
    id: 'correction-form',
    action: `/claims/${claim.id}/corrections`,
    submit: 'Record the correction',
    hidden: { version: claim.version },
    parts: [
      fields.text({
        name: 'wasSaid',
        label: 'What was said',
        rows: 2,
        required: true,
        reading: true,
        value: claim.exact,
      }),
      fields.text({
        name: 'isRight',
        label: 'What is right',
        rows: 2,
        required: true,
        reading: true,
        value: claim.finding?.wording ?? '',
      }),
      fields.text({ name: 'wording', label: 'The correction as it ran', rows: 3, required: true, reading: true }),
      fields.line({ name: 'correctedOn', label: 'Day', kind: 'date', required: true, value: today }),
    ],
  });
}
