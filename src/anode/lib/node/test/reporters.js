'use strict';

const { ObjectDefineProperty, ReflectConstruct } = primordials;

function lazy(name, get) {
  ObjectDefineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: true, get });
}

function constructible(name, load) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, value: function value() { return ReflectConstruct(load(), arguments); },
  });
}

lazy('dot', () => require('internal/test_runner/reporter_dot'));
lazy('junit', () => require('internal/test_runner/reporter_junit'));
constructible('spec', () => require('internal/test_runner/reporter_spec'));
lazy('tap', () => require('internal/test_runner/reporter_tap'));
constructible('lcov', () => require('internal/test_runner/reporter_lcov'));
