'use strict';
const error = new Error('with more');
error.code = 'E_MORE';
error.info = { nested: { deep: { deeper: { deepest: 1 } } } };
throw error;
