/** A link to choose a password, as a mail to whom it is for. */
export function invitationMail(desk: string, name: string, link: string): { subject: string; text: string } {
  return {
    subject: `Choose a password at ${desk}`,
    text: [
      `${name},`,
      '',
      `with this link you choose a password for ${desk}. It works once, within three days:`,
      '',
      link,
      '',
    ].join('\n'),
  };
}
