import compression from 'compression';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { articleApi } from './articles/api.ts';
import { articleRoutes } from './articles/routes.ts';
import { assignmentApi } from './assignments/api.ts';
import { assignmentRoutes } from './assignments/routes.ts';
import { authorQueryApi } from './author_queries/api.ts';
import { authorQueryRoutes } from './author_queries/routes.ts';
import { commentApi } from './comments/api.ts';
import { commentRoutes } from './comments/routes.ts';
import { notificationApi } from './notifications/api.ts';
import { notificationRoutes, unreadInHead } from './notifications/routes.ts';
import { correctionApi } from './corrections/api.ts';
import { planApi } from './plans/api.ts';
import { planRoutes } from './plans/routes.ts';
import { workApi } from './work/api.ts';
import { workRoutes } from './work/routes.ts';
import { claimApi } from './claims/api.ts';
import { claimRoutes } from './claims/routes.ts';
import { isLoopback } from './config.ts';
import type { Person } from './core/rights.ts';
import type { Db } from './db/client.ts';
import { historyApi } from './history/api.ts';
import { gateApi } from './gates/api.ts';
import { draftApi } from './drafts/api.ts';
import type { FetchSettings } from './fetching/fetch-page.ts';
import { historyRoutes } from './history/routes.ts';
import { jobApi } from './jobs/api.ts';
import { jobRoutes } from './jobs/routes.ts';
import { relayApi } from './relays/api.ts';
import { relayRoutes } from './relays/routes.ts';
import { recheckApi } from './rechecks/api.ts';
import { recheckRoutes } from './rechecks/routes.ts';
import { houseRuleApi } from './house_rules/api.ts';
import { houseRuleRoutes } from './house_rules/routes.ts';
import { reportApi } from './reports/api.ts';
import { reportRoutes } from './reports/routes.ts';
import { revisionApi } from './revisions/api.ts';
import { revisionRoutes } from './revisions/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { snapshotApi } from './snapshots/api.ts';
import { snapshotRoutes } from './snapshots/routes.ts';
import { citationApi } from './citations/api.ts';
import { citationRoutes } from './citations/routes.ts';
import { sourceImportApi } from './source_imports/api.ts';
import { sourceImportRoutes } from './source_imports/routes.ts';
import { sourceApi } from './sources/api.ts';
import { sourceRoutes } from './sources/routes.ts';
import { speakerApi } from './speakers/api.ts';
import { speakerRoutes } from './speakers/routes.ts';
import { suggestionApi } from './suggestions/api.ts';
import { suggestionRoutes } from './suggestions/routes.ts';
import { onlyHosts, sameOrigin, securityHeaders } from './web/guard.ts';
import { answerProblems, nothingHere } from './web/problems.ts';
import { ASSETS, assetVersion, type Newsroom } from './web/render.ts';
import { everyoneIs } from './web/session.ts';

export interface Desk {
  db: Db;
  person: Person;
  newsroom: Newsroom;
  fetching: FetchSettings;
  /** The most that a file handed in as a snapshot may have. */
  mostSnapshotBytes: number;
  log: Logger;
}

/** The website: which routes exist, and what every request passes through on its way to them. */
export function makeApp({ db, person, newsroom, fetching, mostSnapshotBytes, log }: Desk): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.locals['newsroom'] = newsroom;

  app.use(everyoneIs(person));
  app.use(pinoHttp({ logger: log, customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'warn' : 'debug') }));
  app.use(securityHeaders());
  app.use(onlyHosts(isLoopback));
  app.use(sameOrigin);
  app.use(compression());
  app.use(`/assets/${assetVersion()}`, express.static(ASSETS, { immutable: true, maxAge: '365d', index: false }));

  app.use('/api/v1', express.json({ limit: '16mb' }));
  app.use(
    '/api/v1',
    reportApi(db),
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
    articleApi(db),
    suggestionApi(db),
    claimApi(db),
    relayApi(db),
    citationApi(db),
    sourceImportApi(db),
    sourceApi(db),
    speakerApi(db),
    jobApi(db),
    draftApi(db, fetching),
    snapshotApi(db, fetching, mostSnapshotBytes),
    historyApi(db),
  );

  app.use(express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 200 }));
  app.get('/', (_req, res) => res.redirect(303, '/articles'));
  app.get('/health', (_req, res) => res.type('text').send('ok\n'));
  app.use(unreadInHead(db));
  // What an article has, such as its report, comes before the article itself: its paths are longer.
  app.use(
    reportRoutes(db, newsroom),
    historyRoutes(db),
    revisionRoutes(db, fetching),
    recheckRoutes(db),
    claimRoutes(db, newsroom),
    suggestionRoutes(db),
    articleRoutes(db, fetching, newsroom),
  );
  app.use(
    relayRoutes(db),
    citationRoutes(db),
    sourceImportRoutes(db),
    sourceRoutes(db),
    speakerRoutes(db),
    searchRoutes(db),
  );
  app.use(relayRoutes(db), sourceRoutes(db), speakerRoutes(db), searchRoutes(db));
  app.use(notificationRoutes(db), commentRoutes(db));
  app.use(houseRuleRoutes(db));
  app.use(planRoutes(db));
  app.use(assignmentRoutes(db));
  app.use(authorQueryRoutes(db, newsroom), workRoutes(db));
  app.use(jobRoutes(db));
  app.use(snapshotRoutes(db, fetching, mostSnapshotBytes));

  app.use(nothingHere);
  app.use(answerProblems(log));
  return app;
}
