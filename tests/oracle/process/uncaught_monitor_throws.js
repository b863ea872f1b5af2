'use strict';
process.on('uncaughtExceptionMonitor', () => {
  throw new Error('from the monitor');
});
process.on('uncaughtException', () => console.log('never'));
throw new Error('original');
