// Flags: --throw-deprecation
'use strict';
process.on('exit', (code) => console.log('exit', code));
process.emitWarning('old', 'DeprecationWarning', 'DEP9');
console.log('goes on');
