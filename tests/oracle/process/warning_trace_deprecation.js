// Flags: --trace-deprecation
'use strict';
process.emitWarning('plain');
process.emitWarning('old', 'DeprecationWarning', 'DEP9');
