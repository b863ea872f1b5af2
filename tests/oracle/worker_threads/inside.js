'use strict';
// Exceptions and rejections that a worker itself handles.
const { Worker, isMainThread, parentPort } = require('worker_threads');
if (isMainThread) {
  const worker = new Worker(__filename);
  worker.on('message', (text) => console.log(text));
  worker.on('error', () => console.log('never'));
  worker.on('exit', (code) => console.log('exit', code));
} else {
  const say = (...parts) => parentPort.postMessage(parts.join(' '));
  process.on('uncaughtExceptionMonitor', (error, origin) => say('monitor', error.message, origin));
  process.on('uncaughtException', (error, origin) => say('caught', error.message, origin));
  process.on('unhandledRejection', (reason) => say('unhandled', reason.message));
  process.on('rejectionHandled', () => say('handled after all'));
  process.on('warning', (warning) => say('warning', warning.message));
  process.emitWarning('careful');
  const promise = Promise.reject(new Error('later'));
  setTimeout(() => promise.catch(() => {}), 100);
  process.nextTick(() => { throw new Error('tick'); });
  setTimeout(() => { throw new Error('timer'); }, 50);
  throw new Error('main');
}
