// Env: NODE_NO_WARNINGS=1
'use strict';
process.on('warning', (warning) => console.log('event', warning.message));
process.emitWarning('silent');
