// In a cycle of require() somebody gets what is there so far; this file requires itself to show it.
exports.early = 'set before';
const self = require('./half_loaded.cjs');
console.log(self === exports, Object.keys(self));
exports.late = 'set after';
console.log(Object.keys(self), require.cache[__filename].loaded);
