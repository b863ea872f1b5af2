'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.pause = () => console.log('paused');
emitter.resume = () => console.log('resumed');
(async () => {
  const iterator = EventEmitter.on(emitter, 'x', { highWaterMark: 2, lowWaterMark: 1 });
  for (let i = 0; i < 4; i++) emitter.emit('x', i);
  for (let i = 0; i < 4; i++) console.log((await iterator.next()).value);
  try { await iterator.throw('x'); } catch (error) { console.log(error.code, error.message); }
  const thrown = iterator.throw(new Error('thrown'));
  console.log(thrown, await iterator.next().catch((error) => error.message));
})();
