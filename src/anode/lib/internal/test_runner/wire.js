'use strict';

// How the process of a test file reports to the one that has started it: frames in between the tests' own output on stdout. A frame is the
// two bytes of a V8 header (the first of them is in no UTF-8 text), its length in four bytes, and a serialized event.

const {
  ArrayPrototypePush, Error, ErrorPrototype, EvalError, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty, RangeError, ReferenceError, ReflectOwnKeys, SafeSet, Symbol, SymbolPrototypeGetDescription, SyntaxError,
  TypeError,
  TypedArrayPrototypeSubarray, URIError,
} = primordials;
const { Buffer } = require('buffer');
const { DefaultDeserializer, DefaultSerializer } = require('internal/v8/serialize');
const { inspectWithNoCustomRetry } = require('internal/errors');
const { isError } = require('internal/errors/is_error');
const { inspect } = require('internal/util/inspect');

const HEADER = Buffer.from([0xFF, 0x0F]);
const PREFIX = 6;  // the header and the length
const classes = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

// ---- errors ----

function toBytes(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function className(error) {
  for (let proto = error; proto !== null && proto !== ErrorPrototype; proto = ObjectGetPrototypeOf(proto)) {
    const name = ObjectGetOwnPropertyDescriptor(proto, 'constructor')?.value?.name;
    if (name !== undefined && classes[name] !== undefined) return name;
  }
  return 'Error';
}

// A value that cannot be serialized is sent as its inspected text.
function encode(value, seen) {
  if (isError(value)) {
    if (seen.has(value)) return { __proto__: null, value: '[Circular]' };
    seen.add(value);
    const own = [];
    const keys = ReflectOwnKeys(value);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] !== 'string') continue;
      const { enumerable } = ObjectGetOwnPropertyDescriptor(value, keys[i]);
      ArrayPrototypePush(own, [keys[i], enumerable, encode(value[keys[i]], seen)]);
    }
    // The name and the code of Node's errors may be on prototypes.
    if (!ObjectPrototypeHasOwnProperty(value, 'name')) ArrayPrototypePush(own, ['name', false, encode(value.name, seen)]);
    seen.delete(value);
    return { error: className(value), own };
  }
  if (typeof value === 'symbol') return { symbol: SymbolPrototypeGetDescription(value) };
  if (typeof value?.[inspect.custom] === 'function') return { shown: inspectWithNoCustomRetry(value) };
  try {
    toBytes(value);
    return { value };
  } catch {
    return { shown: inspectWithNoCustomRetry(value) };
  }
}

function decode(encoded) {
  const { shown, symbol } = encoded;
  if (shown !== undefined) return { [inspect.custom]: () => shown };
  if ('symbol' in encoded) return Symbol(symbol);
  if (encoded.error === undefined) return encoded.value;
  const error = new classes[encoded.error]();
  for (let i = 0; i < encoded.own.length; i++) {
    const { 0: key, 1: enumerable, 2: value } = encoded.own[i];
    ObjectDefineProperty(error, key, { __proto__: null, value: decode(value), enumerable, writable: true, configurable: true });
  }
  return error;
}

// ---- the two ends ----

async function* writer(source) {
  for await (const { type, data } of source) {
    const { details } = data;
    const sent = details?.error ?
      { ...data, details: { ...details, error: encode(details.error, new SafeSet()) } } : { ...data };
    const bytes = toBytes({ type, data: sent });
    const frame = Buffer.allocUnsafe(PREFIX + bytes.length);
    frame.set(HEADER, 0);
    frame.writeUInt32BE(bytes.length, 2);
    frame.set(bytes, PREFIX);
    yield frame;
  }
}

// Takes stdout apart: `onText` gets the tests' own output, `onEvent` the events.
class FrameReader {
  #bytes = Buffer.alloc(0);
  #onText;
  #onEvent;

  constructor(onText, onEvent) {
    this.#onText = onText;
    this.#onEvent = onEvent;
  }

  read(chunk) {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length > 0 && this.#step());
  }

  // The rest is not a frame.
  end() {
    this.#tell(this.#bytes.length);
  }

  #tell(length) {
    if (length === 0) return;
    this.#onText(this.#bytes.toString('utf8', 0, length));
    this.#bytes = TypedArrayPrototypeSubarray(this.#bytes, length);
  }

  // False if more bytes are needed.
  #step() {
    const start = this.#bytes.indexOf(HEADER);
    if (start !== 0) {
      const endsWithHalf = start === -1 && this.#bytes[this.#bytes.length - 1] === HEADER[0];
      this.#tell(start === -1 ? this.#bytes.length - (endsWithHalf ? 1 : 0) : start);
      return start !== -1;
    }
    if (this.#bytes.length < PREFIX) return false;
    const end = PREFIX + this.#bytes.readUInt32BE(2);
    if (this.#bytes.length < end) return false;
    const deserializer = new DefaultDeserializer(TypedArrayPrototypeSubarray(this.#bytes, PREFIX, end));
    deserializer.readHeader();
    const event = deserializer.readValue();
    this.#bytes = TypedArrayPrototypeSubarray(this.#bytes, end);
    const { details } = event.data;
    if (details?.error !== undefined) details.error = decode(details.error);
    this.#onEvent(event);
    return true;
  }
}

module.exports = { FrameReader, writer };
