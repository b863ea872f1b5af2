'use strict';
const vm = require('vm');
vm.runInThisContext('const a = ;', 'broken.js');
