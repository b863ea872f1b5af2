'use strict';
// emit() calls the listeners that existed when it began.
const EventEmitter = require('events');
const emitter = new EventEmitter();
const late = () => console.log('late');
const second = () => console.log('second');
emitter.on('x', function first() {
  console.log('first');
  emitter.removeListener('x', second);
  emitter.on('x', late);
});
emitter.on('x', second);
emitter.emit('x');
console.log('--');
emitter.emit('x');
