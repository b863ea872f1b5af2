'use strict';
const dc = require('diagnostics_channel');
const trace = dc.tracingChannel('work');
const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];
console.log(trace.hasSubscribers, events.map((name) => trace[name].name));
console.log(trace.traceSync((a) => a + 1, { x: 1 }, null, 1));
const subscribers = Object.fromEntries(events.map((name) => [name, (message) => console.log(name, { ...message, error: message.error?.message })]));
trace.subscribe(subscribers);
console.log(trace.traceSync(function(a) { console.log('runs', this.me); return a + 1; }, { x: 1 }, { me: 'self' }, 1));
try { trace.traceSync(() => { throw new Error('thrown'); }, { x: 2 }); } catch (error) { console.log(error.message); }
console.log(trace.unsubscribe(subscribers), trace.unsubscribe(subscribers), trace.hasSubscribers);
