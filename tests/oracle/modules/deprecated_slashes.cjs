'use strict';

// Deprecated requests that package.json maps: double or trailing slashes (DEP0155, DEP0166). Each resolution warns.

const { createRequire } = require('module');

const asked = createRequire(`${__dirname}/fixtures/asking.js`);
for (const name of ['old/slash/a', 'old/exact', 'old/dir//a.js', 'old/dir/sub//b.js', 'old/tail/sub//b',
  'old/dir/sub/', 'old/folder/a/', 'old/inner', 'old/slash/a', 'old/lib/../x', 'old/lib/node_modules/x']) {
  try {
    console.log(name, asked(name));
  } catch (error) {
    console.log(name, error.code);
  }
}
