'use strict';

// Why a native addon is not loaded: the errors the system's own loader would report about the file come first.

const HEADER = 64;  // bytes of ELF's
const MAGICS = ['7f454c46', 'cffaedfe', 'cafebabe'];  // ELF, Mach-O, Mach-O for several processors

function refusal(filename) {
  const fs = require('fs');
  let start;
  try {
    const file = fs.openSync(filename);
    try {
      const head = require('buffer').Buffer.alloc(HEADER);
      start = head.hexSlice(0, fs.readSync(file, head, 0, HEADER, 0));
    } finally {
      fs.closeSync(file);
    }
  } catch (error) {
    return error.code === 'ENOENT' ? 'cannot open shared object file: No such file or directory' : error.message;
  }
  if (start.length < 2 * HEADER) return 'file too short';
  if (!primordials.ArrayPrototypeIncludes(MAGICS, primordials.StringPrototypeSlice(start, 0, 8))) return 'invalid ELF header';
  return 'anode cannot load a native addon, which is compiled for Node itself. Use a package, or a form of this one, that is JavaScript ' +
    'or WebAssembly.';
}

module.exports = { refusal };
