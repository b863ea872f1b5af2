// Flags: --disable-warning=DEP1 --disable-warning=CustomWarning
'use strict';
process.emitWarning('one', 'DeprecationWarning', 'DEP1');
process.emitWarning('two', 'DeprecationWarning', 'DEP2');
process.emitWarning('three', 'CustomWarning');
