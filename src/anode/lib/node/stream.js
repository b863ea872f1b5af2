'use strict';

const { ObjectDefineProperty, ObjectKeys, ReflectApply } = primordials;

const { FastBuffer } = require('internal/buffer');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');
const { promisify: { custom } } = require('internal/util/promisify');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { Stream } = require('internal/streams/legacy');
const { isDestroyed, isDisturbed, isErrored, isReadable, isWritable } = require('internal/streams/progress');

module.exports = Stream;

// Programs may replace these three functions, so anode's streams call them through this object.
Stream._isArrayBufferView = isArrayBufferView;
Stream._isUint8Array = isUint8Array;
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return new FastBuffer(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

Stream.isDestroyed = isDestroyed;
Stream.isDisturbed = isDisturbed;
Stream.isErrored = isErrored;
Stream.isReadable = isReadable;
Stream.isWritable = isWritable;
Stream.Readable = require('internal/streams/readable');
Stream.Writable = require('internal/streams/writable');
Stream.Duplex = require('internal/streams/duplex');
Stream.Transform = require('internal/streams/transform');
Stream.PassThrough = require('internal/streams/passthrough');
Stream.duplexPair = require('internal/streams/duplexpair');

const { pipeline } = require('internal/streams/pipeline');
const { eos } = require('internal/streams/end-of-stream');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/state');
Stream.pipeline = pipeline;
Stream.addAbortSignal = require('internal/streams/add-abort-signal').addAbortSignal;
Stream.finished = eos;
Stream.destroy = require('internal/streams/destroy').destroyer;
Stream.compose = require('internal/streams/compose');
Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

const operators = require('internal/streams/operators');

function addOperators(list, wrap) {
  const names = ObjectKeys(list);
  for (let i = 0; i < names.length; i++) {
    const operator = list[names[i]];
    // With `new`, these methods throw ERR_ILLEGAL_CONSTRUCTOR.
    const method = function(...args) {
      if (new.target) throw new ERR_ILLEGAL_CONSTRUCTOR();
      return wrap(ReflectApply(operator, this, args));
    };
    ObjectDefineProperty(method, 'name', { __proto__: null, value: operator.name });
    ObjectDefineProperty(method, 'length', { __proto__: null, value: operator.length });
    ObjectDefineProperty(Stream.Readable.prototype, names[i], {
      __proto__: null, value: method, enumerable: false, configurable: true, writable: true,
    });
  }
}
addOperators(operators.streamReturningOperators, (iterable) => Stream.Readable.from(iterable));
addOperators(operators.promiseReturningOperators, (promise) => promise);

ObjectDefineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('stream/promises'); },
});
ObjectDefineProperty(pipeline, custom, {
  __proto__: null,
  enumerable: true,
  get() { return Stream.promises.pipeline; },
});
ObjectDefineProperty(eos, custom, {
  __proto__: null,
  enumerable: true,
  get() { return Stream.promises.finished; },
});

// The name of the class in the first versions of Node.
Stream.Stream = Stream;
