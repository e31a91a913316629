import { count } from '../claims/wording.ts';
import type { NotificationSlice } from '../notifications/queries.ts';
import { noticeHref, noticeInWords } from '../notifications/wording.ts';

/** What is new, as a mail. It leaves the house: titles and words of articles stay where they are, and the links lead there. */
export function digestMail(
  { name, address }: { name: string; address: string },
  { rows, total }: Pick<NotificationSlice, 'rows' | 'total'>,
): { subject: string; text: string } {
  const lines = rows.map((row) => `- ${noticeInWords(row)}\n  ${address}${noticeHref(row)}`);
  const more = total > rows.length ? [`and ${count(total - rows.length, 'more')}`.replace(/s$/, '')] : [];
  return {
    subject: `${count(total, 'new notification')} at ${name}`,
    text: [
      ...lines,
      ...more,
      '',
      `All of them: ${address}/notifications`,
      `Not wanted? ${address}/account says whether you are written to.`,
      '',
    ].join('\n'),
  };
}
