'use strict';
process.setUncaughtExceptionCaptureCallback((error) => console.log('captured', error.message));
console.log(process.hasUncaughtExceptionCaptureCallback());
try {
  process.setUncaughtExceptionCaptureCallback(() => {});
} catch (error) {
  console.log(error.code, error.message);
}
process.on('uncaughtException', () => console.log('never'));
process.on('uncaughtExceptionMonitor', (error, origin) => console.log('monitor', error.message, origin));
setTimeout(() => { throw new Error('timer'); }, 30);
process.nextTick(() => { throw new Error('tick'); });
Promise.reject(new Error('rejection'));
