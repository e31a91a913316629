import type { Person, PersonRole } from '../core/rights.ts';
import { newId, type Db } from '../db/client.ts';
import { people } from '../db/schema.ts';

/** Fixed, so that every start finds the same local person. */
const LOCAL_EDITOR = '01900000-0000-7000-8000-000000000001';

/** Until there is sign-in, the one person who sits at this machine's desk, with the editor's rights. */
export async function openLocalDesk(db: Db): Promise<Person> {
  const person: Person = { id: LOCAL_EDITOR, name: 'Local editor', role: 'editor' };
  await db.insert(people).values(person).onConflictDoNothing({ target: people.id });
  return person;
}

export async function addPerson(db: Db, name: string, role: PersonRole): Promise<Person> {
  const person: Person = { id: newId(), name, role };
  await db.insert(people).values(person);
  return person;
}
