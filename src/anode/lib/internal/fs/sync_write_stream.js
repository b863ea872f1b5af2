'use strict';

// A writable stream with synchronous writes: stdout and stderr, if they are files.

const { ObjectSetPrototypeOf, ReflectApply } = primordials;
const Writable = require('internal/streams/writable');
const { kEmptyObject } = require('internal/util/frozen');
const { closeSync, writeSync } = require('internal/fs/descriptors');

function SyncWriteStream(fd, options = kEmptyObject) {
  ReflectApply(Writable, this, [{ autoDestroy: true }]);
  this.fd = fd;
  this.readable = false;
  this.autoClose = options.autoClose === undefined ? true : options.autoClose;
}
ObjectSetPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(SyncWriteStream, Writable);

SyncWriteStream.prototype._write = function(chunk, encoding, callback) {
  try {
    for (let at = 0; at < chunk.length;) at += writeSync(this.fd, chunk, at);
  } catch (error) {
    callback(error);
    return;
  }
  callback();
};

SyncWriteStream.prototype._destroy = function(error, callback) {
  if (this.fd === null) {
    callback(error);
    return;
  }
  if (this.autoClose) closeSync(this.fd);
  this.fd = null;
  callback(error);
};

SyncWriteStream.prototype.destroySoon = function() {
  this.destroy();
};

module.exports = SyncWriteStream;
