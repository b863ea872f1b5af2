'use strict';
const { Worker, isMainThread, parentPort, resourceLimits } = require('worker_threads');
const { once } = require('events');

function depth() {
  let n = 0;
  const deeper = () => { n++; deeper(); };
  try { deeper(); } catch (error) { return error instanceof RangeError ? n : error; }
}

const hungry = {
  push: 'const all = []; for (;;) all.push({ a: [1, 2, 3] });',
  large: 'const all = []; for (;;) all.push(new Array(1e5).fill(1.5));',
  text: 'const all = []; for (let i = 0;; i++) all.push(JSON.stringify({ i, text: "x".repeat(1000) }));',
  map: 'const all = new Map(); for (let i = 0;; i++) all.set(i, {});',
  caught: 'for (;;) { try { const all = []; for (;;) all.push({}); } catch {} }',
  timers: 'const all = []; setInterval(() => { for (let i = 0; i < 1e5; i++) all.push({ i }); }, 1);',
};

async function main() {
  const depths = {};
  for (const stackSizeMb of [0.5, 1, 4, undefined]) {
    const worker = new Worker(__filename, { resourceLimits: { stackSizeMb } });
    [depths[stackSizeMb]] = await once(worker, 'message');
  }
  // Frames are smaller once V8 has optimized a function, so that depths vary. 4 MB is the default.
  console.log(depths[1] > depths[0.5] * 1.2, depths[4] > depths[1] * 1.5, depths[undefined] > depths[1] * 1.5);
  for (const name in hungry) {
    const worker = new Worker(hungry[name], { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } });
    const { maxOldGenerationSizeMb, maxYoungGenerationSizeMb } = worker.resourceLimits;
    worker.on('error', ({ code, message }) => console.log(name, maxOldGenerationSizeMb, maxYoungGenerationSizeMb, code, message));
    const code = await new Promise((resolve) => worker.on('exit', resolve));
    console.log(name, code, worker.resourceLimits);
  }
}

if (isMainThread) main();
else parentPort.postMessage(depth());
