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

// The engine cannot write shared memory. A value with some is written by our own serializer, and the memory itself is sent along.
const SHARED = '#<SharedArrayBuffer> could not be cloned.';

function write(value, remote) {
  try {
    return engine.serialize(value, undefined, refuse);
  } catch (error) {
    if (error?.message !== SHARED) throw error;
  }
  const { Serializer } = require('internal/v8/serializer');
  const serializer = new Serializer();
  const shared = [];
  serializer._getDataCloneError = function(message) { return dataCloneError(message); };
  serializer._getSharedArrayBufferId = (buffer) => {
    const known = ArrayPrototypeIndexOf(shared, buffer);
    return known !== -1 ? known : (shared[shared.length] = buffer, shared.length - 1);
  };
  serializer._writeHostObject = (object) => serializer.writeValue(writeHostObject(object));
  serializer.writeHeader();
  serializer.writeValue(value);
  if (remote) for (let i = 0; i < shared.length; i++) require('internal/worker/shared_memory').share(shared[i]);
  return { __proto__: null, written: serializer.releaseBuffer(), shared };
}

function readBytes(bytes, read) {
  if (bytes.written === undefined) {
    return engine.deserialize(bytes, { __proto__: null, deserializers: { __proto__: null, anode: read } });
  }
  const { Deserializer } = require('internal/v8/deserializer');
  const deserializer = new Deserializer(bytes.written);
  for (let i = 0; i < bytes.shared.length; i++) deserializer.transferArrayBuffer(i, bytes.shared[i]);
  deserializer._readHostObject = () => read(deserializer.readValue());
  deserializer.readHeader();
  return deserializer.readValue();
}

// { bytes, ports: their inner halves, references }. Transferred objects are no longer usable here. With `remote` it is for another
// isolate.
function serialize(value, transferList = [], source = undefined, remote = false) {
  const { buffers, ports, transferred } = readTransferList(transferList, source);
  const { release } = require('internal/worker/io');
  if (value === process.env) value = { ...value };
  else if (isDOMException(value)) value = new ClonedException(value);
  const outer = current;
  current = { ports, transferred, references: [] };
  try {
    const bytes = write(value, remote);
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
