'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
for (const name of ['__proto__', 'constructor', 'toString', Symbol('s'), '', 5, undefined]) {
  emitter.on(name, function(...given) { console.log(String(name), given, this === emitter); });
  emitter.emit(name, 1);
}
console.log(emitter.eventNames().map(String));
