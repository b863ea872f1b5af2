'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
const tries = {
  on: () => emitter.on('x', 1), once: () => emitter.once('x'), off: () => emitter.off('x', null), prepend: () => emitter.prependListener('x', {}),
  count: () => EventEmitter.listenerCount({}, 'x'), listeners: () => EventEmitter.getEventListeners({}, 'x'), max: () => EventEmitter.setMaxListeners(1, {}),
  getMax: () => EventEmitter.getMaxListeners({}), abort: () => EventEmitter.addAbortListener({}, () => {}), abort2: () => EventEmitter.addAbortListener(new AbortController().signal, 1),
  capture: () => { EventEmitter.captureRejections = 1; },
};
for (const [name, run] of Object.entries(tries)) {
  try { console.log(name, run()); } catch (error) { console.log(name, error.name, error.code, error.message); }
}
