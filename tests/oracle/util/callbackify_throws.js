'use strict';
const { callbackify } = require('util');
callbackify(async () => 1)(() => {
  throw new Error('from the callback');
});
