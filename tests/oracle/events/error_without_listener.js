'use strict';
const EventEmitter = require('events');
for (const value of [new TypeError('typed'), 'text', undefined, null, 42, { a: 1 }, new Error('')]) {
  try {
    new EventEmitter().emit('error', value);
  } catch (error) {
    console.log(error.name, error.code, error.message, error.context);
  }
}
