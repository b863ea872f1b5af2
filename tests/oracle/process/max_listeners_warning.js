'use strict';
const { EventEmitter } = require('events');
class Machine extends EventEmitter {}
const machine = new Machine();
process.on('warning', (warning) => console.log(warning.name, warning.message, warning.count, warning.type, warning.emitter === machine));
for (let i = 0; i < 12; i++) machine.on('part', () => {});
const target = new EventTarget();
for (let i = 0; i < 12; i++) target.addEventListener('x', () => {});
const signal = new AbortController().signal;
for (let i = 0; i < 12; i++) signal.addEventListener('abort', () => {});
