'use strict';
process.on('multipleResolves', (type, promise, value) => console.log(type, promise instanceof Promise, value));
process.on('multipleResolves', () => {});
new Promise((resolve, reject) => {
  resolve(1);
  reject(2);
  resolve(3);
  throw 4;
});
require('vm').runInNewContext('new Promise((resolve, reject) => { resolve(); reject(`other context`); })');
setTimeout(() => {
  console.log('later');
  new Promise((resolve, reject) => { reject(5); reject(6); }).catch((value) => console.log('caught', value));
}, 1);
