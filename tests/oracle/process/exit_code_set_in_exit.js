'use strict';
process.on('exit', () => { process.exitCode = 21; });
