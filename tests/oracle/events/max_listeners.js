'use strict';
const EventEmitter = require('events');
process.on('warning', (warning) => console.log(warning.name, warning.message, warning.type, warning.count, warning.emitter === emitter));
const emitter = new EventEmitter();
for (let i = 0; i < 12; i++) emitter.on('many', () => {});
const other = new EventEmitter();
other.setMaxListeners(1).on('a', () => {}).on('a', () => {});
console.log(emitter.getMaxListeners(), other.getMaxListeners(), EventEmitter.defaultMaxListeners, EventEmitter.getMaxListeners(other));
for (const bad of [-1, NaN, 'x', null]) {
  try { emitter.setMaxListeners(bad); } catch (error) { console.log(error.code, error.message); }
  try { EventEmitter.setMaxListeners(bad, emitter); } catch (error) { console.log(error.code, error.message); }
  try { EventEmitter.defaultMaxListeners = bad; } catch (error) { console.log(error.code, error.message); }
}
EventEmitter.setMaxListeners(3, emitter, new EventTarget());
console.log(emitter.getMaxListeners());
