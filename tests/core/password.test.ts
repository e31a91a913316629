import { expect, test } from 'vitest';
import { passwordTroubles } from '../../src/core/password.ts';

const ABOUT = ['Ines Calloway', 'ines.calloway@calder.example'];

test.each([
  'corrugated otter parade',
  'b7#kQ9$mT2!x',
  'двенадцать чаек',
  'ines has eleven umbrellas',
  'passwords are for otters',
  '🦦'.repeat(2) + 'otters on ice',
])('%s will do', (password) => expect(passwordTroubles(password, ABOUT)).toEqual([]));

test.each([
  ['otter parade', []],
  ['otterparade', ['At least 12 characters.']],
  ['🦦🦦🦦🦦🦦🦦', ['At least 12 characters.']],
  ['x'.repeat(201), ['At most 200 characters.']],
  ['aaaaaaaaaaaab', ['Too easy to guess: the same few characters.']],
  ['1234567890123', ['Too easy to guess: the same few characters.']],
  ['abcdefghijklmnop', ['Too easy to guess: the same few characters.']],
  ['Password12345', ['Too easy to guess: made of well-known words, or of your own name.']],
  ['Ines.Calloway.2026', ['Too easy to guess: made of well-known words, or of your own name.']],
  ['calder-example-1!', ['Too easy to guess: made of well-known words, or of your own name.']],
  ['linecheck qwerty', ['Too easy to guess: made of well-known words, or of your own name.']],
])('%s: %j', (password, troubles) => expect(passwordTroubles(password, ABOUT)).toEqual(troubles));
