'use strict';
const { check } = require('./fixtures/shape.js');
process.setSourceMapsEnabled(true);
try {
  check();
} catch (error) {
  console.log(error.stack.split('\n').slice(0, 3).join('\n').replaceAll(__dirname, 'DIR'));
}
