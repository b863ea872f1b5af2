'use strict';
// A stack includes the functions that await, and they count towards its limit. It has no frame of the microtask queue.

const fs = require('fs');

const sleep = () => new Promise((resolve) => { setTimeout(resolve, 1); });
const lines = (error) => error.stack.split('\n').map((line) => line.replace(/\(?(\/|node:).*/, '').trim());

async function inner() {
  await sleep();
  throw new Error('inner');
}
async function outer() { await inner(); }
async function deep(n) {
  if (n === 0) {
    await sleep();
    throw new Error('deep');
  }
  await deep(n - 1);
}
function recurse(n) {
  if (n === 0) throw new Error('recursion');
  recurse(n - 1);
}
async function recursing() {
  await sleep();
  recurse(30);
}
async function file() {
  await fs.promises.access('/does/not/exist');
}

(async function main() {
  for (const make of [outer, () => deep(20), recursing]) {
    await make().catch((error) => console.log(lines(error)));
  }
  await file().catch((error) => console.log(lines(error).slice(2), Object.keys(error)));
  console.log(Error.stackTraceLimit > 0);
  Error.stackTraceLimit = 2;
  await deep(20).catch((error) => console.log(lines(error)));
  await outer().catch((error) => console.log(lines(error)));
  console.log(Error.stackTraceLimit >= 2);
})();
