import { addPerson } from '../../src/people/actions.ts';
import type { TestDesk } from './desk.ts';

export const MAIL = 'ines@calder.example';
export const PASSWORD = 'corrugated otter parade';

/** Somebody with a password. */
export const withAccount = (desk: TestDesk, role: 'researcher' | 'admin' = 'researcher') =>
  addPerson(desk.database.db, 'Ines Calloway', role, { mail: MAIL, password: PASSWORD });

/** Signs in by the form, from a browser that carries `cookie`. */
export const signInAt = (url: string, fields: Record<string, string> = {}, cookie: string | null = null) =>
  fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: cookie === null ? {} : { cookie },
    body: new URLSearchParams({ mail: MAIL, password: PASSWORD, ...fields }),
  });
