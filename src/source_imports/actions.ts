import { keysOf, likeness, type Likeness, type SourceKeys } from '../core/citations.ts';
import { demand, type Person } from '../core/rights.ts';
import { newId, type Db } from '../db/client.ts';
import type { RecordReport } from '../db/schema.ts';
import { remember } from '../history/remember.ts';
import { keepImportIn, tallyOf } from '../imports/actions.ts';
import { holdEntry, recordSourcesIn } from '../sources/actions.ts';
import { listRecognisable } from '../sources/queries.ts';
import { LIKENESS_WORDS } from '../sources/wording.ts';
import type { ImportableFile } from './parse.ts';

/**
 * Records the sources of a file, all in one act, but for those that the desk or the file itself has already and those
 * that cannot be read. Returns the import's id, under which stands what became of each.
 */
export function importSources(db: Db, person: Person, file: ImportableFile): Promise<string> {
  demand(person, 'annotate');
  return db.transaction(async (tx) => {
    await holdEntry(tx);
    const readable = file.records.flatMap((record) => ('fields' in record ? record.fields : []));
    const known = new Recognised(await listRecognisable(tx, person, readable.map(keysOf)));
    const fresh: { id: string; fields: (typeof readable)[number] }[] = [];
    const report = file.records.map((record): RecordReport => {
      const { place, title, leftOut } = record;
      if ('trouble' in record) {
        return { place, title, leftOut, outcome: 'refused', madeId: null, why: record.trouble };
      }
      const keys = keysOf(record.fields);
      const twin = known.like(keys);
      if (twin) {
        return { place, title, leftOut, outcome: 'known', madeId: twin.id, why: LIKENESS_WORDS[twin.likeness] };
      }
      const id = newId();
      fresh.push({ id, fields: record.fields });
      known.add(id, keys);
      return { place, title, leftOut, outcome: 'new', madeId: id, why: '' };
    });
    await recordSourcesIn(tx, person, fresh);
    const { name, format, formatName } = file;
    const made = { kind: 'sources', name, format: formatName, records: report } as const;
    const importId = await keepImportIn(tx, person, made);
    await remember(tx, person, {}, { kind: 'sources_imported', importId, name, format, ...tallyOf(report) });
    return importId;
  });
}

/** Sources by what they are recognised by, so that a thousand are not held against a thousand. */
class Recognised {
  readonly #by = new Map<string, { id: string; keys: SourceKeys }[]>();

  constructor(sources: readonly { id: string; keys: SourceKeys }[]) {
    for (const { id, keys } of sources) this.add(id, keys);
  }

  add(id: string, keys: SourceKeys): void {
    for (const key of shelves(keys)) {
      const shelf = this.#by.get(key);
      if (shelf) shelf.push({ id, keys });
      else this.#by.set(key, [{ id, keys }]);
    }
  }

  /** The first source that looks like this one, by the surest sign. */
  like(keys: SourceKeys): { id: string; likeness: Likeness } | null {
    for (const shelf of shelves(keys)) {
      for (const each of this.#by.get(shelf) ?? []) {
        const how = likeness(each.keys, keys);
        if (how !== null) return { id: each.id, likeness: how };
      }
    }
    return null;
  }
}

function shelves({ doi, addressKey, titleKey }: SourceKeys): string[] {
  return [doi && `doi ${doi}`, addressKey && `at ${addressKey}`, titleKey && `title ${titleKey}`].filter(Boolean);
}
