import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const common = { testTimeout: 60_000, hookTimeout: 120_000 };
const withoutDatabase = ['core/**/', 'fetching/**/', 'papers/**/', 'readers/**/', 'web/**/', ''].map(
  (folder) => `tests/${folder}*.test.ts`,
);
const inBrowser = ['tests/browser/**/*.test.ts'];

export default defineConfig({
  test: {
    // Vitest leaves one processor to itself, and so half of a machine of two; files also wait for the database.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { ...common, name: 'plain', include: withoutDatabase } },
      {
        test: {
          ...common,
          name: 'database',
          include: ['tests/**/*.test.ts'],
          exclude: [...withoutDatabase, ...inBrowser],
          // Starts only where a file of this project is run.
          globalSetup: 'tests/support/cluster.ts',
        },
      },
      {
        test: {
          ...common,
          name: 'browser',
          testTimeout: 180_000,
          include: inBrowser,
          globalSetup: ['tests/support/chromium.ts', 'tests/support/cluster.ts'],
        },
      },
    ],
  },
});
