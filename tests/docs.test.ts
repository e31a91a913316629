import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ATTRIBUTION_CHECK_WORDS, SOURCING_WORDS, STATUS_WORDS } from '../src/core/wording.ts';
import { mountedRouters, routesOf, type Desk } from '../src/app.ts';
import { scopeFor } from '../src/core/rights.ts';

/** docs/api.md is held to what there is: every operation stands in it, and nothing else does. */

interface Told {
  operation: string;
  fields: string;
  scope: string;
}

let told: Told[];
beforeAll(() => {
  const tables = readFileSync('docs/api.md', 'utf8').matchAll(/^\| `(\w+ \/\S+)` *\|(.*)\|(.*)\|(.*)\|$/gm);
  told = [...tables].flatMap(([, operation, fields, what, scope]) => {
    const files = operation!.endsWith('/FILE')
      ? [...what!.matchAll(/`(\w+\.[\w.]+)`/g)].map(([, file]) => file!)
      : [''];
    return files.map((file) => ({
      operation: operation!.replace('FILE', file),
      fields: fields!.trim(),
      scope: scope!.trim(),
    }));
  });
});

/** Routers ask for nothing while they are made. */
const there = () =>
  routesOf(mountedRouters({} as Desk))
    .filter(({ path }) => path.startsWith('/api/v1'))
    .map(({ method, path, door }) => ({ operation: `${method} ${path.slice('/api/v1'.length)}`, door: door! }));

describe('the API as it is told', () => {
  test('names every operation that there is, and no other', () => {
    const names = told.map(({ operation }) => operation);
    expect(names.toSorted()).toEqual(
      there()
        .map(({ operation }) => operation)
        .toSorted(),
    );
  });

  test('says which scope each needs', () => {
    const needs = new Map(there().map(({ operation, door }) => [operation, scopeFor(door)]));
    for (const { operation, scope } of told) {
      expect([operation, scope.split(', ')[0]]).toEqual([operation, needs.get(operation)]);
    }
  });

  test('names no field that the desk does not know', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(parse|api)\.ts$/.test(file),
    );
    const known = sources.map((file) => readFileSync(`src/${file}`, 'utf8')).join('\n');
    for (const { operation, fields } of told) {
      const names = fields.replaceAll(/\([^()]*\)/g, '').match(/\b[a-z][A-Za-z-]*\b\??/g) ?? [];
      const plain = new Set(['or', 'and', 'a', 'form', 'with', 'what', 'of', 'changes', 'nothing', 'v', 'has', 'both']);
      for (const name of names.map((each) => each.replace('?', '')).filter((each) => !plain.has(each))) {
        expect([operation, name, new RegExp(`\\b${name}\\b`).test(known)]).toEqual([operation, name, true]);
      }
    }
  });
});

test('the handbook has every word for what was found, for how it is sourced and for whether they said it', () => {
  const handbook = readFileSync('docs/handbook.md', 'utf8');
  const words = [STATUS_WORDS, SOURCING_WORDS, ATTRIBUTION_CHECK_WORDS].flatMap((each) => Object.values(each));
  expect(words.map(({ label }) => label).filter((label) => !handbook.includes(`| ${label} `))).toEqual([]);
});

test('the settings that are told are those that are read', () => {
  const names = (file: string, pattern: RegExp) =>
    new Set([...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name));
  const read = names('src/config.ts', /^ {2}([A-Z][A-Z_]+):/gm);
  expect(names('docs/running.md', /`([A-Z][A-Z_]+)(?=[`=])/g)).toEqual(read);
});

test('the map has every folder of src, and no other', () => {
  const folders = readdirSync('src', { withFileTypes: true }).flatMap((each) =>
    each.isDirectory() ? [each.name] : [],
  );
  const [, map] = readFileSync('README.md', 'utf8').split(/## A map of `src\/`|A request reads three files/);
  const named = [...map!.matchAll(/`([a-z_]+)\/`/g)].map(([, folder]) => folder!);
  expect(named.toSorted()).toEqual(folders.toSorted());
});
