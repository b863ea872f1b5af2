'use strict';

const Module = require('module');
const tree = require('./fixtures/tree.cjs');

// Half-loaded modules, and modules that fail.
const root = tree.make({
  'a.js': 'exports.before = 1; const b = require("./b"); exports.after = b.seen', 'b.js': 'const a = require("./a"); exports.seen = Object.keys(a); exports.later = () => a.after; a.nothere',
  'fail.js': 'exports.partly = 1; globalThis.runs = (globalThis.runs ?? 0) + 1; if (globalThis.runs < 3) throw new Error(`run ${globalThis.runs}`)', 'uses.js': 'try { require("./fail") } catch (e) { exports.caught = e.message } exports.again = require("./fail2")', 'fail2.js': 'throw "a string"',
});
process.removeAllListeners('warning');
process.on('warning', (warning) => console.log(warning.name, warning.message));
const require_ = Module.createRequire(`${root}/x.js`);
const a = require_('./a');
console.log(a, require_('./b').later());
for (let i = 0; i < 4; i++) tree.show('fail', () => require_('./fail'));
tree.show('uses', () => require_('./uses'));
console.log(Object.keys(require.cache).map(tree.hide).filter((name) => name.startsWith('ROOT')));
