'use strict';
const { EventEmitter } = require('events');
class Machine extends EventEmitter {}
const machine = new Machine();
setImmediate(() => machine.emit('error', new Error('broken machine')));
