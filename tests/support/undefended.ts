import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Undefended extends AsyncDisposable {
  url: string;
}

/**
 * A website as it would be without the desk's defences, for an attack to be seen to work before it is seen to fail: what
 * fails everywhere proves nothing.
 */
export async function undefended(handler: (...told: Parameters<RequestListener>) => unknown): Promise<Undefended> {
  const server = createServer((req, res) => void handler(req, res));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close().closeAllConnections();
      await closed;
    },
  };
}

/** The value of a cookie that a request carries. */
export function cookieNamed(name: string, header: string | undefined): string | null {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(header ?? '')?.[1] ?? null;
}

/** The body of a request as a form. */
export async function formIn(req: AsyncIterable<Buffer>): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
