import type { z } from 'zod';
import type { Person } from '../core/rights.ts';
import type { Db, Tx } from '../db/client.ts';

/** One thing that can be done in the background. Each noun's `jobs.ts` makes its own; `src/background.ts` lists them. */
export interface JobKind {
  kind: string;
  /** The most one attempt may take. */
  milliseconds: number;
  run(asked: unknown, work: Work): Promise<Finish>;
}

/** What a job is done with. */
export interface Work {
  db: Db;
  jobId: string;
  /** Who asked, with the rights of this moment. */
  person: Person;
  /** Aborted when the job is cancelled, takes too long or the desk is stopped. Hand it on to whatever takes long. */
  signal: AbortSignal;
  /** Says how far it is; as often as you like. */
  tell: (progress: string) => void;
}

/**
 * The change that a job leads to: made in the very transaction that ends the job, so that it happens once, and not at all
 * for a job that was cancelled. Nothing in it waits on the outside world.
 */
export type Finish = (tx: Tx) => Promise<JobResult>;

export interface JobResult {
  /** What came of it: "Read “A headline”". */
  text: string;
  /** Where it is to be seen; without one the job's own page says it all. */
  href?: string;
  /** For whoever asked to work on with. Plain data. */
  found?: unknown;
  /** To be downloaded from the job's page. */
  file?: { name: string; mediaType: string; bytes: Buffer };
}

/** Ties a kind to the shape of what it is asked with. A Refusal thrown by `run` is told to the person; all else is a bug. */
export function jobKind<Shape extends z.ZodType>(made: {
  kind: string;
  asked: Shape;
  milliseconds?: number;
  run(asked: z.output<Shape>, work: Work): Promise<Finish>;
}): JobKind {
  return {
    kind: made.kind,
    milliseconds: made.milliseconds ?? 10 * 60_000,
    run: (asked, work) => made.run(made.asked.parse(asked), work),
  };
}
