'use strict';
process.exitCode = 256 + 5;
