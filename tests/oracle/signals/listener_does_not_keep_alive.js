'use strict';
process.on('SIGTERM', () => console.log('never'));
process.on('exit', (code) => console.log('exit', code));
