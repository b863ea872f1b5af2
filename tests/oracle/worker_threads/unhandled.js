'use strict';
// An error of a worker without an 'error' listener ends the program.
const { Worker } = require('worker_threads');
process.on('uncaughtException', (error, origin) => {
  console.log(error.name, error.message, origin);
  process.exit(12);
});
new Worker('throw new TypeError("nobody listens")', { eval: true });
setTimeout(() => console.log('never'), 5000);
