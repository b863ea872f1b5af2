module.exports = {
  transform: { '\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testMatch: ['**/test/*.test.ts'],
  verbose: true,
  maxWorkers: 2,
  collectCoverageFrom: ['src/**/*.ts'],
};
