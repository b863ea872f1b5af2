'use strict';
process.on('beforeExit', () => {
  throw new Error('in beforeExit');
});
