'use strict';
const domain = require('domain');
try {
  process.setUncaughtExceptionCaptureCallback(() => {});
} catch (error) {
  console.log(error.code, error.message, /-{40}/.test(error.stack), /capture_callback\.js:2/.test(error.stack));
}
console.log(process.hasUncaughtExceptionCaptureCallback());
domain.create().on('error', () => {}).run(() => console.log(process.hasUncaughtExceptionCaptureCallback()));
