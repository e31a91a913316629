import { defineConfig } from 'vitest/config';

const common = { testTimeout: 60_000, hookTimeout: 120_000 };
const withoutDatabase = [
  'tests/core/**/*.test.ts',
  'tests/web/**/*.test.ts',
  'tests/fetching/**/*.test.ts',
  'tests/*.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: 'plain', include: withoutDatabase } },
      {
        test: {
          ...common,
          name: 'database',
          include: ['tests/**/*.test.ts'],
          exclude: withoutDatabase,
          // Starts only where a file of this project is run.
          globalSetup: 'tests/support/cluster.ts',
        },
      },
    ],
  },
});
