'use strict';
const vm = require('vm');
vm.runInThisContext('throw new Error("in vm")');
