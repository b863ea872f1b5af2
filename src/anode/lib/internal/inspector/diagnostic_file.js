'use strict';

// The names of the files in which profiles and heap snapshots are written.

const {
  Date, DatePrototypeGetDate, DatePrototypeGetFullYear, DatePrototypeGetHours, DatePrototypeGetMinutes, DatePrototypeGetMonth,
  DatePrototypeGetSeconds, String, StringPrototypePadStart, StringPrototypeReplaceAll,
} = primordials;

let sequence = 0;

const two = (number) => StringPrototypePadStart(String(number), 2, '0');

// Node's name: `kind.date.time.process.thread.number.extension`.
function fileName(kind, extension) {
  const now = new Date();
  const date = `${DatePrototypeGetFullYear(now)}${two(DatePrototypeGetMonth(now) + 1)}${two(DatePrototypeGetDate(now))}`;
  const time = `${two(DatePrototypeGetHours(now))}${two(DatePrototypeGetMinutes(now))}${two(DatePrototypeGetSeconds(now))}`;
  const { threadId } = require('internal/worker/this_thread');
  const number = StringPrototypePadStart(String(++sequence), 3, '0');
  return `${kind}.${date}.${time}.${process.pid}.${threadId}.${number}.${extension}`;
}

// A name that the user has given.
const expanded = (name) => StringPrototypeReplaceAll(name, '${pid}', String(process.pid));

// The path of a file in a folder, which is made. An error is written to stderr, as in Node: the program has ended.
function write(folder, name, text) {
  const fs = require('fs');
  const path = require('internal/path/posix').resolve(folder, name);
  try {
    if (folder !== '') fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path, text);
  } catch (error) {
    binding('process').write_stderr(`${process.execPath}: Failed to write file ${path}: ${error.message}\n`);
  }
}

module.exports = { expanded, fileName, write };
