'use strict';
// The moment at which a promise of once() continues, among ticks and other promises.
const EventEmitter = require('events');
const emitter = new EventEmitter();
(async () => {
  await EventEmitter.once(emitter, 'x');
  console.log('awaited');
})();
setImmediate(() => {
  let p = Promise.resolve();
  for (let i = 1; i < 6; i++) p = p.then(() => console.log('promise', i));
  emitter.emit('x');
  process.nextTick(() => console.log('tick'));
});
