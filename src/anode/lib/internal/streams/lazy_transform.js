'use strict';

// A Transform that becomes one at its first use as a stream. Hashes and ciphers are mostly used without: making them costs nothing then.

const { FunctionPrototypeCall, ObjectDefineProperties, ObjectDefineProperty, ObjectSetPrototypeOf } = primordials;

const Transform = require('internal/streams/transform');

module.exports = LazyTransform;

function LazyTransform(options) {
  this._options = options;
}
ObjectSetPrototypeOf(LazyTransform.prototype, Transform.prototype);
ObjectSetPrototypeOf(LazyTransform, Transform);

function lazy(name) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      FunctionPrototypeCall(Transform, this, this._options);
      this._writableState.decodeStrings = false;
      return this[name];
    },
    set(value) {
      ObjectDefineProperty(this, name, {
        __proto__: null, value, enumerable: true, configurable: true, writable: true,
      });
    },
  };
}

ObjectDefineProperties(LazyTransform.prototype, {
  _readableState: lazy('_readableState'),
  _writableState: lazy('_writableState'),
});
