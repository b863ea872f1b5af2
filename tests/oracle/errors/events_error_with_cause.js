'use strict';
const { EventEmitter } = require('events');
const error = new Error('outer', { cause: new TypeError('inner') });
error.code = 'E_OUTER';
class Thing extends EventEmitter {}
new Thing().emit('error', error);
