'use strict';

// Which files hold tests.

const { ArrayPrototypeEvery, ArrayPrototypeJoin, ArrayPrototypeSort, RegExpPrototypeExec } = primordials;
const { getOptionValue } = require('internal/options');

const NAMES = 'test,test/**/*,test-*,*[._-]test';

function defaultPattern() {
  return `**/{${NAMES}}.{js,mjs,cjs${getOptionValue('--strip-types') ? ',ts,mts,cts' : ''}}`;
}

const isPlainName = (pattern) => RegExpPrototypeExec(/[*?[\]{}()!+@]/, pattern) === null;

function findTestFiles(given, cwd) {
  const patterns = given?.length > 0 ? given : [defaultPattern()];
  const { globSync } = require('internal/fs/glob');
  const files = globSync(patterns, { __proto__: null, cwd, exclude: (name) => name === 'node_modules' });
  if (files.length === 0 && ArrayPrototypeEvery(patterns, isPlainName)) {
    require('internal/process/fatal').writeStderr(`Could not find '${ArrayPrototypeJoin(patterns, ', ')}'\n`);
    process.exit(1);
  }
  return ArrayPrototypeSort(files);
}

module.exports = { findTestFiles };
