'use strict';

// What a program is asked to leave when it ends: --cpu-prof, --heap-prof, NODE_V8_COVERAGE. Each thread leaves its own.

const { ArrayPrototypeFilter, ArrayPrototypeMap, DateNow, JSONStringify, StringPrototypeStartsWith } = primordials;

const { getOptionValue } = require('internal/options');
const { expanded, fileName, write } = require('internal/inspector/diagnostic_file');

const DEFAULT_CPU_INTERVAL = 1000;   // microseconds
const DEFAULT_HEAP_INTERVAL = 512 * 1024;  // bytes

const session = () => new (require('internal/inspector/internal_session').InternalSession)();

let cpu, heap, coverage;
let coverageFolder;

// `--test` runs files in processes of their own, and its own process leaves nothing.
const onlyStartsOthers = () => getOptionValue('--test') && getOptionValue('--test-isolation') !== 'none';

// Started before the program runs.
function start() {
  if (onlyStartsOthers()) return;
  if (getOptionValue('--cpu-prof')) {
    cpu = session();
    cpu.post('Profiler.enable');
    cpu.post('Profiler.setSamplingInterval', { interval: getOptionValue('--cpu-prof-interval') ?? DEFAULT_CPU_INTERVAL });
    cpu.post('Profiler.start');
  }
  if (getOptionValue('--heap-prof')) {
    heap = session();
    heap.post('HeapProfiler.enable');
    heap.post('HeapProfiler.startSampling', { samplingInterval: getOptionValue('--heap-prof-interval') ?? DEFAULT_HEAP_INTERVAL });
  }
  const folder = process.env.NODE_V8_COVERAGE;
  if (getOptionValue('--experimental-test-coverage')) {
    startCoverage(undefined);  // the test runner names the folder later
  } else if (folder) {
    process.env.NODE_V8_COVERAGE = require('internal/path/posix').resolve(folder);
    startCoverage(process.env.NODE_V8_COVERAGE);
  }
}

function startCoverage(folder) {
  coverageFolder = folder;
  if (coverage !== undefined || onlyStartsOthers()) return;
  coverage = session();
  coverage.post('Profiler.enable');
  coverage.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

const folderOf = (option) => getOptionValue(option) ?? getOptionValue('--diagnostic-dir') ?? '';

function nameOf(option, kind, extension) {
  const given = getOptionValue(option);
  return given ? expanded(given) : fileName(kind, extension);
}

// The program has ended. The main thread's end is that of its workers, too.
function finish() {
  if (cpu === undefined && heap === undefined && coverage === undefined) return;
  if (require('internal/worker/this_thread').isMainThread) binding('inspector').end_workers();
  if (cpu !== undefined) {
    const { profile } = cpu.post('Profiler.stop');
    cpu = undefined;
    write(folderOf('--cpu-prof-dir'), nameOf('--cpu-prof-name', 'CPU', 'cpuprofile'), JSONStringify(profile));
  }
  if (heap !== undefined) {
    const { profile } = heap.post('HeapProfiler.stopSampling');
    heap = undefined;
    write(folderOf('--heap-prof-dir'), nameOf('--heap-prof-name', 'Heap', 'heapprofile'), JSONStringify(profile));
  }
  if (coverage !== undefined) {
    takeCoverage();
    coverage = undefined;
  }
}

// Writes what has been covered since the start, or since it was written last.
function takeCoverage() {
  if (coverage === undefined || coverageFolder === undefined) return;
  const { result, timestamp } = coverage.post('Profiler.takePreciseCoverage');
  const { threadId } = require('internal/worker/this_thread');
  const found = {
    // The engine's own files, and those of anode's boot, are nobody's to cover.
    result: ArrayPrototypeFilter(result, ({ url }) => !StringPrototypeStartsWith(url, 'ext:') && !StringPrototypeStartsWith(url, 'anode:')),
    timestamp,
  };
  const maps = require('internal/source_map/cache').describe(ArrayPrototypeMap(found.result, ({ url }) => url));
  if (maps !== undefined) found['source-map-cache'] = maps;
  write(coverageFolder, `coverage-${process.pid}-${DateNow()}-${threadId}.json`, JSONStringify(found));
}

function stopCoverage() {
  if (coverage === undefined) return;
  coverage.post('Profiler.stopPreciseCoverage');
  coverage.post('Profiler.disable');
  coverage.close();
  coverage = undefined;
}

module.exports = { finish, start, startCoverage, stopCoverage, takeCoverage };
