'use strict';

// TextEncoder and TextDecoder (https://encoding.spec.whatwg.org/#api).

const {
  ObjectDefineProperties,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ReflectApply,
  StringPrototypeCharCodeAt,
  Symbol,
  SymbolToStringTag,
  TypedArrayPrototypeSet,
  Uint8Array,
} = primordials;

const { encodeUtf8 } = require('internal/engine');
const {
  codes: { ERR_ENCODING_INVALID_ENCODED_DATA, ERR_ENCODING_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util/inspect/custom_symbol');
const { kEmptyObject, kEnumerableProperty } = require('internal/util/frozen');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/util/types');
const { kValidateObjectAllowObjectsAndNull, validateObject, validateString } = require('internal/validators');
const { encodeInto } = require('internal/buffer/utf8');
const { getEncodingFromLabel } = require('internal/encoding/labels');
const { createDecoder } = require('internal/encoding/decoders');

const kEncoder = Symbol('encoder');
const kDecoder = Symbol('decoder');
const kEncoding = Symbol('encoding');
const kFlags = Symbol('flags');
const kHandle = Symbol('handle');  // shown by inspect alone: Node keeps its ICU converter there
const kImpl = Symbol('decoderImpl');
const FATAL = 2;
const IGNORE_BOM = 4;

// The constructor of `object`: the nearest named one on the prototype chain.
function getConstructorOf(object) {
  while (object) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') return descriptor.value;
    object = ObjectGetPrototypeOf(object);
  }
}

function checkEncoder(obj) {
  if (obj == null || obj[kEncoder] !== true) throw new ERR_INVALID_THIS('TextEncoder');
}

function checkDecoder(obj) {
  if (obj == null || obj[kDecoder] !== true) throw new ERR_INVALID_THIS('TextDecoder');
}

function inspect(...args) {
  return ReflectApply(require('internal/util/inspect').inspect, this, args);
}

// The number of code units of `string` that make its first `written` bytes of UTF-8.
function unitsOf(string, written) {
  let read = 0;
  while (written > 0) {
    const c = StringPrototypeCharCodeAt(string, read);
    const next = c >= 0xd800 && c < 0xdc00 && read + 1 < string.length ? StringPrototypeCharCodeAt(string, read + 1) : 0;
    const pair = next >= 0xdc00 && next < 0xe000;
    written -= pair ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    read += pair ? 2 : 1;
  }
  return read;
}

class TextEncoder {
  constructor() {
    this[kEncoder] = true;
  }

  get encoding() {
    checkEncoder(this);
    return 'utf-8';
  }

  encode(input = '') {
    checkEncoder(this);
    return encodeUtf8(`${input}`);
  }

  encodeInto(src, dest) {
    checkEncoder(this);
    validateString(src, 'src');
    if (!dest || !isUint8Array(dest)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    if (src.length > 64 && src.length <= dest.length) {
      const bytes = encodeUtf8(src);
      if (bytes.length <= dest.length) {
        TypedArrayPrototypeSet(dest, bytes);
        return { read: src.length, written: bytes.length };
      }
    }
    const written = encodeInto(src, dest, 0, dest.length);
    return { read: unitsOf(src, written), written };
  }

  [customInspectSymbol](depth, options) {
    checkEncoder(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { __proto__: { constructor: getConstructorOf(this) ?? TextEncoder } };
    shown.encoding = this.encoding;
    return inspect(shown, options);
  }
}

ObjectDefineProperties(TextEncoder.prototype, {
  encode: kEnumerableProperty,
  encodeInto: kEnumerableProperty,
  encoding: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'TextEncoder' },
});

// A detached buffer counts as an empty one.
function bytesOf(input) {
  if (input === undefined) return new Uint8Array();
  if (isUint8Array(input)) return input;
  if (!isAnyArrayBuffer(input) && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'ArrayBufferView'], input);
  }
  try {
    return isAnyArrayBuffer(input) ? new Uint8Array(input) :
      new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  } catch {
    return new Uint8Array();
  }
}

class TextDecoder {
  constructor(encoding = 'utf-8', options = kEmptyObject) {
    encoding = `${encoding}`;
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const name = getEncodingFromLabel(encoding);
    if (name === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
    const fatal = !!options?.fatal;
    const ignoreBOM = !!options?.ignoreBOM;
    const handle = createDecoder(name, fatal, ignoreBOM);
    if (handle === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(name);
    this[kDecoder] = true;
    this[kEncoding] = name;
    this[kFlags] = (fatal ? FATAL : 0) | (ignoreBOM ? IGNORE_BOM : 0);
    this[kImpl] = handle;
  }

  get encoding() {
    checkDecoder(this);
    return this[kEncoding];
  }

  get fatal() {
    checkDecoder(this);
    return (this[kFlags] & FATAL) !== 0;
  }

  get ignoreBOM() {
    checkDecoder(this);
    return (this[kFlags] & IGNORE_BOM) !== 0;
  }

  decode(input = undefined, options = kEmptyObject) {
    checkDecoder(this);
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const text = this[kImpl].decode(bytesOf(input), !!options?.stream);
    if (text === undefined) throw new ERR_ENCODING_INVALID_ENCODED_DATA(this[kEncoding], undefined);
    return text;
  }

  [customInspectSymbol](depth, options) {
    checkDecoder(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = getConstructorOf(this) || TextDecoder;
    const shown = { __proto__: { constructor } };
    shown.encoding = this.encoding;
    shown.fatal = this.fatal;
    shown.ignoreBOM = this.ignoreBOM;
    if (options.showHidden) {
      shown[kFlags] = this[kFlags];
      shown[kHandle] = undefined;
    }
    return `${constructor.name} ${inspect(shown)}`;
  }
}

ObjectDefineProperties(TextDecoder.prototype, {
  decode: kEnumerableProperty,
  encoding: kEnumerableProperty,
  fatal: kEnumerableProperty,
  ignoreBOM: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'TextDecoder' },
});

module.exports = { TextDecoder, TextEncoder, getEncodingFromLabel };
