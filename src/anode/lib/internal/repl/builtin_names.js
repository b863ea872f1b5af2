'use strict';

// The builtin modules that a REPL offers by name. Programs may replace the list.

const {
  ArrayPrototypeConcat, ArrayPrototypeFilter, ArrayPrototypeMap, StringPrototypeStartsWith,
} = primordials;

const { Module } = require('internal/modules/cjs/module');

let names;

function builtinNames() {
  names ??= ArrayPrototypeFilter(Module.builtinModules, (name) => name[0] !== '_' && !StringPrototypeStartsWith(name, 'node:'));
  return names;
}

// The same with `node:`, and those that have no other name.
let withScheme;
function schemeNames() {
  withScheme ??= ArrayPrototypeConcat(
    ArrayPrototypeMap(builtinNames(), (name) => `node:${name}`),
    ArrayPrototypeFilter(Module.builtinModules, (name) => StringPrototypeStartsWith(name, 'node:')));
  return withScheme;
}

module.exports = { builtinNames, schemeNames, setBuiltinNames: (value) => { names = value; } };
