'use strict';
process.traceDeprecation = true;
process.emitWarning('traced', 'DeprecationWarning');
process.noDeprecation = true;
process.emitWarning('silent', 'DeprecationWarning');
