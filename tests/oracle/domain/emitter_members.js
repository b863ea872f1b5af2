'use strict';
const domain = require('domain');
const EventEmitter = require('events');
const d = domain.create();
d.on('error', (error) => console.log(error.message, error.domainEmitter === emitter, error.domainThrown));
const emitter = new EventEmitter();
d.add(emitter);
console.log(emitter.domain === d, d.members.length);
emitter.emit('error', new Error('emitted'));
const inside = d.run(() => new EventEmitter());
console.log(inside.domain === d);
d.remove(emitter);
console.log(emitter.domain, d.members.length);
try { emitter.emit('error', new Error('alone')); } catch (error) { console.log('thrown', error.message); }
