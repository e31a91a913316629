// Every table and its constraints. Whoever reads or writes imports them from here.
export * from './schema/articles.ts';
export * from './schema/author_queries.ts';
export * from './schema/claims.ts';
export * from './schema/comments.ts';
export * from './schema/gates.ts';
export * from './schema/history.ts';
export * from './schema/jobs.ts';
export * from './schema/notifications.ts';
export * from './schema/merges.ts';
export * from './schema/people.ts';
export * from './schema/plans.ts';
export * from './schema/relays.ts';
export * from './schema/snapshots.ts';
export * from './schema/sources.ts';
export * from './schema/speakers.ts';
export * from './schema/suggestions.ts';
export * from './schema/source_imports.ts';
