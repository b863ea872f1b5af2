'use strict';
const error = new Error('message');
Object.defineProperty(error, 'stack', { get() { throw new Error('from the getter'); } });
throw error;
