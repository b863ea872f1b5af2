'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.on('x', () => console.log('on'));
emitter.once('x', () => console.log('once'));
emitter.prependListener('x', () => console.log('prepended'));
emitter.prependOnceListener('x', () => console.log('prepended once'));
console.log(emitter.emit('x'), emitter.emit('x'), emitter.emit('nothing'));
console.log(emitter.listenerCount('x'), emitter.eventNames(), emitter.rawListeners('x').length);
