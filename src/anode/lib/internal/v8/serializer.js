'use strict';

// v8.Serializer: values as bytes.

const {
  ArrayBufferPrototypeGetByteLength, ArrayIsArray, BigInt, BigIntPrototypeValueOf, BooleanPrototypeValueOf, DataView,
  DataViewPrototypeSetFloat64, DatePrototypeGetTime, Error, MathMax, Number, NumberIsInteger, NumberPrototypeValueOf,
  ObjectDefineProperty, ObjectHasOwn, ObjectIs, ObjectKeys, RegExpPrototypeGetFlags, RegExpPrototypeGetSource, SafeMap, SafeSet,
  String, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeValueOf, Symbol, TypeError,
  TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array,
} = primordials;

const { types, hostObjectBrand, getConstructorName } = require('internal/engine');
const tags = require('internal/v8/tags');

const scratch = new Uint8Array(8);
const scratchView = new DataView(scratch.buffer);

function constructCall(name) {
  const error = new TypeError(`Class constructor ${name} cannot be invoked without 'new'`);
  ObjectDefineProperty(error, 'code', {
    __proto__: null, value: 'ERR_CONSTRUCT_CALL_REQUIRED', enumerable: true, writable: true, configurable: true,
  });
  return error;
}

const kState = Symbol('state');

class Writer {
  constructor(owner) {
    this.owner = owner;
    this.bytes = new Uint8Array(256);
    this.length = 0;
    this.ids = new SafeMap();
    this.transferred = new SafeMap();
    this.viewsAsHost = false;
  }

  reserve(count) {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(MathMax(this.bytes.length * 2, this.length + count));
    TypedArrayPrototypeSet(grown, TypedArrayPrototypeSubarray(this.bytes, 0, this.length));
    this.bytes = grown;
  }

  byte(value) {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  raw(bytes) {
    this.reserve(bytes.length);
    TypedArrayPrototypeSet(this.bytes, bytes, this.length);
    this.length += bytes.length;
  }

  varint(value) {
    while (value >= 0x80) {
      this.byte((value % 0x80) | 0x80);
      value = (value - value % 0x80) / 0x80;
    }
    this.byte(value);
  }

  double(value) {
    DataViewPrototypeSetFloat64(scratchView, 0, value, true);
    this.raw(scratch);
  }

  // ---- values ----

  string(text) {
    let wide = false;
    for (let i = 0; i < text.length && !wide; i++) wide = StringPrototypeCharCodeAt(text, i) > 255;
    if (!wide) {
      this.byte(tags.ONE_BYTE);
      this.varint(text.length);
      this.reserve(text.length);
      for (let i = 0; i < text.length; i++) this.bytes[this.length++] = StringPrototypeCharCodeAt(text, i);
      return;
    }
    const size = text.length * 2;
    let width = 1;
    for (let rest = size; rest >= 0x80; rest = rest >>> 7) width++;
    if ((this.length + 1 + width) & 1) this.byte(tags.PADDING);  // the characters start at an even place
    this.byte(tags.TWO_BYTE);
    this.varint(size);
    this.reserve(size);
    for (let i = 0; i < text.length; i++) {
      const unit = StringPrototypeCharCodeAt(text, i);
      this.bytes[this.length++] = unit & 255;
      this.bytes[this.length++] = unit >> 8;
    }
  }

  number(value) {
    if (NumberIsInteger(value) && value >= -0x40000000 && value <= 0x3fffffff && !ObjectIs(value, -0)) {
      this.byte(tags.INT32);
      this.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.byte(tags.DOUBLE);
      this.double(value);
    }
  }

  bigint(value) {
    const negative = value < 0n;
    let rest = negative ? -value : value;
    const digits = [];
    while (rest > 0n) {
      for (let i = 0; i < 8; i++) {
        digits[digits.length] = Number(rest & 255n);
        rest >>= 8n;
      }
    }
    this.varint((digits.length << 1) | (negative ? 1 : 0));
    for (let i = 0; i < digits.length; i++) this.byte(digits[i]);
  }

  value(value) {
    switch (typeof value) {
      case 'undefined': this.byte(tags.UNDEFINED); return;
      case 'boolean': this.byte(value ? tags.TRUE : tags.FALSE); return;
      case 'number': this.number(value); return;
      case 'string': this.string(value); return;
      case 'bigint':
        this.byte(tags.BIGINT);
        this.bigint(value);
        return;
      case 'object':
        if (value === null) this.byte(tags.NULL);
        else this.object(value);
        return;
      default: this.refuse(value);
    }
  }

  refuse(value) {
    const { owner } = this;
    const shown = typeof value === 'symbol' || typeof value === 'function' ? String(value) : `#<${getConstructorName(value)}>`;
    throw new owner._getDataCloneError(`${shown} could not be cloned.`);
  }

  object(object) {
    const isView = types.isArrayBufferView(object);
    // A view's buffer comes before it, unless views are written by _writeHostObject.
    if (isView && !this.viewsAsHost && !this.ids.has(object)) this.object(object.buffer);
    const known = this.ids.get(object);
    if (known !== undefined) {
      this.byte(tags.REFERENCE);
      this.varint(known);
      return;
    }
    this.ids.set(object, this.ids.size);
    if (isView) this.view(object);
    else if (types.isProxy(object)) this.refuse(object);
    else if (ArrayIsArray(object)) this.array(object);
    else if (types.isDate(object)) {
      this.byte(tags.DATE);
      this.double(DatePrototypeGetTime(object));
    } else if (types.isBoxedPrimitive(object)) this.boxed(object);
    else if (types.isRegExp(object)) this.regexp(object);
    else if (types.isMap(object)) this.map(object);
    else if (types.isSet(object)) this.set(object);
    else if (types.isArrayBuffer(object)) this.buffer(object);
    else if (types.isSharedArrayBuffer(object)) {
      this.byte(tags.SHARED);
      this.varint(this.owner._getSharedArrayBufferId(object) >>> 0);
    } else if (types.isNativeError(object)) this.error(object);
    else if (types.isWeakMap(object) || types.isWeakSet(object) || types.isPromise(object) || types.isGeneratorObject(object) ||
             types.isMapIterator(object) || types.isSetIterator(object)) this.refuse(object);
    else if (hostObjectBrand in object || this.owner._isHostObject?.(object)) this.host(object);
    else this.plain(object);
  }

  host(object) {
    const { owner } = this;
    if (typeof owner._writeHostObject !== 'function') {
      const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
      throw new ERR_METHOD_NOT_IMPLEMENTED('_writeHostObject()');
    }
    this.byte(tags.HOST);
    owner._writeHostObject(object);
  }

  properties(object, keys, from = 0) {
    let count = 0;
    for (let i = from; i < keys.length; i++) {
      const key = keys[i];
      if (!ObjectHasOwn(object, key)) continue;  // a getter has removed it
      const number = +key;
      if (NumberIsInteger(number) && number >= 0 && number < 0xffffffff && `${number}` === key) this.number(number);
      else this.string(key);
      this.value(object[key]);
      count++;
    }
    return count;
  }

  plain(object) {
    this.byte(tags.OBJECT);
    const count = this.properties(object, ObjectKeys(object));
    this.byte(tags.END_OBJECT);
    this.varint(count);
  }

  array(array) {
    const { length } = array;
    const keys = ObjectKeys(array);
    const dense = keys.length >= length && (length === 0 || keys[length - 1] === `${length - 1}`);
    this.byte(dense ? tags.DENSE : tags.SPARSE);
    this.varint(length);
    if (dense) for (let i = 0; i < length; i++) this.value(array[i]);
    const count = this.properties(array, keys, dense ? length : 0);
    this.byte(dense ? tags.END_DENSE : tags.END_SPARSE);
    this.varint(count);
    this.varint(length);
  }

  boxed(object) {
    if (types.isNumberObject(object)) {
      this.byte(tags.NUMBER_OBJECT);
      this.double(NumberPrototypeValueOf(object));
    } else if (types.isBooleanObject(object)) {
      this.byte(BooleanPrototypeValueOf(object) ? tags.TRUE_OBJECT : tags.FALSE_OBJECT);
    } else if (types.isStringObject(object)) {
      this.byte(tags.STRING_OBJECT);
      this.string(StringPrototypeValueOf(object));
    } else if (types.isBigIntObject(object)) {
      this.byte(tags.BIGINT_OBJECT);
      this.bigint(BigIntPrototypeValueOf(object));
    } else {
      this.refuse(object);
    }
  }

  regexp(object) {
    this.byte(tags.REGEXP);
    this.string(RegExpPrototypeGetSource(object));
    const flags = RegExpPrototypeGetFlags(object);
    let bits = 0;
    for (let i = 0; i < flags.length; i++) bits |= 1 << regExpBit(flags[i]);
    this.varint(bits);
  }

  map(map) {
    this.byte(tags.MAP);
    const entries = [...new SafeMap(map)];
    for (let i = 0; i < entries.length; i++) {
      this.value(entries[i][0]);
      this.value(entries[i][1]);
    }
    this.byte(tags.END_MAP);
    this.varint(entries.length * 2);
  }

  set(set) {
    this.byte(tags.SET);
    const values = [...new SafeSet(set)];
    for (let i = 0; i < values.length; i++) this.value(values[i]);
    this.byte(tags.END_SET);
    this.varint(values.length);
  }

  buffer(buffer) {
    const id = this.transferred.get(buffer);
    if (id !== undefined) {
      this.byte(tags.TRANSFER);
      this.varint(id);
      return;
    }
    if (buffer.detached) throw new this.owner._getDataCloneError('An ArrayBuffer is detached and could not be cloned.');
    const length = ArrayBufferPrototypeGetByteLength(buffer);
    this.byte(buffer.resizable ? tags.RESIZABLE : tags.BUFFER);
    this.varint(length);
    if (buffer.resizable) this.varint(buffer.maxByteLength);
    this.raw(new Uint8Array(buffer));
  }

  view(view) {
    if (this.viewsAsHost) {
      this.host(view);
      return;
    }
    this.byte(tags.VIEW);
    this.byte(tags.views[TypedArrayPrototypeGetSymbolToStringTag(view) ?? 'DataView']);
    this.varint(view.byteOffset);
    this.varint(view.byteLength);
    this.varint(0);
  }

  error(error) {
    this.byte(tags.ERROR);
    const { name } = error;
    if (tags.errors[name] !== undefined) this.byte(tags.errors[name]);
    if (ObjectHasOwn(error, 'message')) {
      this.byte(tags.ERROR_MESSAGE);
      this.string(`${error.message}`);
    }
    if (typeof error.stack === 'string') {
      this.byte(tags.ERROR_STACK);
      this.string(error.stack);
    }
    if (ObjectHasOwn(error, 'cause')) {
      this.byte(tags.ERROR_CAUSE);
      this.value(error.cause);
    }
    this.byte(tags.ERROR_END);
  }
}

const regExpBit = (flag) => StringPrototypeIndexOf(tags.flagsOfRegExp, flag);

function Serializer() {
  if (new.target === undefined) throw constructCall('Serializer');
  ObjectDefineProperty(this, kState, { __proto__: null, value: new Writer(this), enumerable: false });
}

const methods = {
  writeHeader() {
    this[kState].byte(tags.VERSION);
    this[kState].varint(tags.latest);
  },
  writeValue(value) {
    this[kState].value(value);
    return true;
  },
  releaseBuffer() {
    const { Buffer } = require('buffer');
    const state = this[kState];
    const bytes = Buffer.from(TypedArrayPrototypeSubarray(state.bytes, 0, state.length));
    state.bytes = new Uint8Array(256);
    state.length = 0;
    return bytes;
  },
  transferArrayBuffer(id, buffer) { this[kState].transferred.set(buffer, id >>> 0); },
  writeUint32(value) { this[kState].varint(value >>> 0); },
  writeUint64(high, low) {
    let value = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    while (value >= 0x80n) {
      this[kState].byte(Number(value & 0x7fn) | 0x80);
      value >>= 7n;
    }
    this[kState].byte(Number(value));
  },
  writeDouble(value) { this[kState].double(+value); },
  writeRawBytes(source) {
    if (!types.isArrayBufferView(source) && !types.isAnyArrayBuffer(source)) {
      const error = new TypeError('source must be a TypedArray or a DataView');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    this[kState].raw(
      types.isArrayBufferView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source));
  },
  _setTreatArrayBufferViewsAsHostObjects(value) { this[kState].viewsAsHost = !!value; },
};
for (const name in methods) {
  ObjectDefineProperty(Serializer.prototype, name, {
    __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: true,
  });
}
Serializer.prototype._getDataCloneError = Error;

module.exports = { Serializer, constructCall };
