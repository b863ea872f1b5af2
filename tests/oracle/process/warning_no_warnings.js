// Flags: --no-warnings
'use strict';
process.on('warning', (warning) => console.log('event', warning.message));
process.emitWarning('silent');
