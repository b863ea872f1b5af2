'use strict';

// Directory entries, and their names in the wanted encoding.

const {
  ArrayPrototypePush,
  SafeArrayIterator,
  Symbol,
  TypedArrayPrototypeIndexOf,
  TypedArrayPrototypeSubarray,
} = primordials;

const kType = Symbol('type');
const kStats = Symbol('stats');

const { EntryType: { UNKNOWN, FILE, DIR, LINK, FIFO, SOCKET, CHAR, BLOCK } } = binding('fs/dir');

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this[kType] = type;
  }

  isDirectory() {
    return this[kType] === DIR;
  }

  isFile() {
    return this[kType] === FILE;
  }

  isBlockDevice() {
    return this[kType] === BLOCK;
  }

  isCharacterDevice() {
    return this[kType] === CHAR;
  }

  isSymbolicLink() {
    return this[kType] === LINK;
  }

  isFIFO() {
    return this[kType] === FIFO;
  }

  isSocket() {
    return this[kType] === SOCKET;
  }
}

// An entry whose kind comes from lstat.
class DirentFromStats extends Dirent {
  constructor(name, stats, path) {
    super(name, null, path);
    this[kStats] = stats;
  }
}
const questions = ['isDirectory', 'isFile', 'isBlockDevice', 'isCharacterDevice', 'isSymbolicLink', 'isFIFO', 'isSocket'];
for (const name of new SafeArrayIterator(questions)) {
  DirentFromStats.prototype[name] = function() {
    return this[kStats][name]();
  };
}

// A name in an encoding; 'buffer' keeps the bytes.
function encodeName(bytes, encoding) {
  const { Buffer } = require('buffer');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

// Unpacks the answer of `readdir_bytes`: for each entry a byte of kind, the name, a NUL.
function unpackEntries(packed, encoding) {
  const names = [];
  const types = [];
  for (let at = 0; at < packed.length;) {
    const end = TypedArrayPrototypeIndexOf(packed, 0, at + 1);
    ArrayPrototypePush(types, packed[at]);
    ArrayPrototypePush(names, encodeName(TypedArrayPrototypeSubarray(packed, at + 1, end), encoding));
    at = end + 1;
  }
  return { names, types };
}

// The answer of a readdir op, as names and types.
function entriesOf(result, encoding, withTypes) {
  if (encoding !== 'utf8') return unpackEntries(result, encoding);
  return withTypes ? { names: result[0], types: result[1] } : { names: result, types: null };
}

// The path of an entry. It is a Buffer if the name is one.
function joinPath(directory, name) {
  const path = require('internal/path/posix');
  if (typeof directory === 'string' && typeof name === 'string') return path.join(directory, name);
  const { Buffer } = require('buffer');
  const front = Buffer.from(directory);
  const separator = front.length > 0 && front[front.length - 1] === 47 ? '' : '/';
  return Buffer.concat([front, Buffer.from(separator), Buffer.from(name)]);
}

// Some file systems do not tell the kind of an entry: then lstat does.
function makeDirent(directory, name, type) {
  if (type !== UNKNOWN) return new Dirent(name, type, directory);
  return new DirentFromStats(name, require('fs').lstatSync(joinPath(directory, name)), directory);
}

module.exports = { Dirent, DirentFromStats, DIR, kType, encodeName, unpackEntries, entriesOf, joinPath, makeDirent };
