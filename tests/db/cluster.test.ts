import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { engineAnswers } from '../support/cluster.ts';
import { until } from '../support/home.ts';

test.each([
  ['a socket that answers', 200, true],
  ['a socket of something else', 404, false],
])('a container engine is taken where one is: %s', async (_, status, taken) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'linecheck-engine-'));
  const socket = path.join(folder, 'engine.sock');
  const engine = createServer((asked, answer) => answer.writeHead(asked.url === '/_ping' ? status : 500).end('OK'));
  engine.listen(socket);
  await until(() => engine.listening);
  expect(await engineAnswers({ DOCKER_HOST: `unix://${socket}` })).toBe(taken);
  engine.close();
  rmSync(folder, { recursive: true });
});

test.each(['unix:///nowhere/engine.sock', 'tcp://127.0.0.1:1'])('no engine at %s is no engine', async (address) => {
  expect(await engineAnswers({ DOCKER_HOST: address })).toBe(false);
});
