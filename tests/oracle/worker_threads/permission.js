'use strict';
// Flags: --permission --allow-fs-read=*
// Without --allow-worker, workers are refused.
const { Worker } = require('worker_threads');
console.log(process.permission.has('worker'));
try {
  new Worker('0', { eval: true });
} catch (error) {
  console.log(error.name, error.code, error.permission, error.message);
}
