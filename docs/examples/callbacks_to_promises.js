// One operation in the three forms of Node's modules, and how to turn one form into another.
const { stat } = require('node:fs');
const { stat: statPromise } = require('node:fs/promises');
const { callbackify, promisify } = require('node:util');

stat(__filename, (error, stats) => {
  console.log('callback', stats.isFile());
  promisify(stat)(__filename)
    .then((found) => console.log('promisified', found.isFile()))
    .then(() => statPromise('/nowhere'))
    .catch((failure) => console.log('promise', failure.code))
    .then(() => callbackify(statPromise)('/nowhere', (failure) => console.log('callbackified', failure.code)));
});
