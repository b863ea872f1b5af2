'use strict';
const { deprecate } = require('util');
process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message));
const first = deprecate(function named(a, b) { return a + b; }, 'named() is old', 'DEP1');
const again = deprecate(() => 'same code', 'other text', 'DEP1');
const without = deprecate(() => 'no code', 'no code');
class Old {}
const OldClass = deprecate(Old, 'Old is old', 'DEP2');
console.log(first(1, 2), first(1, 2), again(), without(), without(), first.name, first.length, new OldClass() instanceof Old);
