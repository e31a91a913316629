import type { RequestHandler } from 'express';
import type { Person } from '../core/rights.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- express is extended by merging into this one
  namespace Express {
    interface Request {
      person: Person;
    }
  }
}

/** Until there is sign-in, everyone who reaches the desk is this one person. */
export function everyoneIs(person: Person): RequestHandler {
  return (req, _res, next) => {
    req.person = person;
    next();
  };
}
