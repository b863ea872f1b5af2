'use strict';
const vm = require('vm');
vm.runInThisContext('const a = 1;\nthrow new Error("in vm");', { filename: 'script-of-vm.js' });
