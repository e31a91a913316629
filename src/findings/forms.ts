import { blocked, type ClaimFormName, type FormsDesk } from '../claims/forms.ts';
import { inCheck } from '../claims/queries.ts';
import { asksForNote, blockers, FIX_DECISIONS, statusBlockers, VERIFICATION_STATUSES } from '../core/check.ts';
import { may } from '../core/rights.ts';
import { FIX_WORDS, STATUS_WORDS } from '../core/wording.ts';
import { choicesOf, fieldsOf, form, shownAgain, type Refused } from '../web/forms.ts';
import type { Form } from '../web/parts.ts';

export function findingForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim, person } = desk;
  const fields = fieldsOf('finding', shownAgain(refused));
  const checked = inCheck(claim);
  // What stands against every finding stands in place of the form; what stands against one status, beside it.
  const always = blockers(checked, { kind: 'give_finding', status: 'unverified', reason: '', wording: null }, person);
  return form({
    id: 'finding-form',
    action: `/claims/${claim.id}/findings`,
    submit: 'Give the finding',
    hidden: { version: claim.version },
    blockers: always,
    parts: [
      fields.choice({
        kind: 'radio',
        name: 'status',
        label: 'Verification status',
        value: claim.status,
        choices: choicesOf(VERIFICATION_STATUSES, (code) => STATUS_WORDS[code]).map((choice, index) => {
          const code = VERIFICATION_STATUSES[index]!;
          return {
            ...choice,
            mark: { code, label: choice.label },
            blocked: statusBlockers(checked, code).join(' ') || null,
          };
        }),
      }),
      fields.text({
        name: 'reason',
        label: 'Reason',
        hint: 'What was looked at, and what it says. Needed for every status but Unverified.',
        value: claim.recheckCause === null ? (claim.finding?.reason ?? '') : '',
      }),
      fields.text({
        name: 'wording',
        label: 'Right wording',
        hint: 'Needed for Verified, fix wording; wanted for Incorrect.',
        rows: 2,
        reading: true,
        value: claim.finding?.wording ?? '',
      }),
    ],
  });
}

/** Asked of editors where a finding lets a claim run only with their word. */
function noteForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('note', shownAgain(refused));
  return form({
    id: 'note-form',
    action: `/claims/${claim.id}/note`,
    submit: 'Save the note',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'note', note: '…' }),
    parts: [
      fields.text({
        name: 'note',
        label: 'Why it may run',
        hint: 'An editor’s word; the report prints it.',
        rows: 2,
        required: true,
        value: claim.finding?.note ?? '',
      }),
    ],
  });
}

function fixForm(desk: FormsDesk, refused: Refused | null): Form {
  const { claim } = desk;
  const fields = fieldsOf('fix', shownAgain(refused));
  return form({
    id: 'fix-form',
    action: `/claims/${claim.id}/fix`,
    submit: 'Save',
    hidden: { version: claim.version },
    blockers: blocked(desk, { kind: 'decide_fix', fix: 'applied', reason: '' }),
    parts: [
      fields.choice({
        kind: 'radio',
        name: 'fix',
        label: 'The right wording',
        value: claim.finding?.fix ?? 'applied',
        choices: choicesOf(FIX_DECISIONS, (code) => FIX_WORDS[code]),
      }),
      fields.line({
        name: 'reason',
        label: 'Why',
        hint: 'Needed where it is waived.',
        value: claim.finding?.fixReason ?? '',
      }),
    ],
  });
}

/** The forms in which an editor answers the finding, for those who may. */
export function answersTo(desk: FormsDesk, again: (name: ClaimFormName) => Refused | null) {
  const { claim, person } = desk;
  if (!may(person, 'review') || claim.stage === 'withdrawn' || claim.recheckCause !== null) return [];
  const answers: { name: ClaimFormName; summary: string; form: Form }[] = [];
  if (asksForNote(claim.status)) {
    const summary = claim.gate.noted ? 'Change why it may run' : 'Say why it may run';
    answers.push({ name: 'note', summary, form: noteForm(desk, again('note')) });
  }
  if (claim.gate.fixWanted) {
    const summary = claim.gate.fix ? 'Change what became of the wording' : 'Say what became of the wording';
    answers.push({ name: 'fix', summary, form: fixForm(desk, again('fix')) });
  }
  return answers;
}
