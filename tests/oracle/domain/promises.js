'use strict';
const domain = require('domain');
const d = domain.create();
d.on('error', (error) => console.log('domain', error.message));
process.on('unhandledRejection', (error) => console.log('process', error.message));
d.run(() => {
  Promise.resolve().then(() => console.log(process.domain === d));
  (async () => { await null; console.log(process.domain === d); })();
  setTimeout(() => { Promise.reject(new Error('rejected')); }, 1);
});
