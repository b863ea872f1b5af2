'use strict';
const dc = require('diagnostics_channel');
const trace = dc.tracingChannel('work');
trace.subscribe(Object.fromEntries(['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((name) => [name, (message) => console.log(name, message.x, message.result, message.error?.message)])));
(async () => {
  console.log(await trace.tracePromise(async (a) => { console.log('runs'); await null; return a; }, { x: 1 }, null, 'value'));
  await trace.tracePromise(async () => { throw new Error('rejected'); }, { x: 2 }).catch((error) => console.log(error.message));
  try { trace.tracePromise(() => { throw new Error('thrown'); }, { x: 3 }); } catch (error) { console.log(error.message); }
  console.log(await trace.tracePromise(() => 'no promise', { x: 4 }));
})();
