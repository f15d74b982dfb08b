const base = require('./jest.config');

/** The suites that run on real engines: a cluster for each worker. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/engines/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/engines/cluster/global-setup.ts',
  globalTeardown: '<rootDir>/test/engines/cluster/global-teardown.ts',
  testTimeout: 180_000,
  maxWorkers: 1,
};
