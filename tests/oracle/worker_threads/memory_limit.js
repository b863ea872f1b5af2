'use strict';
const { Worker } = require('worker_threads');
const worker = new Worker('const kept = []; for (;;) { const page = []; for (let i = 0; i < 1000; i++) page.push({ i }); kept.push(page); }', {
  eval: true, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4, stackSizeMb: 2, codeRangeSizeMb: 'x' },
});
const { maxOldGenerationSizeMb, maxYoungGenerationSizeMb, stackSizeMb } = worker.resourceLimits;
console.log(maxOldGenerationSizeMb, maxYoungGenerationSizeMb, stackSizeMb);
worker.on('error', (error) => console.log(error.name, error.code, error.message));
worker.on('exit', (code) => console.log('exit', code, worker.resourceLimits));
