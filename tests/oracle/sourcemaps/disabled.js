'use strict';
try {
  require('./fixtures/shape.js').check();
} catch (error) {
  console.log(error.stack.split('\n').slice(0, 4).join('\n').replaceAll(__dirname, 'DIR'));
}
