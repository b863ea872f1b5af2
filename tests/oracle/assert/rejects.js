'use strict';
const assert = require('assert');
(async () => {
  const attempt = async (name, promise) => {
    try {
      await promise;
      console.log(name, 'passes');
    } catch (error) {
      console.log(name, error.name, error.code, error.message, error.operator);
    }
  };
  await attempt('resolved', assert.rejects(Promise.resolve(1)));
  await attempt('resolved with class', assert.rejects(async () => {}, TypeError));
  await attempt('rejected', assert.rejects(Promise.reject(new Error('r')), /r/));
  await attempt('rejected other', assert.rejects(Promise.reject(new Error('r')), { message: 'x' }));
  await attempt('sync throw', assert.rejects(() => { throw new Error('sync'); }));
  await attempt('not a promise', assert.rejects(() => 5));
  await attempt('not a function', assert.rejects(5));
  await attempt('thenable', assert.rejects({ then() {} }));
  await attempt('doesNotReject', assert.doesNotReject(Promise.reject(new Error('r'))));
  await attempt('doesNotReject fine', assert.doesNotReject(async () => 1));
})();
