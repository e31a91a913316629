import compression from 'compression';
import express, { Router, type Express, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { admissionApi } from './admissions/api.ts';
import { admissionRoutes } from './admissions/routes.ts';
import { articleApi } from './articles/api.ts';
import { articleRoutes } from './articles/routes.ts';
import { assignmentApi } from './assignments/api.ts';
import { assignmentRoutes } from './assignments/routes.ts';
import { authorQueryApi } from './author_queries/api.ts';
import { authorQueryRoutes } from './author_queries/routes.ts';
import { citationApi } from './citations/api.ts';
import { citationRoutes } from './citations/routes.ts';
import { claimImportApi } from './claim_imports/api.ts';
import { claimImportRoutes } from './claim_imports/routes.ts';
import { claimApi } from './claims/api.ts';
import { claimRoutes } from './claims/routes.ts';
import { commentApi } from './comments/api.ts';
import { commentRoutes } from './comments/routes.ts';
import { isLoopback } from './config.ts';
import type { Operation } from './core/rights.ts';
import { correctionApi } from './corrections/api.ts';
import type { Db } from './db/client.ts';
import { draftApi } from './drafts/api.ts';
import { earlierFindingApi } from './earlier_findings/api.ts';
import { earlierFindingRoutes } from './earlier_findings/routes.ts';
import { erasureApi } from './erasures/api.ts';
import { erasureRoutes } from './erasures/routes.ts';
import type { FetchSettings } from './fetching/fetch-page.ts';
import { gateApi } from './gates/api.ts';
import { historyApi } from './history/api.ts';
import { KEPT_PAGES } from './history/parse.ts';
import { historyRoutes } from './history/routes.ts';
import { houseRuleApi } from './house_rules/api.ts';
import { houseRuleRoutes } from './house_rules/routes.ts';
import { identityRoutes } from './identities/routes.ts';
import type { Keys } from './identities/sealing.ts';
import { importApi } from './imports/api.ts';
import { importRoutes } from './imports/routes.ts';
import { jobApi } from './jobs/api.ts';
import { jobRoutes } from './jobs/routes.ts';
import { keepWhereSignedOut, keptFormRoutes } from './kept_forms/routes.ts';
import type { Post } from './mail/post.ts';
import { mergeApi } from './merges/api.ts';
import { mergeRoutes } from './merges/routes.ts';
import { notificationApi } from './notifications/api.ts';
import { notificationRoutes, unreadInHead } from './notifications/routes.ts';
import { peopleApi } from './people/api.ts';
import { findVisitor } from './people/queries.ts';
import { peopleRoutes } from './people/routes.ts';
import { planApi } from './plans/api.ts';
import { planRoutes } from './plans/routes.ts';
import { provenanceApi } from './provenance/api.ts';
import { provenanceRoutes } from './provenance/routes.ts';
import { recheckApi } from './rechecks/api.ts';
import { recheckRoutes } from './rechecks/routes.ts';
import { recordApi } from './records/api.ts';
import { recordRoutes } from './records/routes.ts';
import { relaySuggestionApi } from './relay_suggestions/api.ts';
import { relaySuggestionRoutes } from './relay_suggestions/routes.ts';
import { relayApi } from './relays/api.ts';
import { relayRoutes } from './relays/routes.ts';
import { reportApi } from './reports/api.ts';
import { reportRoutes } from './reports/routes.ts';
import { resemblanceApi } from './resemblances/api.ts';
import { revisionApi } from './revisions/api.ts';
import { revisionRoutes } from './revisions/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { personOfSession } from './sessions/actions.ts';
import type { Provider } from './sessions/provider.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { snapshotApi } from './snapshots/api.ts';
import { snapshotRoutes } from './snapshots/routes.ts';
import { sourceImportApi } from './source_imports/api.ts';
import { sourceImportRoutes } from './source_imports/routes.ts';
import { sourceReadingApi } from './source_readings/api.ts';
import { sourceApi } from './sources/api.ts';
import { sourceRoutes } from './sources/routes.ts';
import { speakerApi } from './speakers/api.ts';
import { speakerRoutes } from './speakers/routes.ts';
import { standingApi } from './standings/api.ts';
import { standingRoutes } from './standings/routes.ts';
import { suggestionApi } from './suggestions/api.ts';
import { suggestionRoutes } from './suggestions/routes.ts';
import { personOfToken } from './tokens/actions.ts';
import { tokenApi } from './tokens/api.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { visitApi } from './visits/api.ts';
import { visitRoutes } from './visits/routes.ts';
import { only, onlyHosts, sameOrigin, securityHeaders, type Door } from './web/guard.ts';
import { answerProblems, nothingHere } from './web/problems.ts';
import { ASSETS, assetVersion, type Newsroom } from './web/render.ts';
import { nobodyYet, whoAsks } from './web/session.ts';
import { workApi } from './work/api.ts';
import { workRoutes } from './work/routes.ts';

export interface Desk {
  db: Db;
  newsroom: Newsroom;
  fetching: FetchSettings;
  /** The most that a file handed in as a snapshot may have. */
  mostSnapshotBytes: number;
  /** With what identities are sealed; none where they are not kept. */
  identityKeys: Keys;
  /** Where people reach the desk, such as `https://desk.example`; null where only this machine does. */
  address: string | null;
  /** Who else says who somebody is; null where passwords alone do. */
  provider: Provider | null;
  /** What takes mail out of the house; null where people hand links over. */
  post: Post | null;
  /** How many proxies stand before it, whose word on where a request comes from is taken. */
  proxies: number;
  log: Logger;
}

/** Routers with where they are mounted, in the order in which they are asked. */
export interface Mounted {
  at: string;
  routers: Router[];
}

/** Every route there is. What an article has, such as its report, comes before the article itself: its paths are longer. */
export function mountedRouters({
  db,
  newsroom,
  address,
  provider,
  post,
  fetching,
  mostSnapshotBytes,
  identityKeys,
}: Desk): {
  api: Mounted;
  pages: Mounted;
} {
  const addressFor = (req: Request) => address ?? `${req.protocol}://${req.headers.host}`;
  return {
    api: {
      at: '/api/v1',
      routers: [
        erasureApi(db),
        peopleApi(db),
        tokenApi(db),
        admissionApi(db),
        reportApi(db, newsroom),
        revisionApi(db),
        recheckApi(db),
        gateApi(db),
        houseRuleApi(db),
        assignmentApi(db),
        authorQueryApi(db),
        workApi(db),
        planApi(db),
        correctionApi(db),
        commentApi(db),
        notificationApi(db),
        visitApi(db),
        articleApi(db),
        suggestionApi(db),
        claimApi(db),
        provenanceApi(db),
        relayApi(db),
        relaySuggestionApi(db),
        citationApi(db),
        mergeApi(db),
        standingApi(db),
        sourceReadingApi(db, fetching),
        sourceImportApi(db),
        importApi(db),
        recordApi(db),
        earlierFindingApi(db, fetching),
        resemblanceApi(db),
        claimImportApi(db),
        sourceApi(db),
        speakerApi(db),
        jobApi(db),
        draftApi(db, fetching),
        snapshotApi(db, fetching, mostSnapshotBytes),
        historyApi(db),
      ],
    },
    pages: {
      at: '',
      routers: [
        keptFormRoutes(db),
        firstRoutes(),
        sessionRoutes(db, provider, addressFor),
        erasureRoutes(db),
        peopleRoutes(db, addressFor, post, newsroom),
        tokenRoutes(db),
        admissionRoutes(db, addressFor),
        reportRoutes(db, newsroom),
        historyRoutes(db),
        revisionRoutes(db, fetching),
        recheckRoutes(db),
        claimImportRoutes(db),
        claimRoutes(db, newsroom),
        suggestionRoutes(db),
        visitRoutes(db),
        articleRoutes(db, fetching, newsroom),
        provenanceRoutes(db),
        relayRoutes(db),
        relaySuggestionRoutes(db),
        citationRoutes(db),
        mergeRoutes(db),
        standingRoutes(db),
        sourceImportRoutes(db),
        importRoutes(db),
        recordRoutes(db),
        earlierFindingRoutes(db, fetching),
        sourceRoutes(db, fetching),
        identityRoutes(db, identityKeys),
        speakerRoutes(db),
        searchRoutes(db),
        notificationRoutes(db),
        commentRoutes(db),
        houseRuleRoutes(db),
        planRoutes(db),
        assignmentRoutes(db),
        authorQueryRoutes(db, newsroom),
        workRoutes(db),
        jobRoutes(db),
        snapshotRoutes(db, fetching, mostSnapshotBytes),
      ],
    },
  };
}

export interface RouteThere {
  method: string;
  /** As express has it: `/api/v1/claims/:claimId`. */
  path: string;
  /** What it is used for; null where it does not begin with saying so. */
  door: Operation | null;
}

/** Every route there is, read from the routers themselves. */
export function routesOf({ api, pages }: { api: Mounted; pages: Mounted }): RouteThere[] {
  return [api, pages].flatMap(({ at, routers }) =>
    routers.flatMap((router) =>
      router.stack.flatMap(({ route }) =>
        route
          ? [...new Set(route.stack.map(({ method }) => method.toUpperCase()))].map((method) => ({
              method,
              path: at + route.path,
              door: (route.stack[0]?.handle as Partial<Door> | undefined)?.operation ?? null,
            }))
          : [],
      ),
    ),
  );
}

/** The website: what every request passes through, and then the routes. */
export function makeApp(desk: Desk): Express {
  const { db, newsroom, log, address, proxies } = desk;
  const mounted = mountedRouters(desk);
  const { api, pages } = mounted;
  for (const { method, path, door } of routesOf(mounted)) {
    if (door === null) throw new Error(`${method} ${path} lets everyone in: begin it with only(…).`);
  }
  const secure = address?.startsWith('https:') ?? false;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', proxies);
  app.locals['newsroom'] = newsroom;
  app.locals['secure'] = secure;
  app.locals['keptPages'] = KEPT_PAGES;

  app.use(nobodyYet);
  app.use(
    pinoHttp({
      logger: log,
      // Cookies, tokens and the links by which people come in are in no log: only what routes they went.
      serializers: {
        req: ({ id, method }: Request) => ({ id, method }),
        res: ({ statusCode }: Response) => ({ statusCode }),
      },
      customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'warn' : 'debug'),
    }),
  );
  app.use(securityHeaders(secure));
  app.use(onlyHosts(hostsOf(address)));
  app.use(sameOrigin);
  app.use(compression());
  app.use(`/assets/${assetVersion()}`, express.static(ASSETS, { immutable: true, maxAge: '365d', index: false }));
  app.use(
    whoAsks({
      bySession: (secret) => personOfSession(db, secret),
      byToken: (secret) => personOfToken(db, secret),
      // Where others reach the desk, everyone says who they are.
      otherwise: async () => (address === null ? findVisitor(db) : null),
    }),
  );

  // What somebody sees is theirs: no cache between keeps it for another, and their own asks again.
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'private, no-cache');
    next();
  });
  app.use(api.at, express.json({ limit: '16mb' }), ...api.routers);
  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 200 }));
  app.use(unreadInHead(db), ...pages.routers);

  app.use(nothingHere);
  app.use(keepWhereSignedOut(db));
  app.use(answerProblems(log));
  return app;
}

function firstRoutes(): Router {
  const routes = Router();
  routes.get('/', only('enter'), (_req, res) => res.redirect(303, '/articles'));
  routes.get('/health', only('enter'), (_req, res) => res.type('text').send('ok\n'));
  return routes;
}

/** The names by which the desk may be asked for: its own, and those of this machine. */
function hostsOf(address: string | null): (host: string) => boolean {
  const own = address === null ? null : new URL(address).hostname;
  return (host) => host.toLowerCase() === own || isLoopback(host);
}
