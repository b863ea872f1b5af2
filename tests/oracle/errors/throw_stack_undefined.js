'use strict';
const error = new Error('stack is undefined');
error.stack = undefined;
throw error;
