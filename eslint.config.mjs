// What the linter knows of lib/: each file is a CommonJS function body whose parameters are these, and it runs strict.

import layers from './eslint.layers.mjs';

const given = ['require', 'module', 'exports', 'primordials', 'binding', 'process'];
const platform = ['globalThis', 'WebAssembly'];

export default [
  { ignores: ['**/vendor/**', 'src/anode/packages/**', '**/node_modules/**', 'tests/oracle/**', 'tests/fixtures/**', '.venv/**', 'build/**', 'dist/**', '.bench/**'] },
  {
    files: ['src/anode/lib/**/*.js', 'src/anode/engine/prelude.js'],
    languageOptions: {
      ecmaVersion: 2026,
      sourceType: 'commonjs',
      globals: Object.fromEntries([...given, ...platform, 'engine', '__bootstrap'].map((name) => [name, 'readonly'])),
    },
    linterOptions: { reportUnusedDisableDirectives: true },
    rules: {
      'strict': ['error', 'global'],  // sloppy frames would hand internals to user code
      'no-undef': 'error',
      'no-unused-vars': ['error', { args: 'none', caughtErrors: 'none', ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      'no-dupe-keys': 'error',
      'no-dupe-args': 'error',
      'no-dupe-class-members': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-const-assign': 'error',
      'no-redeclare': 'error',
      'no-unreachable': 'error',
      'no-fallthrough': 'error',
      'no-cond-assign': ['error', 'except-parens'],
      'no-self-assign': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-return': 'error',
      'no-var': 'error',
      'prefer-const': ['error', { destructuring: 'all', ignoreReadBeforeAssign: true }],
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-with': 'error',
      'no-caller': 'error',
      'use-isnan': 'error',
      'valid-typeof': 'error',
      'max-len': ['error', { code: 140, ignoreUrls: true, ignoreRegExpLiterals: true }],
      'max-lines': ['error', 500],
    },
  },
  {
    files: ['src/anode/lib/**/*.js'],
    plugins: { lib: layers },
    rules: { 'lib/layers': 'error', 'lib/circles': 'error' },
  },
  {
    files: ['benchmarks/**/*.js', 'examples/**/*.js'],
    languageOptions: {
      ecmaVersion: 2026,
      sourceType: 'commonjs',
      globals: Object.fromEntries(['console', 'process', 'Buffer', '__dirname', '__filename', 'setTimeout', 'setImmediate', 'performance', 'URL'].map((n) => [n, 'readonly'])),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'prefer-const': 'error' },
  },
];
