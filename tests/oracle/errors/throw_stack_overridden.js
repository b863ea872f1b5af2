'use strict';
const error = new Error('message');
error.stack = 'Something: else\n    at nowhere (here.js:1:1)';
throw error;
