'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
const order = [];
emitter.on('removeListener', (event, listener) => order.push(`${String(event)} ${listener.name}`));
function a() {}
function b() {}
emitter.on('x', a); emitter.on('x', b); emitter.once('y', a); emitter.on(Symbol.iterator, b);
emitter.removeAllListeners('x');
console.log(order.splice(0));
emitter.removeAllListeners();
console.log(order, emitter.eventNames(), emitter.listenerCount('x'));
console.log(emitter.listenerCount('y', a), emitter.on('x', a).on('x', a).listenerCount('x', a));
