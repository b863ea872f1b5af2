'use strict';
process.on('SIGHUP', () => console.log('one'));
process.prependListener('SIGHUP', () => console.log('zero'));
process.on('SIGHUP', () => process.exit(6));
setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGHUP');
