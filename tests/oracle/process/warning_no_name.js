'use strict';
const warning = new Error('no toString');
warning.toString = undefined;
process.emitWarning(warning);
