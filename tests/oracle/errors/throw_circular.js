'use strict';
const error = new Error('circular');
error.self = error;
throw error;
