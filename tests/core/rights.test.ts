import { describe, expect, test } from 'vitest';
import {
  demand,
  may,
  NOBODY,
  OPERATIONS,
  ROLES,
  type Operation,
  type Person,
  type Role,
} from '../../src/core/rights.ts';

const person = (role: Role): Person => (role === 'nobody' ? NOBODY : { id: role, name: role, role });

/** Who may do what: to anything (+), only to what is their own (o), or not at all. */
const TABLE: Record<Operation, Record<Role, string>> = {
  enter: row('+ + + + + + + +'),
  read: row('+ + + + + + + -'),
  browse: row('+ + + + + + - -'),
  look_back: row('+ + + + + - - -'),
  attend: row('+ + + + + - - -'),
  keep_tokens: row('o o o o o - - -'),
  keep_account: row('o o o o o - - -'),
  confide: row('+ + + + + - - -'),
  annotate: row('- - + + + - - -'),
  comment: row('- + + + + - - -'),
  answer: row('o o + + + - - -'),
  admit: row('- - o + + - - -'),
  review: row('- - - + + - - -'),
  disclose: row('- - - + + - - -'),
  erase: row('- - - - + - - -'),
  manage: row('- - - - + - - -'),
};

/** In the order reader, writer, researcher, editor, admin, visitor, outsider, nobody. */
function row(marks: string): Record<Role, string> {
  return Object.fromEntries(marks.split(' ').map((mark, index) => [ROLES[index]!, mark])) as Record<Role, string>;
}

test('the table is about every operation and everybody', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual([...OPERATIONS].toSorted());
  for (const roles of Object.values(TABLE)) expect(Object.keys(roles)).toEqual([...ROLES]);
});

describe.each(ROLES)('what %s may do', (role) => {
  test.each(OPERATIONS)('%s', (operation) => {
    const mark = TABLE[operation][role];
    expect(may(person(role), operation, 'own')).toBe(mark !== '-');
    expect(may(person(role), operation, 'others')).toBe(mark === '+');
    const demanded = () => demand(person(role), operation, 'others');
    if (mark === '+') expect(demanded).not.toThrow();
    else
      expect(demanded).toThrow(
        expect.objectContaining(
          role === 'nobody' || role === 'visitor'
            ? { reason: 'sign_in', message: 'Sign in first.' }
            : { reason: 'not_allowed', message: expect.stringMatching(/^(Only|Readers) /) },
        ),
      );
  });
});

describe('a token lends a part of what its owner may', () => {
  test('and never more than that', () => {
    const reader: Person = { ...person('reader'), scopes: ['read', 'annotate', 'review', 'admin'] };
    expect(OPERATIONS.filter((operation) => may(reader, operation))).toEqual([
      'read',
      'browse',
      'look_back',
      'attend',
      'keep_tokens',
      'answer',
    ]);
  });

  test.each([
    [['read'], ['read', 'browse', 'look_back', 'attend']],
    [['annotate'], ['annotate', 'comment', 'answer']],
    [
      ['read', 'review'],
      ['read', 'browse', 'look_back', 'attend', 'admit', 'review', 'disclose'],
    ],
    [['admin'], ['keep_tokens', 'erase', 'manage']],
    [[], []],
  ] as const)('for %j: %j', (scopes, operations) => {
    const admin: Person = { ...person('admin'), scopes };
    expect(OPERATIONS.filter((operation) => may(admin, operation))).toEqual(operations);
    expect(() => demand(admin, 'keep_account')).toThrow(
      expect.objectContaining({ message: 'No token does this: sign in.' }),
    );
  });
});
