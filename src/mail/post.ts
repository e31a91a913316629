import { createTransport } from 'nodemailer';

export interface PostSettings {
  host: string;
  port: number;
  /** TLS from the first byte on; otherwise it is asked for once connected. */
  secure: boolean;
  /** For a server on this machine alone: what is sent then crosses no wire. */
  plain: boolean;
  account: { user: string; pass: string } | null;
  /** Whose name stands on what is sent: `Desk <desk@calder.example>`. */
  from: string;
}

export interface Mail {
  to: { name: string; address: string };
  subject: string;
  text: string;
}

/** What takes mail out of the house. */
export interface Post {
  /** Whether the mail server took it, within a few seconds; if not, the log says why. */
  send(mail: Mail): Promise<boolean>;
}

const MOST_MS = 10_000;

export function openPost(settings: PostSettings, log: { warn: (said: string) => void }): Post {
  const { host, port, secure, plain, account, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    ...(account && { auth: account }),
    connectionTimeout: MOST_MS,
    greetingTimeout: MOST_MS,
    socketTimeout: MOST_MS,
    dnsTimeout: MOST_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({ from, to, subject, text });
        return true;
      } catch (error) {
        const { code = '', responseCode = '' } = error as { code?: string; responseCode?: number };
        // Neither the words, which hold a link, nor what the server answered, which may hold them.
        log.warn(`Mail could not be sent: ${[code, responseCode].filter(Boolean).join(' ') || 'unknown'}`);
        return false;
      }
    },
  };
}
