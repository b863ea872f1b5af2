'use strict';
// Errors that a worker throws, as its parent sees them.
const { Worker } = require('worker_threads');
const { inspect } = require('util');
const thrown = [
  'new Error("plain")',
  'Object.assign(new TypeError("with more"), { code: "E_MORE", count: 1, nested: { a: [1] } })',
  'new (class Mine extends RangeError { constructor() { super("mine"); this.name = "Mine" } })()',
  'new Error("outer", { cause: new SyntaxError("inner") })',
  'new AggregateError([new Error("one"), 2], "several")',
  '"a string"', '42', 'null', 'undefined', 'Symbol("sym")', '{ a: 1 }', '10n', '() => 1',
  'Object.assign(new Error("fn"), { f() {}, keep: true })',
  '(() => { const e = new Error("self"); e.self = e; return e })()',
];
(async () => {
  for (const text of thrown) {
    const worker = new Worker(`throw ${text}`, { eval: true });
    worker.on('error', (error) => {
      if (!(error instanceof Error)) {
        console.log(text, '->', inspect(error));
        return;
      }
      const { stack, ...rest } = Object.getOwnPropertyDescriptors(error);
      console.log(text, '->', error.constructor.name, error.name, String(error), typeof stack?.value);
      for (const key of ['code', 'count', 'nested', 'keep', 'f']) if (key in error) console.log('  ', key, error[key], rest[key]?.enumerable);
      if (error.cause) console.log('  cause', error.cause instanceof SyntaxError, error.cause.message);
    });
    await new Promise((resolve) => worker.on('exit', resolve));
  }
  for (const text of ['let a = ;', 'require("./nowhere")', 'import("./nowhere.mjs")', 'await 1; nope']) {
    const worker = new Worker(text, { eval: true });
    worker.on('error', (error) => console.log(text, '->', error.name, error.code, error.message.split('\n')[0].replace(/'.*?'/g, "'…'")));
    console.log(await new Promise((resolve) => worker.on('exit', resolve)));
  }
})();
