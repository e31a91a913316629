import { z } from 'zod';
import { line } from '../web/parse.ts';

/** As it was typed: white space at its ends is part of a password. */
const typedPassword = z.string('This is needed.').max(1_000, 'This is too long.');

export const SignInForm = z.object({
  mail: line(320),
  password: typedPassword,
  next: line(2_000).catch('').default(''),
});
