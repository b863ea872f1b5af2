'use strict';

// Module.wrap and Module.wrapper. The engine compiles a module as a function with these parameters. The text is wrapped only if a program
// has changed the wrapper.

const { ObjectDefineProperty, Proxy, ReflectSet } = primordials;

const { Module } = require('internal/modules/cjs/module');

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
const wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
let patchedWrap = false;
let wrap = (script) => `${Module.wrapper[0]}${script}${Module.wrapper[1]}`;
const wrapperProxy = new Proxy(wrapper, {
  __proto__: null,
  set(target, key, value, receiver) {
    patchedWrap = true;
    return ReflectSet(target, key, value, receiver);
  },
  defineProperty(target, key, descriptor) {
    patchedWrap = true;
    return ObjectDefineProperty(target, key, descriptor);
  },
});
ObjectDefineProperty(Module, 'wrap', {
  __proto__: null, enumerable: false, configurable: true,
  get: () => wrap,
  set(value) {
    patchedWrap = true;
    wrap = value;
  },
});
ObjectDefineProperty(Module, 'wrapper', {
  __proto__: null, enumerable: false, configurable: true,
  get: () => wrapperProxy,
  set(value) {
    patchedWrap = true;
    wrapper[0] = value[0];
    wrapper[1] = value[1];
  },
});

module.exports = { PARAMETERS, isPatched: () => patchedWrap, wrap: (script) => wrap(script) };
