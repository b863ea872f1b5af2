'use strict';
process.on('unhandledRejection', () => console.log('never'));
const promise = Promise.reject(new Error('x'));
process.nextTick(() => promise.catch(() => console.log('caught in a tick')));
const other = Promise.reject(new Error('y'));
queueMicrotask(() => other.catch(() => console.log('caught in a microtask')));
