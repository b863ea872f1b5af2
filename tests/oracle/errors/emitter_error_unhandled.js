'use strict';
const { EventEmitter } = require('events');
function make() {
  return new Error('nobody listens');
}
new EventEmitter().emit('error', make());
