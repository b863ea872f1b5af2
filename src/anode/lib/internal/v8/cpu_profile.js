'use strict';

// Profiles that a program starts and stops by itself: v8.startCpuProfile(), worker.startCpuProfile(), worker.startHeapProfile().

const { JSONStringify, SymbolDispose } = primordials;

const newSession = () => new (require('internal/inspector/internal_session').InternalSession)();

function startCpu() {
  const session = newSession();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  return () => {
    const { profile } = session.post('Profiler.stop');
    session.close();
    return JSONStringify(profile);
  };
}

function startHeap() {
  const session = newSession();
  session.post('HeapProfiler.enable');
  session.post('HeapProfiler.startSampling');
  return () => {
    const { profile } = session.post('HeapProfiler.stopSampling');
    session.close();
    return JSONStringify(profile);
  };
}

class SyncCPUProfileHandle {
  #stop = startCpu();
  #stopped = false;

  stop() {
    if (this.#stopped) return undefined;
    this.#stopped = true;
    return this.#stop();
  }

  [SymbolDispose]() {
    this.stop();
  }
}

module.exports = { startCpu, startHeap, SyncCPUProfileHandle };
