'use strict';
// The order of phases, ticks and microtasks, started from every kind of callback.

const fs = require('fs');
const { EventEmitter } = require('events');
const log = (...parts) => console.log(...parts);

function around(name) {
  process.nextTick(() => log(name, 'tick'));
  Promise.resolve().then(() => log(name, 'promise'));
  queueMicrotask(() => log(name, 'microtask'));
}

around('main');
process.nextTick(() => {
  log('tick with more');
  around('in tick');
});
Promise.resolve().then(() => {
  log('promise with more');
  around('in promise');
  Promise.resolve().then(() => log('second promise'));
});
(async () => {
  log('async start');
  await null;
  log('after await');
})();

fs.readFile(__filename, () => {
  log('read');
  around('in read');
  setTimeout(() => { log('timeout from read'); around('in timeout'); }, 25);
  setImmediate(() => {
    log('immediate from read');
    around('in immediate');
    setImmediate(() => log('immediate from immediate'));
    process.nextTick(() => setImmediate(() => log('immediate from tick')));
  });
  setImmediate(() => log('second immediate from read'));
});

setTimeout(() => {
  log('200 ms');
  setTimeout(() => log('nested 1 ms'), 1);
  setImmediate(() => log('immediate before nested timer'));
}, 200);
setTimeout(() => log('200 ms, second'), 200);
const cancelled = setTimeout(() => log('never'), 40);
setTimeout(() => clearTimeout(cancelled), 5);
const interval = setInterval(() => {
  log('interval');
  if (++interval.count === 3) clearInterval(interval);
}, 300);
interval.count = 0;

const emitter = new EventEmitter();
emitter.on('x', () => log('emitted'));
process.nextTick(() => { emitter.emit('x'); log('after emit'); });

setTimeout(() => {
  const unref = setTimeout(() => log('never: unref'), 1000);
  log(unref.hasRef(), unref.unref().hasRef(), unref.ref().hasRef());
  unref.unref();
  unref.refresh();
}, 1300);
process.on('beforeExit', () => {
  if (!process.again) {
    process.again = true;
    log('beforeExit');
    setTimeout(() => log('again'), 1);
  }
});
process.on('exit', (code) => {
  log('exit', code);
  process.nextTick(() => log('never: tick at exit'));
  setTimeout(() => log('never: timer at exit'), 0);
});
