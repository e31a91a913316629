import { expect, test } from 'vitest';
import { demand, may, PERSON_ROLES, type PersonRole, type Right } from '../../src/core/rights.ts';

const person = (role: PersonRole) => ({ id: role, name: role, role });

const TABLE: Record<PersonRole, Record<Right, boolean>> = {
  reader: { read: true, annotate: false, review: false, manage: false },
  writer: { read: true, annotate: false, review: false, manage: false },
  researcher: { read: true, annotate: true, review: false, manage: false },
  editor: { read: true, annotate: true, review: true, manage: false },
  admin: { read: true, annotate: true, review: true, manage: true },
};

test.each(PERSON_ROLES)('what a %s may do, and is told where not', (role) => {
  for (const [right, allowed] of Object.entries(TABLE[role]) as [Right, boolean][]) {
    expect([right, may(person(role), right)]).toEqual([right, allowed]);
    const demanded = () => demand(person(role), right);
    if (allowed) expect(demanded).not.toThrow();
    else
      expect(demanded).toThrow(
        expect.objectContaining({ reason: 'not_allowed', message: expect.stringMatching(/^Only /) }),
      );
  }
});
