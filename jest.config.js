// The CDK would run its template validator in every synth, 2 s a test file. The validation suite runs it once, on everything.
process.env.CDK_VALIDATION ??= 'false';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/engines/', '<rootDir>/test/browser/'],
  globalSetup: '<rootDir>/test/support/temporary/setup.ts',
  globalTeardown: '<rootDir>/test/support/temporary/teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/seed.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^cutover$': '<rootDir>/lib/index.ts',
    '^cutover/aws$': '<rootDir>/constructs-aws/index.ts',
    '^cutover/k8s$': '<rootDir>/constructs-k8s/index.ts',
    '^cutover/pulumi$': '<rootDir>/constructs-k8s/pulumi/index.ts',
    '^cutover/testing$': '<rootDir>/lib/testing/index.ts',
    // A dynamic import names the compiled file; in the source tree it is the .ts beside it.
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
  },
  maxWorkers: 2,
};
