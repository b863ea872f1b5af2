'use strict';

// Copies of databases that are in use, some pages at a time on the thread pool.

const { NumberIsInteger, Promise } = primordials;

const copies = binding('sqlite/backup');
const { checkFunction, checkObject, checkString, invalidType } = require('internal/sqlite/errors');
const { locate, textOf } = require('internal/sqlite/location');
const { settle } = require('internal/sqlite/outcome');

const RATE = 100;  // pages

const step = (number, rate) => new Promise((resolve, reject) => {
  copies.async.step((error, text) => { if (error) reject(error); else resolve(text); }, number, rate);
});

async function copy(handle, place, { rate, source, target, progress }) {
  const { path, query } = locate(place);
  const number = settle(copies.begin(path, false, query, handle.number, binding.encode([source, target])))[0];
  try {
    for (;;) {
      const { 0: isDone, 1: totalPages, 2: remainingPages } = settle(await step(number, rate));
      if (isDone) return totalPages;
      progress?.({ totalPages, remainingPages });
    }
  } finally {
    copies.end(number);
  }
}

function makeBackup(handleOf) {
  return function backup(sourceDb, path) {
    const handle = handleOf(checkObject(sourceDb, 'sourceDb'));
    const place = textOf(path, 'path');
    const options = { __proto__: null, rate: RATE, source: 'main', target: 'main', progress: undefined };
    const given = arguments[2];
    if (given !== undefined) {
      checkObject(given, 'options');
      if (given.rate !== undefined) {
        if (!NumberIsInteger(given.rate)) throw invalidType('The "options.rate" argument must be an integer.');
        options.rate = given.rate;
      }
      if (given.source !== undefined) options.source = checkString(given.source, 'options.source');
      if (given.target !== undefined) options.target = checkString(given.target, 'options.target');
      if (given.progress !== undefined) options.progress = checkFunction(given.progress, 'options.progress');
    }
    return copy(handle, place, options);
  };
}

module.exports = { makeBackup };
