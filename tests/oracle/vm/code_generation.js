'use strict';

// A context can forbid code from strings and from bytes.

const vm = require('node:vm');

const told = (source, options) => {
  try {
    return vm.runInNewContext(source, {}, options);
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const strings = { contextCodeGeneration: { strings: false } };
console.log(told('eval("1 + 1")', strings), told('new Function("return 1")()', strings), told('eval(5)', strings), told('1 + 1', strings));
console.log(told('eval("1 + 1")'), told('new Function("return 1")()'));
const wasm = { contextCodeGeneration: { wasm: false } };
console.log(told('new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))', wasm), told('eval("2")', wasm));
