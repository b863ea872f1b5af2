// One operation in the three forms that Node's modules have, and how one becomes the other.
const { stat } = require('node:fs');
const { stat: statPromise } = require('node:fs/promises');
const { callbackify, promisify } = require('node:util');

stat(__filename, (error, stats) => console.log('callback', stats.isFile()));
promisify(stat)(__filename).then((stats) => console.log('promisified', stats.isFile()))
  .then(() => statPromise('/nowhere'))
  .catch((error) => console.log('promise', error.code))
  .then(() => callbackify(statPromise)('/nowhere', (error) => console.log('callbackified', error.code)));
