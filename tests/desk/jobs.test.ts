import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { BLANK } from '../../src/core/citations.ts';
import { Refusal } from '../../src/core/refusal.ts';
import { UNGRADED } from '../../src/core/reliability.ts';
import { recordSourceIn } from '../../src/sources/actions.ts';
import { recoverJobs, requestJob } from '../../src/jobs/actions.ts';
import { jobKind, type JobKind } from '../../src/jobs/kind.ts';
import type { Job } from '../../src/jobs/queries.ts';
import { startJobs } from '../../src/jobs/runner.ts';
import { withAdmin } from '../support/admin.ts';
import { openDesk, type Sent, type TestDesk } from '../support/desk.ts';

const source = (title: string) => ({ ...BLANK, ...UNGRADED, kind: 'web_page', title, speakerId: null }) as const;

/** Things to do in the background, as a noun would bring them. */
const kinds: JobKind[] = [
  jobKind({
    kind: 'record',
    asked: z.object({ title: z.string() }),
    run: ({ title }, { person, tell }) => {
      tell('Writing it down');
      return Promise.resolve(async (tx) => {
        const sourceId = await recordSourceIn(tx, person, source(title));
        return { text: `Recorded “${title}”`, href: `/sources/${sourceId}`, found: { title } };
      });
    },
  }),
  jobKind({
    kind: 'refuse',
    asked: z.object({}),
    run: () => Promise.reject(new Refusal('invalid', 'There is no such page.')),
  }),
  jobKind({
    kind: 'break',
    asked: z.object({}),
    run: () => Promise.reject(new TypeError('secret detail')),
  }),
  jobKind({
    kind: 'half',
    asked: z.object({}),
    run: (_, { person }) =>
      Promise.resolve(async (tx) => {
        await recordSourceIn(tx, person, source('Half a source'));
        throw new Refusal('conflict', 'Somebody was faster.');
      }),
  }),
  jobKind({
    kind: 'endless',
    asked: z.object({}),
    run: (_, { tell, signal }) => {
      tell('Still at it');
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    },
  }),
  jobKind({
    kind: 'impatient',
    milliseconds: 20,
    asked: z.object({}),
    run: () => new Promise(() => {}),
  }),
  jobKind({
    kind: 'file',
    asked: z.object({}),
    run: () =>
      Promise.resolve(() =>
        Promise.resolve({
          text: 'Made a file',
          file: { name: 'Bericht “1”.txt', mediaType: 'text/plain', bytes: Buffer.from('the file') },
        }),
      ),
  }),
];

let desk: TestDesk;
beforeAll(async () => {
  desk = await openDesk({ kinds });
});
afterAll(() => desk[Symbol.asyncDispose]());

const ask = (kind: string, asked: object = {}, on = desk): Promise<string> =>
  on.database.db.transaction((tx) => requestJob(tx, on.person, { kind, title: `To ${kind}`, asked }));

const jobNow = (id: string, on = desk) => on.get<Sent<Job>>(`/jobs/${id}`);

async function until(id: string, fits: (job: Sent<Job>) => boolean, on = desk): Promise<Sent<Job>> {
  for (;;) {
    const job = await jobNow(id, on);
    if (fits(job)) return job;
    await sleep(20);
  }
}

const titles = async () => (await desk.get<{ sources: { title: string }[] }>('/sources')).sources.map((s) => s.title);

describe('a job', () => {
  test('waits, is done, and leads to what came of it', async () => {
    const id = await ask('record', { title: 'A budget table' });
    const waiting = await desk.open(`/jobs/${id}`);
    expect(waiting.words('main')).toMatch(/To record.*Waiting/);
    expect(waiting.html).toMatch(/<noscript><meta http-equiv="refresh" content="2"><\/noscript>/);
    await desk.work();
    const done = await desk.open(`/jobs/${id}`);
    expect(done.words('main')).toMatch(/Done.*Recorded “A budget table”/);
    expect(done.html).not.toContain('http-equiv="refresh"');
    expect((await done.follow('Go on')).words('h1')).toBe('A budget table');
    expect((await desk.open(`/jobs/${id}?wait=1`)).words('h1')).toBe('A budget table');
    expect((await desk.open('/jobs')).words('.jobs')).toMatch(/To record Done/);
  });

  test('asked for in a change that is not made is never done', async () => {
    const asking = desk.database.db.transaction(async (tx) => {
      await requestJob(tx, desk.person, { kind: 'record', title: 'T', asked: { title: 'Never' } });
      throw new Error('the change fails');
    });
    await expect(asking).rejects.toThrow('the change fails');
    await desk.work();
    expect(await titles()).not.toContain('Never');
  });

  test('that is refused says why, and can be tried again', async () => {
    const id = await ask('refuse');
    await desk.work();
    const failed = await desk.open(`/jobs/${id}`);
    expect(failed.words('[role=alert]')).toBe('There is no such page.');
    const again = await failed.send('#retry');
    expect(again.words('main')).toMatch(/Waiting/);
    await desk.work();
    expect(await jobNow(id)).toMatchObject({ state: 'failed', attempt: 2 });
  });

  test('that runs into a bug gives a reference and no detail', async () => {
    const id = await ask('break');
    await desk.work();
    const { refusal } = await jobNow(id);
    expect(refusal).toMatch(/Nothing was changed.*reference [0-9a-f]{8}/);
    expect(refusal).not.toContain('secret');
  });

  test('that fails in the middle of its change has changed nothing', async () => {
    const id = await ask('half');
    await desk.work();
    expect(await jobNow(id)).toMatchObject({ state: 'failed', refusal: 'Somebody was faster.' });
    expect(await titles()).not.toContain('Half a source');
  });

  test('that takes longer than it may is ended', async () => {
    const id = await ask('impatient');
    await desk.work();
    expect(await jobNow(id)).toMatchObject({
      state: 'failed',
      refusal: 'This took longer than a job may, and was ended.',
    });
  });

  test('of a kind that this desk does not know fails in words', async () => {
    const id = await ask('from-a-later-version');
    await desk.work();
    expect((await jobNow(id)).refusal).toMatch(/does not know how/);
  });

  test('makes a file to be downloaded, never to be shown', async () => {
    const id = await ask('file');
    await desk.work();
    const page = await desk.open(`/jobs/${id}`);
    const file = await desk.ask(page.linkTo('Download Bericht “1”.txt'));
    expect(await file.text()).toBe('the file');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is its person’s own', async () => {
    const id = await ask('refuse');
    const other = await desk.seat('admin', 'Somebody Else');
    expect((await other.refused(`/jobs/${id}`)).status).toBe(404);
    expect((await other.refused(`/jobs/${id}/cancellation`, {})).status).toBe(404);
    expect((await other.get<{ jobs: unknown[] }>('/jobs')).jobs).toEqual([]);
  });

  test('cancelled while it waits is never begun', async () => {
    const id = await ask('record', { title: 'Cancelled in line' });
    const page = await (await desk.open(`/jobs/${id}`)).send('#cancel');
    expect(page.words('main')).toMatch(/Cancelled Nothing was changed|Cancelled.*Nothing was changed/);
    await desk.work();
    expect(await titles()).not.toContain('Cancelled in line');
    expect((await desk.refused(`/jobs/${id}/cancellation`, {})).status).toBe(409);
  });
});

test('fifty jobs of one person may be under way, and no more', async () => {
  await using crowded = await openDesk({ kinds });
  for (let many = 0; many < 50; many += 1) await ask('refuse', {}, crowded);
  await expect(ask('refuse', {}, crowded)).rejects.toThrow('50 jobs of yours are under way');
});

describe('while the desk runs', () => {
  const running = async (on: TestDesk) => {
    const { db, pool } = on.database;
    return startJobs({ db, pool, kinds, log: { info: () => {}, warn: () => {} } });
  };

  test('a job that runs says how far it is, and stops when it is cancelled', async () => {
    await using busy = await openDesk({ kinds });
    const jobs = await running(busy);
    const id = await ask('endless', {}, busy);
    await until(id, ({ progress }) => progress === 'Still at it', busy);
    expect((await busy.open(`/jobs/${id}`)).words('[role=status]')).toBe('Still at it');
    await busy.tell(`/jobs/${id}/cancellation`);
    const after = await ask('record', { title: 'After' }, busy);
    await until(after, ({ state }) => state === 'done', busy);
    expect((await jobNow(id, busy)).state).toBe('cancelled');
    await jobs.stop();
  });

  test('a job under way when the desk stops is gone on with at the next start', async () => {
    await using busy = await openDesk({ kinds });
    const first = await running(busy);
    const id = await ask('endless', {}, busy);
    await until(id, ({ state }) => state === 'running', busy);
    await first.stop();
    expect(await jobNow(id, busy)).toMatchObject({ state: 'waiting', attempt: 2 });
    const second = await running(busy);
    await until(id, ({ state }) => state === 'running', busy);
    await second.stop();
  });
});

describe('a desk that was killed', () => {
  const forgotten = (id: string, state: string) =>
    withAdmin(desk.database.connection, async (run) => {
      await run(`delete from graphile_worker._private_jobs`);
      await run(`update jobs set state = '${state}', heard_at = now() - interval '1 minute' where id = '${id}'`);
    });

  test.each(['running', 'waiting'])('takes up again what was %s', async (state) => {
    const id = await ask('record', { title: `Was ${state}` });
    await forgotten(id, state);
    await recoverJobs(desk.database.db);
    await desk.work();
    expect(await jobNow(id)).toMatchObject({ state: 'done', attempt: 2 });
    expect((await titles()).filter((title) => title === `Was ${state}`)).toHaveLength(1);
  });

  test('gives up on what was lost three times', async () => {
    const id = await ask('record', { title: 'Deadly' });
    for (let times = 0; times < 3; times += 1) {
      await forgotten(id, 'running');
      await recoverJobs(desk.database.db);
    }
    expect(await jobNow(id)).toMatchObject({ state: 'failed', attempt: 3 });
  });

  test('leaves alone what somebody is at', async () => {
    const id = await ask('record', { title: 'In good hands' });
    await recoverJobs(desk.database.db);
    expect(await jobNow(id)).toMatchObject({ state: 'waiting', attempt: 1 });
    await desk.work();
  });
});
