'use strict';
process.setUncaughtExceptionCaptureCallback((error) => {
  console.log('captured', error.message);
  throw new Error('from the callback');
});
throw new Error('thrown');
