// In a cycle of require(), a module sees the exports that are set so far. This file requires itself to show it.
exports.early = 'set before';
const self = require('./half_loaded.cjs');
console.log(self === exports, Object.keys(self));
exports.late = 'set after';
console.log(Object.keys(self), require.cache[__filename].loaded);
