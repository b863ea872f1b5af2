'use strict';
console.log(process.sourceMapsEnabled);
process.setSourceMapsEnabled(true);
console.log(process.sourceMapsEnabled);
const { check } = require('./fixtures/shape.js');
const where = () => {
  try {
    check();
  } catch (error) {
    return error.stack.split('\n').slice(0, 3).join('\n').replaceAll(__dirname, 'DIR');
  }
};
console.log(where());
process.setSourceMapsEnabled(false);
console.log(where());
