'use strict';
// Flags: --expose-gc

// Profiles and heap snapshots that a program takes of itself and of its workers.

const v8 = require('v8');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { PerformanceObserver } = require('perf_hooks');
const { Worker } = require('worker_threads');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'profiles-'));
process.chdir(folder);

class Kept {}
globalThis.kept = [new Kept(), new Kept()];
console.log(v8.queryObjects(Kept), v8.queryObjects(Kept, { format: 'summary' }), v8.queryObjects(class {}));
for (const bad of [() => v8.queryObjects(1), () => v8.queryObjects(Kept, { format: 'x' }), () => v8.writeHeapSnapshot('/no/such/folder/x'),
                   () => v8.getHeapSnapshot(1), () => v8.writeHeapSnapshot('x', { exposeInternals: 1 })]) {
  try { bad(); } catch (error) { console.log(error.code, error.message); }
}

const name = v8.writeHeapSnapshot();
console.log(/^Heap\.\d{8}\.\d{6}\.\d+\.0\.\d{3}\.heapsnapshot$/.test(name), v8.writeHeapSnapshot('own.heapsnapshot'));
const { snapshot, strings } = JSON.parse(fs.readFileSync(name));
console.log(Object.keys(snapshot.meta).join(), strings.includes('Kept'), fs.readdirSync('.').length);

const profile = v8.startCpuProfile();
for (const end = Date.now() + 20; Date.now() < end;);
console.log(Object.keys(JSON.parse(profile.stop())).sort().join(), profile.stop());

const profiler = new v8.GCProfiler();
profiler.start();
profiler.start();
gc();
const { version, statistics } = profiler.stop();
console.log(version, statistics.some(({ gcType, cost, beforeGC, afterGC }) =>
  gcType === 'MarkSweepCompact' && cost > 0 && beforeGC.heapStatistics.usedHeapSize > 0 && afterGC.heapSpaceStatistics.length > 5), profiler.stop());

async function read(stream) {
  let text = '';
  for await (const part of stream) text += part;
  return JSON.parse(text);
}

(async () => {
  console.log((await read(v8.getHeapSnapshot())).strings.includes('Kept'));
  const seen = new Promise((resolve) => new PerformanceObserver((list, observer) => {
    observer.disconnect();
    const [entry] = list.getEntries();
    resolve([entry.name, entry.entryType, entry.duration > 0, entry.detail]);
  }).observe({ type: 'gc' }));
  gc();
  console.log(await seen);
  const worker = new Worker('class InWorker {}; globalThis.kept = new InWorker(); setInterval(() => {}, 1000)', { eval: true });
  await new Promise((resolve) => worker.once('online', resolve));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const cpu = await worker.startCpuProfile();
  const heap = await worker.startHeapProfile();
  console.log((await read(await worker.getHeapSnapshot())).strings.includes('InWorker'));
  console.log(Object.keys(JSON.parse(await cpu.stop())).sort().join(), Object.keys(JSON.parse(await heap.stop())).join());
  await worker.terminate();
  for (const ask of ['getHeapSnapshot', 'startCpuProfile', 'startHeapProfile']) await worker[ask]().catch(({ code }) => console.log(code));
  fs.rmSync(folder, { recursive: true });
})();
