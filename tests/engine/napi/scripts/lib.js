'use strict';

// The addon (addon/harness.c), and short names for its arguments.

const path = process.env.ADDON;
const addon = require(path);

const value = (x) => ['value', x];
const values = (...list) => ['values', ...list];
const out = (n = 1) => ['out', n];
const fn = (name) => ['function', name];
const AUTO = 0xffffffffffffffffn;

const show = (x) => {
  if (typeof x === 'bigint') return `${x}n`;
  if (typeof x === 'symbol') return x.toString();
  if (x instanceof Error) return `${x.constructor.name}(${x.message}${x.code === undefined ? '' : `, ${x.code}`})`;
  if (typeof x === 'function') return `function ${x.name}`;
  return require('util').inspect(x, { breakLength: Infinity }).replace(/External: \w+/, 'External');
};

// Prints the status of a call; with `words`, the words of its first 'out', each through one of these functions.
function check(name, args, words = [], number = 0) {
  const [status, message, exception, first] = addon.call(name, args, number);
  const shown = words.map((word, i) => (status === 0 && exception === undefined && first !== undefined ? word(first[i]) : '-'));
  console.log(name, status, message, exception === undefined ? '' : show(exception), shown.join(' '));
  return first;
}

const bool = (word) => `${(word & 0xffn) === 1n}`;
const i32 = (word) => `${BigInt.asIntN(32, word)}`;
const u32 = (word) => `${BigInt.asUintN(32, word)}`;
const i64 = (word) => `${BigInt.asIntN(64, word)}`;
const u64 = (word) => `${word}`;
const f64 = (word) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, word);
  return `${view.getFloat64(0)}`;
};
const given = (word) => (word === 0n ? 'NULL' : 'given');

// Makes a value, and prints it or the exception.
function make(name, args, number = 0) {
  try {
    const made = addon.make(name, args, number);
    console.log(name, show(made));
    return made;
  } catch (error) {
    console.log(name, 'throws', show(error));
  }
}

module.exports = { addon, path, value, values, out, fn, AUTO, show, check, make, bool, i32, u32, i64, u64, f64, given };
