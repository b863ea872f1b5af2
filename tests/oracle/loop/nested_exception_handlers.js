'use strict';
// An exception while another is handled ends the process with code 7.
process.on('exit', (code) => console.log('exit', code));
process.on('uncaughtException', () => { throw new Error('from the handler'); });
setImmediate(() => { throw new Error('first'); });
setImmediate(() => console.log('never'));
