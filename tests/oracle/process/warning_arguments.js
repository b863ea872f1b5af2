'use strict';
for (const args of [[], [1], [null], [{}], ['x', 1], ['x', 'y', 1], ['x', null], ['x', []], ['x', { code: 1 }], ['x', { detail: 1 }], ['x', true]]) {
  try {
    process.emitWarning(...args);
    console.log('fine', JSON.stringify(args));
  } catch (error) {
    console.log(error.code, error.message);
  }
}
