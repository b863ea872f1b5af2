// Flags: --no-warnings
'use strict';
console.log(process.noProcessWarnings, process.noDeprecation, process.throwDeprecation, process.traceDeprecation);
