'use strict';
// The ends of a worker, and the events that its parent gets.
const { Worker } = require('worker_threads');
const programs = [
  '0',
  'process.exitCode = 5',
  'process.exit(3)',
  'process.exit()',
  'process.exitCode = 9; process.exit(0)',
  'process.on("exit", () => { process.exitCode = 7 })',
  'process.on("exit", (code) => { process.exit(code + 1) })',
  'throw new Error("thrown")',
  'process.on("exit", () => { process.exitCode = 4 }); throw new Error("and changed")',
  'process.on("exit", () => { throw new Error("at exit") })',
  'Promise.reject(new TypeError("rejected"))',
  'process.on("uncaughtException", (error) => { process.exitCode = 8 }); throw new Error("handled")',
  'process.on("uncaughtException", (error) => { throw new Error("worse") }); throw new Error("first")',
  'process.on("unhandledRejection", () => {}); Promise.reject(1)',
  'try { process.exit(6) } catch { process.exitCode = 1 } finally { process.exitCode = 2 }',
  'setTimeout(() => process.exit(11), 1); for (;;) { if (performance.now() < 0) break; else { break } }',
];
(async () => {
  for (const program of programs) {
    const worker = new Worker(program, { eval: true });
    worker.on('error', (error) => console.log('  error', String(error)));
    const code = await new Promise((resolve) => worker.on('exit', resolve));
    console.log(code, program);
  }
})();
