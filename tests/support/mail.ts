import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { openPost, type Post } from '../../src/mail/post.ts';

export interface Received {
  from: string;
  to: string[];
  /** As it came, headers and all. */
  raw: string;
}

/** A mail server on this machine, which keeps what it is given. */
export class RunningMailServer implements AsyncDisposable {
  readonly received: Received[] = [];
  /** What was said wrong, once it is made to refuse. */
  refusing = false;
  readonly said: string[] = [];
  readonly post: Post;
  readonly port: number;
  readonly #server: SMTPServer;

  private constructor(server: SMTPServer, port: number) {
    this.#server = server;
    this.port = port;
    const settings = { host: '127.0.0.1', port, secure: false, plain: true, from: 'The desk <desk@calder.example>' };
    const account = { user: 'desk', pass: 'a password of the desk' };
    this.post = openPost({ ...settings, account }, { warn: (line) => void this.said.push(line) });
  }

  static async start(): Promise<RunningMailServer> {
    let running: RunningMailServer | null = null;
    const server = new SMTPServer({
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) => {
        if (username === 'desk' && password === 'a password of the desk') done(null, { user: username });
        else done(new Error('Not known here'));
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          if (running?.refusing) {
            done(Object.assign(new Error('Not now: the secret is 1234'), { responseCode: 451 }));
            return;
          }
          const { mailFrom, rcptTo } = session.envelope;
          running?.received.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(chunks).toString(),
          });
          done();
        });
      },
    });
    server.on('error', () => {});
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    running = new RunningMailServer(server, (server.server.address() as AddressInfo).port);
    return running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
