const base = require('./jest.config');

/** The suites that run on real engines: a cluster for each worker. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/engines/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Removes the cdk.out folders that synthesis leaves in the system's temporary folder.
  setupFilesAfterEnv: [...base.setupFilesAfterEnv, 'aws-cdk-lib/testhelpers/jest-autoclean'],
  globalSetup: '<rootDir>/test/engines/cluster/global-setup.ts',
  globalTeardown: '<rootDir>/test/engines/cluster/global-teardown.ts',
  testTimeout: 180_000,
  maxWorkers: 1,
};
