/**
 * How far somebody has seen what happened in an article. A place counts the entries of its history in the order in which
 * they were written, so that 0 is before the first.
 */
export interface Visit {
  /** What came after this place is new to them. */
  seenPlace: number;
  seenAt: Date;
  /** Of the latest look, whose visit may still last. */
  lookedPlace: number;
  lookedAt: Date;
}

/** A visit ends after so many milliseconds without a look. */
const SILENCE = 30 * 60_000;

/**
 * After another look at an article whose history has come to `place`. Looking again does not empty what is new: only
 * when a visit is over does what was there at its last look count as seen. To a first look nothing is new.
 */
export function afterLook(visit: Visit | null, place: number, at: Date): Visit {
  if (visit === null) return { seenPlace: place, seenAt: at, lookedPlace: place, lookedAt: at };
  const isOver = at.getTime() - visit.lookedAt.getTime() > SILENCE;
  const seen = isOver ? { seenPlace: visit.lookedPlace, seenAt: visit.lookedAt } : {};
  return { ...visit, ...seen, lookedPlace: place, lookedAt: at };
}

/** After somebody said that they have seen all up to a place, as it was shown to them. */
export function afterSeeing(visit: Visit | null, upTo: number, place: number, at: Date): Visit {
  const looked = afterLook(visit, place, at);
  return { ...looked, seenPlace: Math.max(looked.seenPlace, Math.min(upTo, place)), seenAt: at };
}
