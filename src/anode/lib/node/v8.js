'use strict';

const { ArrayPrototypeMap, JSONParse, MathImul, StringPrototypeCharCodeAt } = primordials;

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_NOT_BUILDING_SNAPSHOT } } = require('internal/errors');
const { validateString, validateUint32 } = require('internal/validators');
const engine = require('internal/engine');
const {
  DefaultDeserializer, DefaultSerializer, Deserializer, Serializer, deserialize, serialize,
} = require('internal/v8/serialize');

const fail = (name) => { throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`v8.${name}()`); };

// ---- the heap ----

// In the order of engine/v8/heap.py.
function heapFigures() {
  const figures = JSONParse(binding('engine').heap_statistics());
  if (figures.length !== 0) return figures;
  const { heapTotal, heapUsed, external } = engine.memoryUsage();
  return [heapTotal, 0, heapTotal, heapTotal - heapUsed, heapUsed, heapTotal, external, external, 1, 0, 0, 0, external];
}

function getHeapStatistics() {
  const figures = heapFigures();
  return {
    total_heap_size: figures[0],
    total_heap_size_executable: figures[1],
    total_physical_size: figures[2],
    total_available_size: figures[3],
    used_heap_size: figures[4],
    heap_size_limit: figures[5],
    malloced_memory: figures[6],
    peak_malloced_memory: figures[7],
    does_zap_garbage: 0,
    number_of_native_contexts: figures[8],
    number_of_detached_contexts: figures[9],
    total_global_handles_size: figures[10],
    used_global_handles_size: figures[11],
    external_memory: figures[12],
  };
}

const none = [0, 0, 0, 0];
// Node's, in its order.
const spaces = [
  'read_only_space', 'new_space', 'old_space', 'code_space', 'shared_space', 'trusted_space', 'shared_trusted_space',
  'new_large_object_space', 'large_object_space', 'code_large_object_space', 'shared_large_object_space',
  'shared_trusted_large_object_space', 'trusted_large_object_space',
];

function getHeapSpaceStatistics() {
  const found = binding('engine').space_statistics();
  return ArrayPrototypeMap(spaces, (name) => {
    const { 0: size, 1: used, 2: available, 3: physical } = found[name] ?? none;
    return {
      space_name: name, space_size: size, space_used_size: used, space_available_size: available, physical_space_size: physical,
    };
  });
}

const getHeapCodeStatistics = () => ({
  code_and_metadata_size: 0, bytecode_and_metadata_size: 0, external_script_source_size: 0, cpu_profiler_metadata_size: 0,
});

// ---- the rest ----

// The flags that the program has set. They are part of the version tag of cached code.
let laterFlags = '';

function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  binding('engine').set_flags(flags);
  laterFlags += ` ${flags}`;
}

function cachedDataVersionTag() {
  const version = process.versions.v8 + laterFlags;
  let tag = 0x811c9dc5;
  for (let i = 0; i < version.length; i++) tag = MathImul(tag ^ StringPrototypeCharCodeAt(version, i), 0x01000193);
  return tag >>> 0;
}

function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  for (let i = 0; i < content.length; i++) if (StringPrototypeCharCodeAt(content, i) > 255) return false;
  return true;
}

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  binding('engine').snapshots_near_heap_limit(limit, require('internal/options').getOptionValue('--diagnostic-dir') ?? '');
}

const heapSnapshots = () => require('internal/v8/heap_snapshot');

const notBuilding = () => { throw new ERR_NOT_BUILDING_SNAPSHOT(); };
const startupSnapshot = {
  addDeserializeCallback(callback, data) { notBuilding(); },
  addSerializeCallback(callback, data) { notBuilding(); },
  setDeserializeMainFunction(callback, data) { notBuilding(); },
  isBuildingSnapshot: () => false,
};

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot: (options) => heapSnapshots().getHeapSnapshot(options),
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  getCppHeapStatistics() { fail('getCppHeapStatistics'); },
  setFlagsFromString,
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  takeCoverage() { if (process.env.NODE_V8_COVERAGE) require('internal/inspector/profiles').takeCoverage(); },
  stopCoverage() { if (process.env.NODE_V8_COVERAGE) require('internal/inspector/profiles').stopCoverage(); },
  serialize,
  writeHeapSnapshot: (filename, options) => heapSnapshots().writeHeapSnapshot(filename, options),
  promiseHooks: require('internal/v8/promise_hooks').promiseHooks,
  queryObjects: (constructor, options) => heapSnapshots().queryObjects(constructor, options),
  startupSnapshot,
  setHeapSnapshotNearHeapLimit,
  GCProfiler: require('internal/v8/collections').GCProfiler,
  isStringOneByteRepresentation,
  startCpuProfile() { return new (require('internal/v8/cpu_profile').SyncCPUProfileHandle)(); },
};
