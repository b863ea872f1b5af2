'use strict';

// v8.serialize and v8.deserialize: views are written as their own bytes, not with the whole buffer below them.

const { ArrayPrototypeIndexOf, TypedArrayPrototypeGetSymbolToStringTag, TypedArrayPrototypeSet, Uint8Array } = primordials;

const { Serializer } = require('internal/v8/serializer');
const { Deserializer } = require('internal/v8/deserializer');
const { isArrayBufferView } = require('internal/util/types');

// Their numbers are Node's.
const viewTypes = [
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array',
  'DataView', 'Buffer', 'BigInt64Array', 'BigUint64Array', 'Float16Array',
];
const BUFFER = 10;

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    const { Buffer } = require('buffer');
    let index = BUFFER;
    if (!isArrayBufferView(view) || view.constructor !== Buffer) {
      index = isArrayBufferView(view) ? ArrayPrototypeIndexOf(viewTypes, TypedArrayPrototypeGetSymbolToStringTag(view) ?? 'DataView') : -1;
      if (index === -1) {
        const { inspect } = require('internal/util/inspect');
        throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
      }
    }
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const { Buffer } = require('buffer');
    const { FastBuffer } = require('internal/buffer');
    const index = this.readUint32();
    const Type = index === BUFFER ? FastBuffer : primordials[viewTypes[index]];
    const length = this.readUint32();
    const offset = this.buffer.byteOffset + this._readRawBytes(length);
    const width = Type.BYTES_PER_ELEMENT || 1;
    if (offset % width === 0) return new Type(this.buffer.buffer, offset, length / width);
    const copy = Buffer.alloc(length);
    TypedArrayPrototypeSet(new Uint8Array(copy.buffer, copy.byteOffset, length), new Uint8Array(this.buffer.buffer, offset, length));
    return new Type(copy.buffer, copy.byteOffset, length / width);
  }
}

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const { types } = require('internal/engine');
  if (types.isAnyArrayBuffer(buffer)) buffer = new Uint8Array(buffer);
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

// ---- for channels between processes ----

const VIEW = 0, OTHER = 1;

class ChannelSerializer extends DefaultSerializer {
  _writeHostObject(object) {
    if (isArrayBufferView(object)) {
      this.writeUint32(VIEW);
      super._writeHostObject(object);
    } else {
      this.writeUint32(OTHER);
      this.writeValue({ ...object });
    }
  }
}

class ChannelDeserializer extends DefaultDeserializer {
  _readHostObject() {
    return this.readUint32() === VIEW ? super._readHostObject() : this.readValue();
  }
}

function ipcSerialize(message) {
  const serializer = new ChannelSerializer();
  serializer.writeHeader();
  serializer.writeValue(message);
  return serializer.releaseBuffer();
}

function ipcDeserialize(bytes) {
  const deserializer = new ChannelDeserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { DefaultDeserializer, DefaultSerializer, Deserializer, Serializer, deserialize, ipcDeserialize, ipcSerialize, serialize };
