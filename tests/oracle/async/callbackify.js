'use strict';
const { callbackify, promisify } = require('util');
const show = (name) => (...given) => console.log(name, given);
callbackify(async (a, b) => a + b)(1, 2, show('value'));
callbackify(async () => { throw new Error('rejected'); })((error) => console.log(error.message));
callbackify(() => Promise.reject(null))((error) => console.log(error.code, error.message, error.reason));
console.log(callbackify(async function named(a, b) {}).name, callbackify(async function named(a, b) {}).length);
for (const bad of [1, undefined]) try { callbackify(bad); } catch (error) { console.log(error.code, error.message); }
try { callbackify(async () => {})(); } catch (error) { console.log(error.code, error.message); }
process.on('uncaughtException', (error) => console.log('uncaught', error.message));
callbackify(async () => {})(() => { throw new Error('in callback'); });
