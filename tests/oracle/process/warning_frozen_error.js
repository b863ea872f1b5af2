'use strict';
const warning = new Error('own');
warning.name = 'OwnWarning';
warning.code = 'OWN';
warning.detail = 'more';
process.emitWarning(warning);
