'use strict';
const { EventEmitter } = require('events');
const emitter = new EventEmitter();
emitter.on('go', () => {
  throw new Error('in a listener');
});
emitter.emit('go');
