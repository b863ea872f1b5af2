'use strict';
const error = new Error('message');
error.stack = 17;
throw error;
