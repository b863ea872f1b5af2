'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter({ captureRejections: true });
emitter.on('x', async (n) => { throw new Error(`rejected ${n}`); });
emitter.on('error', (error) => console.log('error event', error.message));
emitter.emit('x', 1);
const own = new EventEmitter({ captureRejections: true });
own[Symbol.for('nodejs.rejection')] = (error, event, ...given) => console.log('own', error.message, event, given);
own.on('x', async () => { throw new Error('own'); });
own.emit('x', 1, 'two');
const plain = new EventEmitter();
plain.on('x', async () => { throw new Error('not captured'); });
process.on('unhandledRejection', (error) => console.log('unhandled', error.message));
plain.emit('x');
const inError = new EventEmitter({ captureRejections: true });
inError.on('x', async () => { throw new Error('first'); });
inError.on('error', async (error) => { throw new Error(`in error after ${error.message}`); });
inError.emit('x');
for (const bad of [1, 'x', {}, null]) {
  try {
    new EventEmitter({ captureRejections: bad });
  } catch (error) {
    console.log(error.code, error.message);
  }
}
