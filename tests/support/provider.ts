import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider as OpenIdProvider } from 'oidc-provider';

/** Whoever sits before the browser, as the provider knows them; null breaks off. */
export interface Known {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

/** An OpenID Connect provider on this machine that asks nobody for a password. */
export class RunningProvider implements AsyncDisposable {
  readonly issuer: string;
  readonly clientId = 'the-desk';
  readonly clientSecret = 'a secret of the desk and the provider';
  /** Who will be before it next. */
  person: Known | null = null;
  /** Each address it was asked at, without the query. */
  readonly asked: string[] = [];
  readonly #server: ReturnType<typeof createServer>;
  #answer: (req: IncomingMessage, res: ServerResponse) => unknown = (_req, res) => res.writeHead(503).end();

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (req: IncomingMessage, res: ServerResponse) => {
      this.asked.push(`${req.method} ${req.url?.split('?')[0]}`);
      void this.#answer(req, res);
    });
  }

  static async start(): Promise<RunningProvider> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new RunningProvider(server);
  }

  /** From now on it answers, and sends whoever it knows back to this desk. With `inToken` it says the mail in its ID token. */
  serve(deskUrl: string, { inToken = false } = {}): void {
    const { warn } = console;
    // It warns of keys and rows that it will not have after a restart; here there is none.
    console.warn = () => {};
    const provider = new OpenIdProvider(this.issuer, {
      clients: [
        {
          client_id: this.clientId,
          client_secret: this.clientSecret,
          redirect_uris: [`${deskUrl}/sign-in/provider/return`],
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: !inToken,
      pkce: { required: () => true },
      cookies: { keys: ['only for tests'] },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, sub) => {
        const known = this.person?.sub === sub ? this.person : { sub };
        return { accountId: sub, claims: () => ({ ...known }) };
      },
      loadExistingGrant: async (ctx) => {
        const grant = new provider.Grant({
          clientId: ctx.oidc.client!.clientId,
          accountId: ctx.oidc.session!.accountId!,
        });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    });
    console.warn = warn;
    const answer = provider.callback();
    this.#answer = async (req, res) => {
      if (!req.url?.startsWith('/interaction/')) return answer(req, res);
      const result = this.person ? { login: { accountId: this.person.sub } } : { error: 'access_denied' };
      await provider.interactionFinished(req, res, result);
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A browser that follows where it is sent, from host to host, and keeps each host's cookies for that host. */
export class Wanderer {
  readonly #jars = new Map<string, Map<string, string>>();
  /** Every address it was at, the last one last. */
  readonly way: string[] = [];

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    if (!this.#jars.has(host)) this.#jars.set(host, new Map());
    return this.#jars.get(host)!;
  }

  /** The answer at the end of the way; with `stopAt` the address at which it stops before asking. */
  async go(start: string, stopAt: (url: string) => boolean = () => false): Promise<Response> {
    let url = start;
    for (let steps = 0; steps < 20; steps += 1) {
      this.way.push(url);
      const jar = this.cookies(url);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) return answer;
      url = new URL(location, url).href;
      if (stopAt(url)) {
        this.way.push(url);
        return answer;
      }
    }
    throw new Error(`Sent on without end: ${this.way.slice(-3).join(' → ')}`);
  }
}
