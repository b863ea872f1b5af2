'use strict';

// --disable-proto: Object.prototype.__proto__ is gone, or throws.

const { ObjectDefineProperty, ObjectPrototype, ReflectDeleteProperty } = primordials;

const { codes: { ERR_PROTO_ACCESS } } = require('internal/errors');

function disableProto(mode, prototype = ObjectPrototype) {
  if (mode === 'delete') {
    ReflectDeleteProperty(prototype, '__proto__');
    return;
  }
  const refuse = () => { throw new ERR_PROTO_ACCESS(); };
  ObjectDefineProperty(prototype, '__proto__', { __proto__: null, enumerable: false, configurable: true, get: refuse, set: refuse });
}

module.exports = { disableProto };
