// Flags: --disable-warning=ExperimentalWarning
'use strict';
process.emitWarning('one', 'ExperimentalWarning');
process.emitWarning('two', 'Warning');
