// The four ways of an error: a throw, a callback's first argument, an error event, a rejection.
const { readFile } = require('node:fs');
const { EventEmitter } = require('node:events');

try {
  JSON.parse('{');
} catch (error) {
  console.log('thrown:', error.name);
}
new EventEmitter().on('error', (error) => console.log('emitted:', error.message)).emit('error', new Error('of the emitter'));
readFile('/nowhere', (error) => console.log('passed:', error.code, error.syscall, error.path));
(async () => { throw new TypeError('of the promise'); })().catch((error) => console.log('rejected:', error.message));
