'use strict';
const dc = require('diagnostics_channel');
for (const bad of [undefined, null, 1, {}, { start: {} }, Symbol('x')]) {
  try { dc.tracingChannel(bad); } catch (error) { console.log(error.name, error.code, error.message); }
}
const names = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];
const own = dc.tracingChannel(Object.fromEntries(names.map((name) => [name, dc.channel(`own:${name}`)])));
console.log(own.start.name, own.hasSubscribers);
own.error.subscribe(() => {});
console.log(own.hasSubscribers);
