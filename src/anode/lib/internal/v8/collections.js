'use strict';

// Garbage collections: v8.GCProfiler, and the entries `gc` of a PerformanceObserver.

const { ArrayPrototypePush, DateNow, MathRound, SafeSet, SymbolDispose } = primordials;

const ops = binding('engine');
const { GarbageEvent: { COLLECTED } } = ops;

const KINDS = {
  '__proto__': null,
  '1': 'Scavenge', '2': 'MinorMarkSweep', '4': 'MarkSweepCompact', '8': 'IncrementalMarking', '16': 'ProcessWeakCallbacks',
};

let handle;
const listeners = new SafeSet();  // { hear, figures }

function change() {
  let figures = false;
  for (const listener of listeners) figures ||= listener.figures;
  ops.switch_garbage(handle, listeners.size > 0, figures);
}

// Calls `hear(kind, flags, start, duration, before, after)` for each collection; false where V8 does not tell.
function listen(listener) {
  if (handle === undefined) {
    handle = ops.hear_garbage() ?? undefined;
    if (handle === undefined) return false;
    binding.attach(handle, (event) => {
      if (event === COLLECTED) drain();
    });
  }
  listeners.add(listener);
  change();
  return true;
}

function drain() {
  const found = ops.take_garbage(handle);
  for (let i = 0; i < found.length; i++) {
    const { 0: kind, 1: flags, 2: start, 3: duration, 4: before, 5: after } = found[i];
    for (const { hear } of listeners) hear(kind, flags, start, duration, before, after);
  }
}

function unlisten(listener) {
  if (listeners.has(listener)) drain();
  if (listeners.delete(listener)) change();
}

function heapFigures(figures, spaces) {
  return {
    heapStatistics: {
      totalHeapSize: figures[0], totalHeapSizeExecutable: figures[1], totalPhysicalSize: figures[2], totalAvailableSize: figures[3],
      totalGlobalHandlesSize: figures[10], usedGlobalHandlesSize: figures[11], usedHeapSize: figures[4], heapSizeLimit: figures[5],
      mallocedMemory: figures[6], externalMemory: figures[12], peakMallocedMemory: figures[7],
    },
    heapSpaceStatistics: spaces,
  };
}

function spaces() {
  const found = require('v8').getHeapSpaceStatistics();
  for (let i = 0; i < found.length; i++) {
    const space = found[i];
    found[i] = {
      spaceName: space.space_name, spaceSize: space.space_size, spaceUsedSize: space.space_used_size,
      spaceAvailableSize: space.space_available_size, physicalSpaceSize: space.physical_space_size,
    };
  }
  return found;
}

class GCProfiler {
  #listener;
  #data;

  start() {
    if (this.#listener !== undefined) return;
    const data = { version: 1, startTime: DateNow(), statistics: [] };
    const listener = {
      __proto__: null, figures: true,
      hear(kind, flags, start, duration, before, after) {
        if (before.length === 0) return;
        ArrayPrototypePush(data.statistics, {
          gcType: KINDS[kind] ?? 'Unknown', beforeGC: heapFigures(before, spaces()), cost: MathRound(duration * 1000),
          afterGC: heapFigures(after, spaces()),
        });
      },
    };
    if (!listen(listener)) {
      const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
      throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.GCProfiler');
    }
    this.#listener = listener;
    this.#data = data;
  }

  stop() {
    if (this.#listener === undefined) return undefined;
    unlisten(this.#listener);
    this.#listener = undefined;
    this.#data.endTime = DateNow();
    return this.#data;
  }

  [SymbolDispose]() {
    this.stop();
  }
}

module.exports = { GCProfiler, listen, unlisten };
