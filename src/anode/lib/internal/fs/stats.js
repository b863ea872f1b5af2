'use strict';

// The result of stat. Its dates are made on first use: most programs look at the size or the kind.

const {
  BigInt,
  Date,
  DateNow,
  DatePrototypeGetTime,
  FunctionPrototypeCall,
  Number,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  SafeArrayIterator,
} = primordials;
const { isDate } = require('internal/engine').types;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const S_IFCHR = 0o020000;
const S_IFBLK = 0o060000;
const S_IFIFO = 0o010000;
const S_IFLNK = 0o120000;
const S_IFSOCK = 0o140000;

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

StatsBase.prototype.isDirectory = function() { return this._checkModeProperty(S_IFDIR); };
StatsBase.prototype.isFile = function() { return this._checkModeProperty(S_IFREG); };
StatsBase.prototype.isBlockDevice = function() { return this._checkModeProperty(S_IFBLK); };
StatsBase.prototype.isCharacterDevice = function() { return this._checkModeProperty(S_IFCHR); };
StatsBase.prototype.isSymbolicLink = function() { return this._checkModeProperty(S_IFLNK); };
StatsBase.prototype.isFIFO = function() { return this._checkModeProperty(S_IFIFO); };
StatsBase.prototype.isSocket = function() { return this._checkModeProperty(S_IFSOCK); };

// stat has fractions of milliseconds; a Date has whole ones, rounded.
const toDate = (ms) => new Date(Number(ms) + 0.5);

const lazyDates = { __proto__: null };
for (const { 0: name, 1: source } of new SafeArrayIterator([
  ['atime', 'atimeMs'], ['mtime', 'mtimeMs'], ['ctime', 'ctimeMs'], ['birthtime', 'birthtimeMs'],
])) {
  lazyDates[name] = {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      return this[name] = toDate(this[source]);
    },
    set(value) {
      ObjectDefineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, writable: true, value });
    },
  };
}

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  FunctionPrototypeCall(StatsBase, this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}
ObjectSetPrototypeOf(Stats.prototype, StatsBase.prototype);
ObjectSetPrototypeOf(Stats, StatsBase);
ObjectDefineProperties(Stats.prototype, lazyDates);
Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
                     atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  FunctionPrototypeCall(StatsBase, this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / 1_000_000n;
  this.mtimeMs = mtimeNs / 1_000_000n;
  this.ctimeMs = ctimeNs / 1_000_000n;
  this.birthtimeMs = birthtimeNs / 1_000_000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}
ObjectSetPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
ObjectSetPrototypeOf(BigIntStats, StatsBase);
ObjectDefineProperties(BigIntStats.prototype, lazyDates);
BigIntStats.prototype._checkModeProperty = function(property) {
  return (this.mode & BigInt(S_IFMT)) === BigInt(property);
};

const inMs = (seconds, nanoseconds) => seconds * 1000 + nanoseconds / 1e6;
const inNs = (seconds, nanoseconds) => BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);

// `n` holds the eighteen numbers of the binding's `packed`.
function statsFrom(n, bigint) {
  if (bigint) {
    return new BigIntStats(
      BigInt(n[0]), BigInt(n[1]), BigInt(n[2]), BigInt(n[3]), BigInt(n[4]), BigInt(n[5]), BigInt(n[6]),
      BigInt(n[7]), BigInt(n[8]), BigInt(n[9]),
      inNs(n[10], n[11]), inNs(n[12], n[13]), inNs(n[14], n[15]), inNs(n[16], n[17]));
  }
  return new Stats(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9],
                   inMs(n[10], n[11]), inMs(n[12], n[13]), inMs(n[14], n[15]), inMs(n[16], n[17]));
}

// The stats that fs.watchFile shows for a missing file.
const ZEROS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const noStats = (bigint) => statsFrom(ZEROS, bigint);

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

function statFsFrom(n, bigint) {
  if (!bigint) return new StatFs(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
  return new StatFs(BigInt(n[0]), BigInt(n[1]), BigInt(n[2]), BigInt(n[3]), BigInt(n[4]), BigInt(n[5]), BigInt(n[6]));
}

// A time argument in seconds: a number, also as text, or a Date.
function toUnixTimestamp(time, name = 'time') {
  // eslint-disable-next-line eqeqeq -- '1.5' is a time, 'x' is none
  if (typeof time === 'string' && +time == time) return +time;
  if (typeof time === 'number' && time === time && time !== Infinity && time !== -Infinity) {
    return time < 0 ? DateNow() / 1000 : time;
  }
  if (isDate(time)) return DatePrototypeGetTime(time) / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

module.exports = { Stats, statsFrom, statFsFrom, noStats, toUnixTimestamp };
