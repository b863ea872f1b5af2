'use strict';
// Order, removal while emitting, errors and rejections of an EventEmitter.
const EventEmitter = require('node:events');
const log = console.log;

const e = new EventEmitter();
e.on('newListener', (type) => log('newListener', type));
e.on('removeListener', (type) => log('removeListener', type));
const second = () => log('second');
e.on('a', () => { log('first'); e.off('a', second); });
e.on('a', second);
e.prependListener('a', () => log('zeroth'));
e.once('a', () => log('once'));
log(e.emit('a'), e.emit('a'), e.emit('none'));
log(e.eventNames(), e.listenerCount('a'), e.rawListeners('a').length);
e.removeAllListeners();
log(e.eventNames());

for (const args of [[new Error('boom')], ['text'], [], [{ a: 1 }]]) {
  try {
    new EventEmitter().emit('error', ...args);
  } catch (err) {
    log(err.name, err.code, err.message);
  }
}
for (const make of [
  () => new EventEmitter().on('x', 1),
  () => new EventEmitter().setMaxListeners(-1),
  () => EventEmitter.setMaxListeners(1, {}),
  () => EventEmitter.getEventListeners({}, 'x'),
]) {
  try {
    make();
  } catch (err) {
    log(err.name, err.code, err.message);
  }
}

process.on('warning', (w) => log(w.name, w.message, w.count));
const leaky = new EventEmitter();
leaky.setMaxListeners(1);
leaky.on(Symbol('s'), () => {});
leaky.on('x', () => {});
leaky.on('x', () => {});

const capture = new EventEmitter({ captureRejections: true });
capture.on('go', async () => { throw new Error('rejected'); });
capture.on('error', (err) => log('captured', err.message));
capture.emit('go');

(async () => {
  const source = new EventEmitter();
  setImmediate(() => { source.emit('v', 1, 2); source.emit('v', 3); source.emit('end'); });
  for await (const value of EventEmitter.on(source, 'v', { close: ['end'] })) log('on', value);
  setImmediate(() => source.emit('error', new Error('no')));
  await EventEmitter.once(source, 'v').catch((err) => log('once', err.message));
  const controller = new AbortController();
  setImmediate(() => controller.abort('why'));
  await EventEmitter.once(source, 'v', { signal: controller.signal }).catch((err) => log(err.name, err.code, err.cause));
  log(source.eventNames());
})();
