'use strict';
const vm = require('vm');
try {
  new vm.Script('let x = 1;\nlet y = = 2;', { filename: 'broken.js', lineOffset: 10 });
} catch (error) {
  console.log(error.name, error.message);
  console.log(error.stack.split('\n').slice(0, 5).join('\n'));
}
