import { and, asc, eq } from 'drizzle-orm';
import { withinSight } from '../articles/queries.ts';
import type { Person } from '../core/rights.ts';
import type { Db } from '../db/client.ts';
import { corrections, people } from '../db/schema.ts';

/** What a published article said wrong, and what it says now. */
export interface Correction {
  id: string;
  claimId: string;
  wasSaid: string;
  isRight: string;
  /** As the correction ran. */
  wording: string;
  /** A day, like 2013-06-14. */
  correctedOn: string;
  givenBy: string;
  givenAt: Date;
}

/** The corrections of an article, oldest first. */
export function listCorrections(db: Db, person: Person, articleId: string): Promise<Correction[]> {
  return db
    .select({
      id: corrections.id,
      claimId: corrections.claimId,
      wasSaid: corrections.wasSaid,
      isRight: corrections.isRight,
      wording: corrections.wording,
      correctedOn: corrections.correctedOn,
      givenBy: people.name,
      givenAt: corrections.givenAt,
    })
    .from(corrections)
    .innerJoin(people, eq(people.id, corrections.givenBy))
    .where(and(eq(corrections.articleId, articleId), withinSight(person, corrections.articleId)))
    .orderBy(asc(corrections.correctedOn), asc(corrections.id));
}
