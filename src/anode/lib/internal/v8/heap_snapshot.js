'use strict';

// Heap snapshots, and objects by their class: v8.getHeapSnapshot(), v8.writeHeapSnapshot(), v8.queryObjects().

const { ArrayPrototypeMap, ArrayPrototypePush, Number } = primordials;

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util/frozen');
const { validateBoolean, validateFunction, validateObject } = require('internal/validators');

const ops = binding('inspector');

function checkOptions(options = kEmptyObject) {
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
  return [Number(exposeInternals), Number(exposeNumericValues)];
}

// Takes a snapshot, which Python keeps until it is written or read; its number.
function take(name, [internals, numbers]) {
  if (!ops.can_take_snapshots()) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(name);
  const { actions, call } = require('internal/inspector/native');
  return call(actions.TAKE_SNAPSHOT, internals, numbers);
}

function writeHeapSnapshot(filename, options) {
  if (filename !== undefined) filename = require('internal/fs/validate_path').getValidatedPath(filename);
  const wanted = checkOptions(options);
  const path = filename ?? defaultName();
  ops.may_write(path);
  ops.write_snapshot(path, take('v8.writeHeapSnapshot()', wanted));
  return filename ?? path;
}

function defaultName() {
  const name = require('internal/inspector/diagnostic_file').fileName('Heap', 'heapsnapshot');
  const folder = require('internal/options').getOptionValue('--diagnostic-dir');
  return folder ? require('internal/path/posix').join(folder, name) : name;
}

// Reads the parts of a snapshot that `next` gives, until it gives undefined.
function streamOf(next) {
  const { Readable } = require('stream');
  return new Readable({
    __proto__: null,
    read() {
      const part = next();
      this.push(part === undefined || part === null ? null : part);
    },
  });
}

function getHeapSnapshot(options) {
  const number = take('v8.getHeapSnapshot()', checkOptions(options));
  return streamOf(() => ops.next_part(number));
}

// All parts at once, for another thread.
function parts(wanted) {
  const number = take('worker.getHeapSnapshot()', wanted);
  const found = [];
  for (let part = ops.next_part(number); part !== undefined && part !== null; part = ops.next_part(number)) ArrayPrototypePush(found, part);
  return found;
}

function writeOnSignal(signal) {
  process.on(signal, () => writeHeapSnapshot());
}

function queryObjects(constructor, options = kEmptyObject) {
  validateFunction(constructor, 'constructor');
  if (options !== kEmptyObject) validateObject(options, 'options');
  const format = options.format || 'count';
  if (format !== 'count' && format !== 'summary') throw new ERR_INVALID_ARG_VALUE('options.format', format);
  require('internal/util/deprecation').emitExperimentalWarning('v8.queryObjects()');
  const { InternalSession } = require('internal/inspector/internal_session');
  const session = new InternalSession();
  queried = { __proto__: null, prototype: constructor.prototype, found: undefined };
  globalThis[kQuery] = queried;
  try {
    const { result } = session.post('Runtime.evaluate', { expression: `globalThis[Symbol.for('${QUERY}')].prototype` });
    const { objects } = session.post('Runtime.queryObjects', { prototypeObjectId: result.objectId });
    session.post('Runtime.callFunctionOn', {
      objectId: objects.objectId, functionDeclaration: `function() { globalThis[Symbol.for('${QUERY}')].found = this; }`,
    });
  } finally {
    delete globalThis[kQuery];
    session.close();
  }
  const { found } = queried;
  queried = undefined;
  if (format === 'count') return found.length;
  const { inspect } = require('internal/util/inspect');
  return ArrayPrototypeMap(found, (object) => inspect(object, { __proto__: null, depth: 0 }));
}

const QUERY = 'anode.queryObjects';
const kQuery = primordials.SymbolFor(QUERY);
let queried;

module.exports = { checkOptions, getHeapSnapshot, parts, queryObjects, streamOf, writeHeapSnapshot, writeOnSignal };
