'use strict';
// A tick or a microtask may still attach a handler to a rejection; a later callback is too late.
process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
process.on('rejectionHandled', () => console.log('handled late'));
const inTick = Promise.reject('in tick');
process.nextTick(() => inTick.catch((reason) => console.log('caught', reason)));
const inMicrotask = Promise.reject('in microtask');
Promise.resolve().then(() => {}).then(() => inMicrotask.catch((reason) => console.log('caught', reason)));
const inImmediate = Promise.reject('in immediate');
setImmediate(() => inImmediate.catch((reason) => console.log('caught', reason)));
Promise.reject('nowhere');
