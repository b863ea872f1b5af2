// Flags: --no-deprecation
'use strict';
process.emitWarning('old', 'DeprecationWarning', 'DEP9');
process.emitWarning('new', 'OtherWarning');
console.log(process.noDeprecation);
