'use strict';
const error = new Error('first message');
error.message = 'second message';
throw error;
