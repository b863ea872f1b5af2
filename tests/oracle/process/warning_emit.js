'use strict';
process.on('warning', (warning) => console.log(warning.name, warning.message, warning.code, warning.detail));
process.emitWarning('plain');
process.emitWarning('typed', 'CustomWarning');
process.emitWarning('coded', 'CustomWarning', 'C001');
process.emitWarning('with options', { type: 'T', code: 'C2', detail: 'some detail' });
process.emitWarning(new Error('an error'));
console.log('first');
