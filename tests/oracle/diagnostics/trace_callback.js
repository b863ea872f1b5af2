'use strict';
const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');
const trace = dc.tracingChannel('work');
const storage = new AsyncLocalStorage();
trace.start.bindStore(storage, () => 'started');
trace.asyncStart.bindStore(storage, () => 'called back');
trace.subscribe(Object.fromEntries(['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((name) => [name, (message) => console.log(name, message.x, message.result, message.error?.message)])));
const work = (value, callback) => { console.log('runs', storage.getStore()); setImmediate(callback, value === 'fail' ? new Error('failed') : null, value); };
trace.traceCallback(work, -1, { x: 1 }, null, 'value', (error, value) => {
  console.log('callback', error, value, storage.getStore());
  trace.traceCallback(work, 1, { x: 2 }, null, 'fail', (failure) => console.log('callback', failure.message));
});
try { trace.traceCallback(work, 0, { x: 3 }, null, 'not a function', () => {}); } catch (error) { console.log(error.code, error.message); }
