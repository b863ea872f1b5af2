'use strict';
process.on('SIGUSR2', () => {
  throw new Error('in a listener of a signal');
});
setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGUSR2');
