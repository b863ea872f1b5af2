'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.on(EventEmitter.errorMonitor, (error) => console.log('monitor', error.message));
try {
  emitter.emit('error', new Error('nobody listens'));
} catch (error) {
  console.log('thrown', error.message);
}
emitter.on('error', (error) => console.log('listener', error.message));
console.log(emitter.emit('error', new Error('somebody listens')), emitter.eventNames());
