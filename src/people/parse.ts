import { z } from 'zod';
import { PERSON_ROLES } from '../core/rights.ts';
import { line, needed, oneOf, version } from '../web/parse.ts';

/** As it was typed: white space at its ends is part of a password. */
const typedPassword = z.string('This is needed.').max(1_000, 'This is too long.');

const mail = line(320).refine((value) => value === '' || z.email().safeParse(value).success, 'A mail address.');

export const PersonForm = z.object({
  name: needed(line(200)),
  mail: needed(mail),
  role: oneOf(PERSON_ROLES),
});

export const AmendPersonForm = PersonForm.extend({ version });

export const Seen = z.object({ version });

export const ChoiceForm = z.object({
  name: line(200).default(''),
  mail: mail.default(''),
  password: typedPassword,
});

export const PasswordForm = z.object({ current: typedPassword, password: typedPassword });
