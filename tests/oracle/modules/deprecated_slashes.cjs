'use strict';

// What is deprecated in requests that package.json maps: slashes in a row or at an end (DEP0155, DEP0166), each told of as often as it is resolved.

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
