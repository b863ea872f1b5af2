'use strict';
// One store follows the program through every kind of asynchronous call.
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');
const EventEmitter = require('events');
const storage = new AsyncLocalStorage();
const seen = [];
const note = (name) => () => seen.push(`${name} ${storage.getStore()}`);
const emitter = new EventEmitter();
storage.run('a', () => {
  setTimeout(note('timeout'), 1);
  setImmediate(note('immediate'));
  process.nextTick(note('tick'));
  queueMicrotask(note('microtask'));
  Promise.resolve().then(note('then')).finally(note('finally'));
  (async () => { await null; note('await')(); })();
  fs.stat(__filename, note('stat'));
  fs.promises.stat(__filename).then(note('promised stat'));
  emitter.on('x', note('emitter'));
  const interval = setInterval(() => { note('interval')(); clearInterval(interval); }, 2);
});
storage.run('b', () => emitter.emit('x'));
process.on('exit', () => console.log(seen.sort(), storage.getStore()));
