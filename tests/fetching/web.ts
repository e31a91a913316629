import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createPlainServer, type AddressInfo, type Server as PlainServer, type Socket } from 'node:net';
import { Refusal } from '../../src/core/refusal.ts';
import { readAllowedHost } from '../../src/fetching/addresses.ts';
import type { Lookup } from '../../src/fetching/ask.ts';
import { type FetchedPage, fetchPage, type Fetching } from '../../src/fetching/fetch-page.ts';
import { RobotsMemory } from '../../src/fetching/robots.ts';

export interface Site extends AsyncDisposable {
  origin: string;
  port: number;
  /** Paths asked for, robots.txt left out where nobody wrote one. */
  asked: string[];
  /** Settled when every connection it has had is closed. */
  idle(): Promise<void>;
}

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** A website on 127.0.0.1. Without a `/robots.txt` among its pages it answers 404 to that. */
export async function openSite(pages: Record<string, Respond> | Respond): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const respond =
      typeof pages === 'function' && path !== '/robots.txt' ? pages : (pages as Record<string, Respond>)[path];
    if (respond || path !== '/robots.txt') asked.push(path);
    if (respond) respond(request, response);
    else response.writeHead(404).end();
  });
  return listening(server, asked);
}

/** A server that says what it likes to whoever connects. */
export async function openPlainSite(respond: (socket: Socket, request: string) => void): Promise<Site> {
  const asked: string[] = [];
  const server = createPlainServer((socket) => {
    socket.on('error', () => null);
    socket.on('data', (chunk) => {
      const request = chunk.toString('latin1');
      const path = request.split(' ')[1] ?? '';
      if (path === '/robots.txt') {
        socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      asked.push(path);
      respond(socket, request);
    });
  });
  return listening(server, asked);
}

export async function listening(server: Server | PlainServer, asked: string[] = []): Promise<Site> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    asked,
    idle: async () => {
      await Promise.all([...open].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export function page(html = '<!doctype html><title>A story</title><p>The council voted.</p>'): Respond {
  return (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}

export function to(location: string, status = 302): Respond {
  return (_, response) => response.writeHead(status, { location }).end();
}

/** Where the tests' names lead: nowhere but to this machine. */
export const here: Lookup = (name) =>
  /(^localhost|\.test)\.?$/.test(name)
    ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
    : Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));

export interface Wanted extends Partial<Omit<Fetching, 'allowHosts'>> {
  allow?: string[];
}

/** Fetches as the desk does, with a memory of robots of its own, and with the hosts of these sites allowed. */
export function fetchFrom(address: string, { allow = [], ...wanted }: Wanted = {}): Promise<FetchedPage> {
  return fetchPage(address, {
    allowHosts: allow.map(readAllowedHost),
    agent: 'Linecheck/0.1 (+https://linecheck.example)',
    signal: new AbortController().signal,
    now: () => new Date('2031-05-04T12:00:00Z'),
    lookup: here,
    robots: new RobotsMemory(),
    ...wanted,
  });
}

/** The sentence a fetch was refused with, after its reason. */
export async function refusal(fetched: Promise<unknown>): Promise<string> {
  try {
    await fetched;
  } catch (error) {
    if (error instanceof Refusal) return `${error.reason}: ${error.message}`;
    throw error;
  }
  throw new Error('It was not refused.');
}
