import { randomUUID } from 'node:crypto';
import { Logger, run, runOnce, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { z } from 'zod';
import { Refusal } from '../core/refusal.ts';
import type { Db, Log } from '../db/client.ts';
import {
  failJob,
  finishJob,
  forgetJobs,
  keepJob,
  leaveInLine,
  recoverJobs,
  releaseJob,
  takeJob,
  TASK,
  type TakenJob,
} from './actions.ts';
import type { JobKind } from './kind.ts';

export interface Background {
  db: Db;
  pool: Pool;
  kinds: readonly JobKind[];
  /** More to look after, once a minute. */
  chores?: readonly ((db: Db) => Promise<void>)[];
  log: Log;
}

/** Jobs at the same time; whatever takes all of a core keeps a line of its own. */
const AT_ONCE = 4;
const LOOK_MS = 500;
const SWEEP_MS = 15_000;
const CHORES_MS = 60_000;

/** Does the desk's jobs in the background until it is stopped; what is under way then is left for the next start. */
export async function startJobs(background: Background): Promise<{ stop: () => Promise<void> }> {
  const { db, pool, log } = background;
  const stopping = new AbortController();
  await recoverJobs(db);
  const runner = await run({
    pgPool: pool,
    taskList: tasks(background, stopping.signal),
    concurrency: AT_ONCE,
    noHandleSignals: true,
    logger: loggerTo(log),
  });
  const every = (ms: number, what: string, does: () => Promise<void>) => {
    let doing = Promise.resolve();
    const again = () => {
      doing = doing.then(does).catch((error: unknown) => log.warn(`${what}: ${String(error)}`));
    };
    const timer = setInterval(again, ms);
    return () => {
      clearInterval(timer);
      return doing;
    };
  };
  const stopSweeping = every(SWEEP_MS, 'Jobs that were lost could not be looked for', () => recoverJobs(db));
  const stopChores = every(CHORES_MS, 'What is to be looked after could not be', async () => {
    await forgetJobs(db);
    for (const chore of background.chores ?? []) await chore(db);
  });
  return {
    async stop() {
      // The runner first: what is put back in line below must not be taken up again by a desk that is going.
      const stopped = runner.stop();
      stopping.abort(new Stopping());
      await Promise.all([stopSweeping(), stopChores(), stopped]);
    },
  };
}

/** Does all that is in line, one after another, and returns. */
export async function doWaitingJobs(background: Background): Promise<void> {
  await runOnce({
    pgPool: background.pool,
    taskList: tasks(background, new AbortController().signal),
    noHandleSignals: true,
    logger: loggerTo(background.log),
  });
}

const Payload = z.object({ jobId: z.uuid(), attempt: z.int() });

function tasks(background: Background, stopping: AbortSignal): TaskList {
  return {
    [TASK]: async (payload) => {
      const { jobId, attempt } = Payload.parse(payload);
      if (stopping.aborted) {
        await leaveInLine(background.db, jobId, attempt);
        return;
      }
      const taken = await takeJob(background.db, jobId, attempt);
      if (taken) await doJob(background, taken, stopping);
    },
  };
}

class Stopping extends Error {}
class Unwanted extends Error {}

/** Does one job to its end, whatever that is: it throws only when the database cannot be told. */
async function doJob({ db, kinds, log }: Background, taken: TakenJob, stopping: AbortSignal): Promise<void> {
  const ending = new AbortController();
  const stop = () => ending.abort(stopping.reason);
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();

  const kind = kinds.find((each) => each.kind === taken.kind);
  let progress = '';
  const look = async (): Promise<void> => {
    try {
      if (!(await keepJob(db, taken, progress))) ending.abort(new Unwanted());
    } catch (error) {
      log.warn(`A job could not be looked after: ${String(error)}`);
    }
  };
  const looking = setInterval(() => void look(), LOOK_MS);
  const patience = setTimeout(() => {
    ending.abort(new Refusal('too_large', 'This took longer than a job may, and was ended.'));
  }, kind?.milliseconds);
  try {
    if (!kind) throw new Refusal('invalid', 'This desk does not know how to do this any more.');
    const finish = await unlessAborted(
      kind.run(taken.asked, {
        db,
        jobId: taken.id,
        person: taken.person,
        signal: ending.signal,
        tell: (words) => {
          progress = words;
        },
      }),
      ending.signal,
    );
    await finishJob(db, taken, finish);
  } catch (error) {
    if (error instanceof Unwanted) return;
    if (error instanceof Stopping) await releaseJob(db, taken);
    else await failJob(db, taken, whyFailed(error, taken, log));
  } finally {
    clearInterval(looking);
    clearTimeout(patience);
    stopping.removeEventListener('abort', stop);
  }
}

/** Work that does not listen to its signal is left behind. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, (error: unknown) => reject((signal.aborted ? signal.reason : error) as Error));
  });
}

function whyFailed(error: unknown, { id, kind }: TakenJob, log: Log): string {
  if (error instanceof Refusal) return error.message;
  const reference = randomUUID().slice(0, 8);
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.warn(`Job ${id} (${kind}) failed, reference ${reference}: ${words}`);
  return `The desk could not do this. Nothing was changed. Tell whoever runs it the reference ${reference}.`;
}

function loggerTo(log: Log): Logger {
  return new Logger(() => (level: string, message: string) => {
    if (level === 'error' || level === 'warning') log.warn(`Jobs: ${message}`);
  });
}
