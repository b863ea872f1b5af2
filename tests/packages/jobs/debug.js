'use strict';

const debug = require('debug');

const lines = [];
debug.log = (...args) => lines.push(require('util').format(...args));
debug.enable('app:*,-app:secret');
const log = debug('app:main');
log.color = 3;
log.useColors = false;
debug.formatters.h = (value) => value.toString('hex');
log('hello %s %o %h', 'you', { a: [1, { b: 2 }] }, Buffer.from('hi'));
debug('app:secret')('never');
const child = log.extend('child');
child.useColors = false;
child('%O', new Map([[1, 2]]));
console.log(lines.map((line) => line.replace(/^\S+Z /, 'TIME ')), log.enabled, debug('app:secret').enabled, child.namespace, debug.enabled('app:x'));
log(new Error('coerced').message);
console.log(debug.disable(), debug.enabled('app:main'), lines.length);
try {
  debug.enable({ toString() { throw new Error('no text'); } });
  debug(Symbol('x'))('a');
} catch (error) {
  console.log(error.name);
}
