'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.on('newListener', (event, listener) => console.log('new', event, listener.name, emitter.listenerCount(event)));
emitter.on('removeListener', (event, listener) => console.log('removed', event, listener.name, emitter.listenerCount(event)));
function listener() {}
emitter.on('x', listener);
emitter.once('x', listener);
emitter.off('x', listener);
emitter.emit('x');
emitter.on('y', listener);
emitter.removeAllListeners('y');
emitter.removeAllListeners();
console.log(emitter.eventNames());
