'use strict';
const support = require('module');
console.log(support.getSourceMapsSupport());
support.setSourceMapsSupport(true);
console.log(support.getSourceMapsSupport(), process.sourceMapsEnabled);
support.setSourceMapsSupport(true, { nodeModules: true, generatedCode: true });
console.log(support.getSourceMapsSupport());
support.setSourceMapsSupport(false);
console.log(support.getSourceMapsSupport(), Object.isFrozen(support.getSourceMapsSupport()));
for (const args of [[], [1], [true, 1], [true, { nodeModules: 1 }], [true, { generatedCode: 'x' }]]) {
  try {
    support.setSourceMapsSupport(...args);
    console.log('fine');
  } catch (error) {
    console.log(error.code, error.message);
  }
}
