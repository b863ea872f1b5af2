'use strict';
// An exception in the handler of another ends the process with code 7.
process.on('exit', (code) => console.log('exit', code));
process.on('uncaughtException', () => { throw new Error('from the handler'); });
setImmediate(() => { throw new Error('first'); });
setImmediate(() => console.log('never'));
