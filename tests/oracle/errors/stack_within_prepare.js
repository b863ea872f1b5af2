'use strict';

// Error.prepareStackTrace may read `stack` of its error, and gets the default stack.

const vm = require('vm');

const firstLines = (text) => text.replaceAll(__dirname, 'FOLDER').split('\n').slice(0, 2);
Error.prepareStackTrace = (error) => error.stack;
console.log(firstLines(new TypeError('shown').stack));
console.log(firstLines(vm.runInThisContext('(function inner() { return new Error("of a script") })', { filename: '/own/script.js' })().stack));
Error.prepareStackTrace = (error, sites) => [typeof error.stack, sites.length > 0];
const error = new RangeError('both');
console.log(error.stack, Object.getOwnPropertyNames(error).includes('stack'));
const plain = {};
Error.captureStackTrace(plain);
console.log(plain.stack);
class Own extends Error {}
Error.prepareStackTrace = (e, sites) => `${e.stack.split('\n')[0]} at ${sites[0].getLineNumber()}`;
console.log(new Own('mine').stack);
Promise.resolve().then(() => {
  Error.prepareStackTrace = (e) => e.stack;
  console.log(new Error('later').stack.replaceAll(__dirname, 'FOLDER').split('\n').slice(0, 2));
  Error.prepareStackTrace = undefined;
  console.log(firstLines(new Error('as ever').stack).length);
});
