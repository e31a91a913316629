import { describe, expect, test } from 'vitest';
import { commentBlockers, mentionsIn } from '../../src/core/comment.ts';
import type { Person, PersonRole } from '../../src/core/rights.ts';

const person = (role: PersonRole, id = role): Person => ({ id, name: `A ${role}`, role });

describe('whom a comment calls', () => {
  const people = [
    { id: 'ada', name: 'Ada Brook' },
    { id: 'adam', name: 'Adam Stone' },
    { id: 'jo1', name: 'Jo Fenn' },
    { id: 'jo2', name: 'Jo Marsh' },
    { id: 'oyr', name: 'Øyvind Rø' },
  ];
  test.each<[string, string, string[]]>([
    ['by the whole name', 'See @Ada Brook, please.', ['ada']],
    ['by a first name that nobody else has', '@ada: is that so?', ['ada']],
    ['not by the beginning of another name', '@Adam, look', ['adam']],
    ['not by a first name that two have', '@Jo?', []],
    ['by the whole name, where two have the first', '@jo marsh?', ['jo2']],
    ['each once', '@Ada @Ada Brook @adam', ['ada', 'adam']],
    ['in any script', '(@øyvind)', ['oyr']],
    ['nobody by an address of mail', 'write to desk@ada.example', []],
    ['nobody who is not there', '@Nobody @', []],
  ])('%s', (_, text, ids) => {
    expect(mentionsIn(text, people)).toEqual(ids);
  });
});

describe('who may do what to a comment', () => {
  const theirs = { writtenById: 'researcher', removed: false };
  test('everyone but readers writes', () => {
    expect(commentBlockers(null, 'write', person('reader'))).toEqual(['Readers do not comment.']);
    expect(commentBlockers(null, 'write', person('writer'))).toEqual([]);
  });
  test('one’s own is edited and removed; another’s only removed, and only by an editor', () => {
    expect(commentBlockers(theirs, 'edit', person('researcher'))).toEqual([]);
    expect(commentBlockers(theirs, 'edit', person('editor'))).toEqual(['It is somebody else’s comment.']);
    expect(commentBlockers(theirs, 'remove', person('editor'))).toEqual([]);
    expect(commentBlockers(theirs, 'remove', person('writer'))).toEqual(['It is somebody else’s comment.']);
  });
  test('what is removed stays removed', () => {
    expect(commentBlockers({ ...theirs, removed: true }, 'edit', person('researcher'))).toEqual([
      'This comment was removed.',
    ]);
  });
});
