'use strict';
const EventEmitter = require('events');
const { on } = EventEmitter;
(async () => {
  const emitter = new EventEmitter();
  setImmediate(() => { emitter.emit('x', 1); emitter.emit('x', 2, 'b'); emitter.emit('end'); });
  for await (const value of on(emitter, 'x', { close: ['end'] })) console.log(value);
  console.log(emitter.listenerCount('x'), emitter.listenerCount('error'), emitter.listenerCount('end'));
  const iterator = on(emitter, 'x');
  emitter.emit('x', 'buffered');
  emitter.emit('error', new Error('later'));
  console.log(await iterator.next());
  await iterator.next().catch((error) => console.log(error.message));
  console.log(await iterator.next(), await iterator.return());
  const controller = new AbortController();
  const aborted = on(emitter, 'x', { signal: controller.signal });
  const waiting = aborted.next();
  controller.abort('why');
  await waiting.catch((error) => console.log(error.name, error.code, error.cause));
  console.log(await aborted.next());
  try { on(emitter, 'x', { signal: AbortSignal.abort() }); } catch (error) { console.log(error.name); }
  for (const options of [{ highWaterMark: 0 }, { highWaterMark: 'x' }, { lowWaterMark: 0 }, 1, { signal: 1 }]) {
    try { on(emitter, 'x', options); } catch (error) { console.log(error.code, error.message); }
  }
})();
