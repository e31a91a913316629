import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { defaultHome } from './db/embedded.ts';
import { readAllowedHost, type AllowedHost } from './fetching/addresses.ts';
import type { FetchSettings } from './fetching/fetch-page.ts';
import type { PostSettings } from './mail/post.ts';
import type { ProviderSettings } from './sessions/provider.ts';

export interface Config {
  host: string;
  port: number;
  /** Where people reach the desk, without a path: `https://desk.example`; null where only this machine does. */
  address: string | null;
  /** How many proxies stand before the desk. */
  proxies: number;
  /** Where the embedded database and files live. */
  home: string;
  /** A PostgreSQL of one's own; null starts the embedded one. */
  databaseUrl: string | null;
  /** A folder with another PostgreSQL's `initdb` and `postgres` to embed instead of ours. */
  postgresBin: string | null;
  demo: boolean;
  newsroom: { name: string; address: string; timeZone: string };
  /** Who else says who somebody is; null where passwords alone do. */
  provider: ProviderSettings | null;
  /** What takes mail out of the house; null where people hand links over. */
  mail: PostSettings | null;
  fetching: FetchSettings;
  /** The most that a file handed in as a snapshot may have. */
  mostSnapshotBytes: number;
  /** Whether sources with an address get a first snapshot by themselves. */
  snapshotSources: boolean;
  /** With what identities are sealed, 32 bytes each; the first seals. None: they are not kept. */
  identityKeys: Buffer[];
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** True for the names and addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

const optional = z
  .string()
  .trim()
  .transform((value) => value || null)
  .nullish()
  .transform((value) => value ?? null);

const Settings = z.object({
  HOST: optional
    .transform((value) => value ?? '127.0.0.1')
    .refine((value) => isIP(value) !== 0 || value === 'localhost', 'an address of this machine, such as 127.0.0.1'),
  LINECHECK_ADDRESS: optional
    .refine((value) => value === null || isOrigin(value), 'a web address without a path, such as https://desk.example')
    .transform((value) => value && new URL(value).origin),
  LINECHECK_PROXIES: optional
    .transform((value) => value ?? '0')
    .refine((value) => /^\d$/.test(value), 'a number from 0 to 9')
    .transform(Number),
  PORT: optional
    .transform((value) => value ?? '3000')
    .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'a whole number from 0 to 65535')
    .transform(Number),
  LINECHECK_HOME: optional,
  DATABASE_URL: optional.refine(
    (value) => value === null || (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)),
    'an address that begins with postgres:// or postgresql://',
  ),
  LINECHECK_POSTGRES_BIN: optional,
  LINECHECK_DEMO: optional
    .refine((value) => value === null || ['0', '1'].includes(value), '0 or 1')
    .transform((value) => value !== '0'),
  LINECHECK_NEWSROOM: optional.transform((value) => value ?? 'The newsroom'),
  LINECHECK_NEWSROOM_ADDRESS: optional
    .refine((value) => value === null || (/^https?:\/\//.test(value) && URL.canParse(value)), 'a web address')
    .transform((value) => value ?? ''),
  LINECHECK_OIDC_ISSUER: optional.refine(
    (value) => value === null || isIssuer(value),
    'the address of an OpenID Connect provider: https, or http on this machine',
  ),
  LINECHECK_OIDC_CLIENT_ID: optional,
  LINECHECK_OIDC_CLIENT_SECRET: optional,
  LINECHECK_OIDC_LABEL: optional,
  LINECHECK_SMTP: optional.refine(
    (value) => value === null || (/^smtps?:\/\/./.test(value) && URL.canParse(value)),
    'an address that begins with smtp:// or smtps://',
  ),
  LINECHECK_MAIL_FROM: optional.refine((value) => value === null || value.includes('@'), 'a mail address'),
  LINECHECK_ALLOWED_HOSTS: optional.transform((value, context) =>
    readHosts(value, (message) => context.addIssue({ code: 'custom', message })),
  ),
  // A backup writes bytes in twice as many letters, and PostgreSQL takes at most 256 MB of them as JSON.
  LINECHECK_SNAPSHOT_MB: optional
    .transform((value) => value ?? '50')
    .refine(
      (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 100,
      'a whole number from 1 to 100',
    )
    .transform(Number),
  LINECHECK_SNAPSHOT_SOURCES: optional
    .refine((value) => value === null || ['0', '1'].includes(value), '0 or 1')
    .transform((value) => value === '1'),
  LINECHECK_IDENTITY_KEY: optional
    .transform((value) => (value ?? '').split(/[\s,]+/).filter(Boolean))
    .refine(
      (keys) => keys.every((key) => Buffer.from(key, 'base64').length === 32 && /^[\w+/-]{43}=?$/.test(key)),
      '32 bytes in base64, such as `openssl rand -base64 32` makes; behind it, after a comma, those that it takes over from',
    )
    .transform((keys) => keys.map((key) => Buffer.from(key, 'base64'))),
  LINECHECK_TIME_ZONE: optional
    .refine((value) => value === null || isTimeZone(value), 'a time zone such as Europe/Berlin or UTC')
    .transform((value) => value ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
  LOG_LEVEL: optional
    .transform((value) => value ?? 'warn')
    .pipe(z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error or silent')),
});

/** Hosts by name or address, with a port if need be, set apart by commas or spaces. */
function readHosts(value: string | null, complain: (sentence: string) => void): AllowedHost[] {
  return (value ?? '').split(/[\s,]+/).flatMap((entry) => {
    if (entry === '') return [];
    try {
      return [readAllowedHost(entry)];
    } catch {
      complain('names or addresses of hosts, each with a port if need be, such as cms.example or 10.0.0.7:8080');
      return [];
    }
  });
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Who asks other people's servers for a page: a robots.txt knows it by its first word. */
function agentOf(newsroomAddress: string): string {
  return `Linecheck/${version}${newsroomAddress && ` (+${newsroomAddress})`}`;
}

function isOrigin(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value) && new URL(value).href === `${new URL(value).origin}/`;
}

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash } = new URL(value);
  return (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) && search === '' && hash === '';
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Settings that are not repeated to whoever reads the complaint. */
const SECRETS = new Set(['DATABASE_URL', 'LINECHECK_OIDC_CLIENT_SECRET', 'LINECHECK_IDENTITY_KEY', 'LINECHECK_SMTP']);

/** What the environment says, or one Error whose message lists every setting that is wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = Settings.safeParse(env);
  if (!read.success) {
    const complaints = read.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const given = SECRETS.has(name) ? 'what is given' : JSON.stringify(env[name]);
      return `  ${name}: ${given} will not do; it takes ${issue.message}`;
    });
    throw new SettingsError(`These settings are wrong:\n${complaints.join('\n')}`);
  }
  const settings = read.data;
  if (!isLoopback(settings.HOST) && settings.LINECHECK_ADDRESS === null) {
    throw new SettingsError(
      'These settings are wrong:\n  LINECHECK_ADDRESS: needed where HOST lets other machines in; ' +
        'it takes the address that people type, such as https://desk.example',
    );
  }
  return {
    host: settings.HOST,
    port: settings.PORT,
    address: settings.LINECHECK_ADDRESS,
    proxies: settings.LINECHECK_PROXIES,
    home: settings.LINECHECK_HOME ?? defaultHome(env, process.platform, process.getuid?.()),
    databaseUrl: settings.DATABASE_URL,
    postgresBin: settings.LINECHECK_POSTGRES_BIN,
    demo: settings.LINECHECK_DEMO,
    newsroom: {
      name: settings.LINECHECK_NEWSROOM,
      address: settings.LINECHECK_NEWSROOM_ADDRESS,
      timeZone: settings.LINECHECK_TIME_ZONE,
    },
    provider: providerIn(settings),
    mail: mailIn(settings),
    fetching: {
      allowHosts: settings.LINECHECK_ALLOWED_HOSTS,
      agent: agentOf(settings.LINECHECK_NEWSROOM_ADDRESS),
    },
    mostSnapshotBytes: settings.LINECHECK_SNAPSHOT_MB * 1_000_000,
    snapshotSources: settings.LINECHECK_SNAPSHOT_SOURCES,
    identityKeys: settings.LINECHECK_IDENTITY_KEY,
    logLevel: settings.LOG_LEVEL,
  };
}

function providerIn(settings: z.output<typeof Settings>): ProviderSettings | null {
  const {
    LINECHECK_OIDC_ISSUER: issuer,
    LINECHECK_OIDC_CLIENT_ID: id,
    LINECHECK_OIDC_CLIENT_SECRET: secret,
  } = settings;
  if (issuer === null && id === null && secret === null) return null;
  if (issuer === null || id === null || secret === null) {
    throw new SettingsError(
      'These settings are wrong:\n  LINECHECK_OIDC_ISSUER, LINECHECK_OIDC_CLIENT_ID, LINECHECK_OIDC_CLIENT_SECRET: all three or none',
    );
  }
  return {
    issuer,
    clientId: id,
    clientSecret: secret,
    label: settings.LINECHECK_OIDC_LABEL ?? new URL(issuer).hostname,
  };
}

/** Mail carries links, so the desk has to know where it is. A password goes over a wire with TLS alone. */
function mailIn(settings: z.output<typeof Settings>): PostSettings | null {
  const { LINECHECK_SMTP: server, LINECHECK_MAIL_FROM: from, LINECHECK_ADDRESS: address } = settings;
  if (server === null) return null;
  if (from === null || address === null) {
    throw new SettingsError(
      'These settings are wrong:\n  LINECHECK_SMTP needs LINECHECK_MAIL_FROM and LINECHECK_ADDRESS: mail carries links',
    );
  }
  const { protocol, hostname, port, username, password } = new URL(server);
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    plain: !secure && isLoopback(hostname),
    account: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    from,
  };
}

/** The start is refused, with every complaint in the message; nobody wants its stack. */
export class SettingsError extends Error {}
