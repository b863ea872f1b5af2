'use strict';

// Values as bytes, by the structured clone algorithm (https://html.spec.whatwg.org/#safe-passing-of-structured-data), with the parts that
// are not bytes: ports that are transferred and references to our own immutable data.

const {
  ArrayBufferPrototypeGetDetached, ArrayBufferPrototypeTransfer, ArrayPrototypeIndexOf, ArrayPrototypeMap, ObjectDefineProperty, SafeSet,
  StringPrototypeSplit,
} = primordials;

const engine = require('internal/engine');
const {
  getTransferMode, isReference, kClone, kDeserialize, kTransfer, kTransferList, markTransferMode,
} = require('internal/worker/js_transferable');

const { hostObjectBrand, types: { isArrayBuffer, isNativeError } } = engine;

const marks = require('internal/buffer');

function dataCloneError(message) {
  const { DOMException } = require('internal/per_context/domexception');
  return new DOMException(message, 'DataCloneError');
}
const refuse = (message) => { throw dataCloneError(message); };

// The message that is being written. The engine calls back into writeHostObject for each object of ours it meets.
let current;

function writeHostObject(object) {
  if (isReference(object)) {
    current.references[current.references.length] = object;
    return { type: 'anode', reference: current.references.length - 1 };
  }
  const port = ArrayPrototypeIndexOf(current.ports, object);
  if (port !== -1) return { type: 'anode', port };
  const mode = getTransferMode(object);
  if (mode?.cloneable && !current.transferred.has(object)) return written(object[kClone]());
  if (mode?.transferable && current.transferred.has(object)) return written(object[kTransfer]());
  if (mode?.transferable || object instanceof require('internal/worker/io').MessagePort) {
    throw dataCloneError('Object that needs transfer was found in message but not listed in transferList');
  }
  throw dataCloneError('Cannot clone object of unsupported type.');
}

const written = ({ data, deserializeInfo }) => ({ type: 'anode', info: deserializeInfo, data });

function isTransferable(object) {
  return getTransferMode(object)?.transferable === true;
}

function readTransferList(list, source) {
  const buffers = [];
  const ports = [];
  const transferred = new SafeSet();
  for (let i = 0; i < list.length; i++) addTransfer(list[i]);
  return { buffers, ports, transferred };

  function addTransfer(item) {
    if (typeof item === 'object' && item !== null) {
      if (isArrayBuffer(item)) {
        if (marks.isMarkedAsUntransferable(item)) throw dataCloneError('Cannot transfer object of unsupported type.');
        if (transferred.has(item)) throw dataCloneError('Transfer list contains duplicate ArrayBuffer');
        if (ArrayBufferPrototypeGetDetached(item)) throw dataCloneError('Cannot transfer object of unsupported type.');
        transferred.add(item);
        buffers[buffers.length] = item;
        return;
      }
      const { MessagePort, isDetached } = require('internal/worker/io');
      if (item instanceof MessagePort || isTransferable(item)) {
        if (marks.isMarkedAsUntransferable(item)) throw dataCloneError('Cannot transfer object of unsupported type.');
        if (item === source) throw dataCloneError('Transfer list contains source port');
        if (transferred.has(item)) {
          throw dataCloneError(`Transfer list contains duplicate ${item.constructor?.name}`);
        }
        transferred.add(item);
        if (item instanceof MessagePort) {
          if (isDetached(item)) throw dataCloneError('MessagePort in transfer list is already detached');
          ports[ports.length] = item;
        } else if (item[kTransferList] !== undefined) {
          const more = item[kTransferList]();
          for (let i = 0; i < more.length; i++) if (!transferred.has(more[i])) addTransfer(more[i]);
        }
        return;
      }
    }
    throw dataCloneError('Found invalid value in transferList.');
  }
}

// The engine writes every error as one of the language's own, without calling us: this takes the place of a DOMException.
class ClonedException {
  constructor(exception) {
    if (exception === undefined) return;
    const { message, name, stack } = exception;
    this.data = { message, name, stack };
    markTransferMode(this, true, false);
  }

  [kClone]() {
    return { data: this.data, deserializeInfo: 'internal/worker/clone:ClonedException' };
  }

  [kDeserialize]({ message, name, stack }) {
    const { DOMException } = require('internal/per_context/domexception');
    const exception = new DOMException(message, name);
    ObjectDefineProperty(exception, 'stack', { __proto__: null, value: stack, enumerable: false, configurable: true, writable: true });
    return exception;
  }
}

const isDOMException = (value) => isNativeError(value) && value instanceof require('internal/per_context/domexception').DOMException;

// The engine writes neither shared memory nor compiled WebAssembly. A value with some is written by our own serializer, with the parts
// beside the bytes. (Only for storage does the engine report a Module. Otherwise it leaves the Module out, and the bytes are unreadable.)
const SHARED = '#<SharedArrayBuffer> could not be cloned.';
const MODULE = 'Wasm modules cannot be stored';
const forStorage = { __proto__: null, forStorage: true };

function refuseUnlessModule(message) {
  if (message === MODULE) throw moduleFound;
  refuse(message);
}
const moduleFound = { __proto__: null };

function write(value) {
  try {
    return engine.serialize(value, forStorage, refuseUnlessModule);
  } catch (error) {
    if (error !== moduleFound && error?.message !== SHARED) throw error;
    if (!require('internal/worker/shared_memory').isAvailable()) refuse(error === moduleFound ? '#<Module> could not be cloned.' : SHARED);
  }
  return writeShared(value);
}

function writeShared(value) {
  const { isMemory, isModule, takeApart } = require('internal/worker/shared_memory');
  const { Serializer } = require('internal/v8/serializer');
  const serializer = new Serializer();
  const shared = [];
  const numberOf = (part) => {
    const known = ArrayPrototypeIndexOf(shared, part);
    return known !== -1 ? known : (shared[shared.length] = part, shared.length - 1);
  };
  serializer._getDataCloneError = function(message) { return dataCloneError(message); };
  serializer._getSharedArrayBufferId = numberOf;
  serializer._isHostObject = (object) => isModule(object) || isMemory(object);
  serializer._writeHostObject = (object) => {
    if (isModule(object)) {
      serializer.writeValue({ type: 'anode', module: numberOf(object) });
    } else if (isMemory(object)) {
      const { 0: memory, 1: buffer } = takeApart(object) ?? refuse('#<Memory> could not be cloned.');
      serializer.writeValue({ type: 'anode', memory, buffer });
    } else {
      serializer.writeValue(writeHostObject(object));
    }
  };
  serializer.writeHeader();
  serializer.writeValue(value);
  return { __proto__: null, written: serializer.releaseBuffer(), shared };
}

function readBytes(bytes, read) {
  if (bytes.written === undefined) {
    return engine.deserialize(bytes, { __proto__: null, deserializers: { __proto__: null, anode: read } });
  }
  const { copy, putTogether } = require('internal/worker/shared_memory');
  const { Deserializer } = require('internal/v8/deserializer');
  const deserializer = new Deserializer(bytes.written);
  const parts = ArrayPrototypeMap(bytes.shared, (part) => copy(part));
  deserializer._getSharedArrayBufferFromId = (id) => parts[id];
  deserializer._readHostObject = () => {
    const found = deserializer.readValue();
    if (found.module !== undefined) return parts[found.module];
    return found.memory === undefined ? read(found) : putTogether(found.memory, found.buffer);
  };
  deserializer.readHeader();
  return deserializer.readValue();
}

// { bytes, ports: their inner halves, references }. Transferred objects are no longer usable here.
function serialize(value, transferList = [], source = undefined) {
  const { buffers, ports, transferred } = readTransferList(transferList, source);
  const { release } = require('internal/worker/io');
  if (value === process.env) value = { ...value };
  else if (isDOMException(value)) value = new ClonedException(value);
  const outer = current;
  current = { ports, transferred, references: [] };
  try {
    const bytes = write(value);
    for (let i = 0; i < buffers.length; i++) ArrayBufferPrototypeTransfer(buffers[i]);
    return { __proto__: null, bytes, ports: ArrayPrototypeMap(ports, release), references: current.references };
  } finally {
    current = outer;
  }
}

// The value and the ports that came with it, as MessagePort objects.
function deserialize(message) {
  const { adopt } = require('internal/worker/io');
  const ports = ArrayPrototypeMap(message.ports, adopt);
  const read = (written) => {
    if (written.reference !== undefined) return message.references[written.reference];
    if (written.port !== undefined) return ports[written.port];
    const { 0: id, 1: name } = StringPrototypeSplit(written.info, ':');
    const object = new (require(id)[name])();
    return object[kDeserialize](written.data) ?? object;
  };
  return { __proto__: null, value: readBytes(message.bytes, read), ports };
}

const isObject = (value) => (typeof value === 'object' || typeof value === 'function') && value !== null;

function markAsUntransferable(object) {
  if (isObject(object)) marks.markAsUntransferable(object);
}

function markAsUncloneable(object) {
  if (isObject(object)) {
    ObjectDefineProperty(object, hostObjectBrand, { __proto__: null, value: refuseToClone, enumerable: false, configurable: true });
  }
}

function refuseToClone() {
  throw dataCloneError('Cannot clone object of unsupported type.');
}

module.exports = {
  ClonedException, writeHostObject, dataCloneError, deserialize, serialize, markAsUncloneable, markAsUntransferable,
  isMarkedAsUntransferable: (object) => isObject(object) && marks.isMarkedAsUntransferable(object),
};
