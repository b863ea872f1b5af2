'use strict';
const { promisify, callbackify } = require('util');
const fs = require('fs');
(async () => {
  console.log(await promisify((callback) => callback(null, 1, 2))());
  await promisify((callback) => callback(new Error('failed')))().catch((error) => console.log(error.message));
  const own = Object.assign(() => {}, { [promisify.custom]: async () => 'custom' });
  console.log(await promisify(own)(), promisify(own) === own[promisify.custom], promisify(promisify(fs.stat)) === promisify(fs.stat));
  console.log(promisify.custom, promisify(fs.exists) !== undefined, await promisify(setTimeout)(1, 'v'), await promisify(setImmediate)('w'));
  console.log(Object.keys(await promisify(fs.read)(fs.openSync(__filename), Buffer.alloc(1), 0, 1, 0)));
  callbackify(async (a) => a + 1)(1, (error, value) => console.log('callback', error, value));
  callbackify(() => Promise.reject(new Error('r')))((error) => console.log('callback', error.message));
  callbackify(() => Promise.reject(null))((error) => console.log(error.code, error.message, error.reason));
  try {
    callbackify(async () => {})();
  } catch (error) {
    console.log(error.code, error.message);
  }
  try {
    promisify(Object.assign(() => {}, { [promisify.custom]: 5 }));
  } catch (error) {
    console.log(error.code, error.message);
  }
})();
