'use strict';

// v8.Deserializer: from bytes to a value.

const {
  ArrayBuffer, BigInt, DataView, DataViewPrototypeGetFloat64, Date, Error, EvalError, Map, MapPrototypeSet, Number, Object,
  ObjectDefineProperty, RangeError, ReferenceError, RegExp, SafeMap, Set, SetPrototypeAdd, StringFromCharCode, Symbol, SyntaxError,
  TypeError, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, URIError, Uint8Array,
} = primordials;

const { decodeUtf8, types } = require('internal/engine');
const tags = require('internal/v8/tags');
const { constructCall } = require('internal/v8/serializer');

const kState = Symbol('state');
const kHole = Symbol('hole');
const errorClasses = { __proto__: null, E: EvalError, R: RangeError, F: ReferenceError, S: SyntaxError, T: TypeError, U: URIError };

const viewNames = { __proto__: null };
for (const name in tags.views) viewNames[tags.views[name]] = name;

class Malformed extends Error {}

class Reader {
  constructor(owner, bytes) {
    this.owner = owner;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
    this.version = 0;
    this.objects = [];
    this.transferred = new SafeMap();
  }

  byte() {
    if (this.at >= this.bytes.length) throw new Malformed();
    return this.bytes[this.at++];
  }

  varint() {
    let value = 0;
    let factor = 1;
    let byte;
    do {
      byte = this.byte();
      value += (byte & 0x7f) * factor;
      factor *= 0x80;
    } while (byte & 0x80);
    return value % 0x100000000;
  }

  double() {
    if (this.at + 8 > this.bytes.length) throw new Malformed();
    const value = DataViewPrototypeGetFloat64(this.view, this.at, true);
    this.at += 8;
    return value;
  }

  raw(count) {
    if (this.at + count > this.bytes.length) throw new Malformed();
    const part = TypedArrayPrototypeSubarray(this.bytes, this.at, this.at + count);
    this.at += count;
    return part;
  }

  tag() {
    let tag;
    do tag = this.byte(); while (tag === tags.PADDING);
    return tag;
  }

  peek() {
    while (this.bytes[this.at] === tags.PADDING && this.at < this.bytes.length) this.at++;
    return this.bytes[this.at];
  }

  header() {
    if (this.bytes[this.at] !== tags.VERSION) return false;
    this.at++;
    this.version = this.varint();
    return this.version <= tags.latest;
  }

  // ---- values ----

  text(tag) {
    switch (tag) {
      case tags.UTF8: return decodeUtf8(this.raw(this.varint()));
      case tags.ONE_BYTE: return characters(this.raw(this.varint()), 1);
      case tags.TWO_BYTE: return characters(this.raw(this.varint()), 2);
      default: throw new Malformed();
    }
  }

  bigint() {
    const bits = this.varint();
    const digits = this.raw(bits >>> 1);
    let value = 0n;
    for (let i = digits.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(digits[i]);
    return bits & 1 ? -value : value;
  }

  value() {
    const value = this.any();
    if (value === kHole) throw new Malformed();
    // A view comes right after its buffer.
    if (types.isAnyArrayBuffer(value) && this.peek() === tags.VIEW) {
      this.at++;
      return this.viewOf(value);
    }
    return value;
  }

  any() {
    const tag = this.tag();
    switch (tag) {
      case tags.UNDEFINED: return undefined;
      case tags.NULL: return null;
      case tags.TRUE: return true;
      case tags.FALSE: return false;
      case tags.HOLE: return kHole;
      case tags.INT32: {
        const bits = this.varint();
        return (bits >>> 1) ^ -(bits & 1);
      }
      case tags.UINT32: return this.varint();
      case tags.DOUBLE: return this.double();
      case tags.BIGINT: return this.bigint();
      case tags.UTF8: case tags.ONE_BYTE: case tags.TWO_BYTE: return this.text(tag);
      case tags.REFERENCE: {
        const id = this.varint();
        if (id >= this.objects.length) throw new Malformed();
        return this.objects[id];
      }
      case tags.OBJECT: return this.properties(this.note({}), tags.END_OBJECT);
      case tags.DENSE: return this.dense();
      case tags.SPARSE: return this.sparse();
      case tags.DATE: return this.note(new Date(this.double()));
      case tags.TRUE_OBJECT: return this.note(Object(true));
      case tags.FALSE_OBJECT: return this.note(Object(false));
      case tags.NUMBER_OBJECT: return this.note(Object(this.double()));
      case tags.BIGINT_OBJECT: return this.note(Object(this.bigint()));
      case tags.STRING_OBJECT: return this.note(Object(this.text(this.tag())));
      case tags.REGEXP: return this.regexp();
      case tags.MAP: return this.map();
      case tags.SET: return this.set();
      case tags.BUFFER: case tags.RESIZABLE: return this.buffer(tag);
      case tags.TRANSFER: {
        const found = this.transferred.get(this.varint());
        if (found === undefined) throw new Malformed();
        return this.note(found);
      }
      case tags.SHARED: {
        const id = this.varint();
        return this.note(this.transferred.get(id) ?? this.owner._getSharedArrayBufferFromId?.(id));
      }
      case tags.ERROR: return this.error();
      case tags.HOST: return this.host();
      default: throw new Malformed();
    }
  }

  note(object) {
    this.objects[this.objects.length] = object;
    return object;
  }

  host() {
    const id = this.objects.length;
    this.note(undefined);
    if (typeof this.owner._readHostObject !== 'function') {
      const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
      throw new ERR_METHOD_NOT_IMPLEMENTED('_readHostObject()');
    }
    const object = this.owner._readHostObject();
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
      throw new TypeError('readHostObject must return an object');
    }
    this.objects[id] = object;
    return object;
  }

  properties(object, end) {
    let count = 0;
    while (this.peek() !== end) {
      const key = this.value();
      if (typeof key !== 'string' && typeof key !== 'number') throw new Malformed();
      ObjectDefineProperty(object, key, { __proto__: null, value: this.value(), writable: true, enumerable: true, configurable: true });
      count++;
    }
    this.tag();
    if (this.varint() !== count) throw new Malformed();
    return object;
  }

  dense() {
    const length = this.varint();
    if (length > this.bytes.length - this.at) throw new Malformed();
    const array = this.note([]);
    array.length = length;
    for (let i = 0; i < length; i++) {
      const value = this.peek() === tags.HOLE ? this.any() : this.value();
      if (value !== kHole) array[i] = value;
    }
    this.properties(array, tags.END_DENSE);
    if (this.varint() !== length) throw new Malformed();
    return array;
  }

  sparse() {
    const length = this.varint();
    const array = this.note([]);
    array.length = length;
    this.properties(array, tags.END_SPARSE);
    if (this.varint() !== length) throw new Malformed();
    return array;
  }

  regexp() {
    const id = this.objects.length;
    this.note(undefined);
    const source = this.text(this.tag());
    const bits = this.varint();
    let flags = '';
    for (let i = 0; i < tags.flagsOfRegExp.length; i++) if (bits & (1 << i)) flags += tags.flagsOfRegExp[i];
    return this.objects[id] = new RegExp(source, flags);
  }

  map() {
    const map = this.note(new Map());
    let count = 0;
    while (this.peek() !== tags.END_MAP) {
      MapPrototypeSet(map, this.value(), this.value());
      count += 2;
    }
    this.tag();
    if (this.varint() !== count) throw new Malformed();
    return map;
  }

  set() {
    const set = this.note(new Set());
    let count = 0;
    while (this.peek() !== tags.END_SET) {
      SetPrototypeAdd(set, this.value());
      count++;
    }
    this.tag();
    if (this.varint() !== count) throw new Malformed();
    return set;
  }

  buffer(tag) {
    const length = this.varint();
    const most = tag === tags.RESIZABLE ? this.varint() : undefined;
    if (length > this.bytes.length - this.at) throw new Malformed();
    const buffer = most === undefined ? new ArrayBuffer(length) : new ArrayBuffer(length, { maxByteLength: most });
    TypedArrayPrototypeSet(new Uint8Array(buffer), this.raw(length));
    return this.note(buffer);
  }

  viewOf(buffer) {
    const name = viewNames[this.byte()];
    const offset = this.varint();
    const length = this.varint();
    if (this.version >= 14) this.varint();
    if (name === undefined) throw new Malformed();
    const Type = primordials[name];
    return this.note(new Type(buffer, offset, name === 'DataView' ? length : length / Type.BYTES_PER_ELEMENT));
  }

  error() {
    const id = this.objects.length;
    this.note(undefined);
    let Type = Error;
    let message;
    let stack;
    const options = {};
    for (let tag = this.byte(); tag !== tags.ERROR_END; tag = this.byte()) {
      if (tag === tags.ERROR_MESSAGE) message = this.text(this.tag());
      else if (tag === tags.ERROR_STACK) stack = this.text(this.tag());
      else if (tag === tags.ERROR_CAUSE) options.cause = this.value();
      else Type = errorClasses[StringFromCharCode(tag)];
      if (Type === undefined) throw new Malformed();
    }
    const error = new Type(message, options);
    ObjectDefineProperty(error, 'stack', { __proto__: null, value: stack, writable: true, configurable: true, enumerable: false });
    return this.objects[id] = error;
  }
}

function characters(bytes, width) {
  let text = '';
  for (let i = 0; i < bytes.length; i += width) text += StringFromCharCode(width === 1 ? bytes[i] : bytes[i] | (bytes[i + 1] << 8));
  return text;
}

function Deserializer(buffer) {
  if (new.target === undefined) throw constructCall('Deserializer');
  if (!types.isArrayBufferView(buffer)) {
    const error = new TypeError('buffer must be a TypedArray or a DataView');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  this.buffer = buffer;
  const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  ObjectDefineProperty(this, kState, { __proto__: null, value: new Reader(this, bytes), enumerable: false });
}

const attempt = (read, message) => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Malformed ? new Error(message) : error;
  }
};

const methods = {
  readHeader() {
    if (!attempt(() => this[kState].header(), 'Unable to deserialize cloned data due to invalid or unsupported version.')) {
      throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
    }
    return true;
  },
  readValue() { return attempt(() => this[kState].value(), 'Unable to deserialize cloned data.'); },
  getWireFormatVersion() { return this[kState].version; },
  transferArrayBuffer(id, buffer) {
    if (!types.isAnyArrayBuffer(buffer)) {
      const error = new TypeError('arrayBuffer must be an ArrayBuffer or SharedArrayBuffer');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    this[kState].transferred.set(id >>> 0, buffer);
  },
  readUint32() { return attempt(() => this[kState].varint(), 'ReadUint32() failed'); },
  readUint64() {
    return attempt(() => {
      let value = 0n;
      let shift = 0n;
      let byte;
      do {
        byte = this[kState].byte();
        value |= BigInt(byte & 0x7f) << shift;
        shift += 7n;
      } while (byte & 0x80);
      return [Number((value >> 32n) & 0xffffffffn), Number(value & 0xffffffffn)];
    }, 'ReadUint64() failed');
  },
  readDouble() { return attempt(() => this[kState].double(), 'ReadDouble() failed'); },
  // Returns the place of the bytes in `buffer`.
  _readRawBytes(length) {
    return attempt(() => {
      const { at } = this[kState];
      this[kState].raw(length);
      return at;
    }, 'ReadRawBytes() failed');
  },
  readRawBytes(length) {
    const { FastBuffer } = require('internal/buffer');
    const offset = this._readRawBytes(length);
    return new FastBuffer(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  },
};
for (const name in methods) {
  ObjectDefineProperty(Deserializer.prototype, name, {
    __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: true,
  });
}

module.exports = { Deserializer };
