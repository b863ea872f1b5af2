'use strict';

const { FunctionPrototypeCall, NumberIsInteger, ObjectSetPrototypeOf } = primordials;
const { Socket } = require('net');
const { ErrnoException, codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const { StreamHandle } = require('internal/stream_handle');
const { getColorDepth, hasColors } = require('internal/tty');

const terminal = binding('net/tty');

function isatty(fd) {
  return NumberIsInteger(fd) && fd >= 0 && fd <= 2147483647 && terminal.isatty(fd);
}

class TTY extends StreamHandle {
  getWindowSize() { return terminal.window_size(this.id); }
  setRawMode(flag) { terminal.set_raw_mode(this.id, flag); }
}

function open(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  let id;
  try {
    id = terminal.open_terminal(fd);
  } catch ({ code, errno, syscall }) {
    const { uvErrmapGet } = require('internal/errors');
    throw new ERR_TTY_INIT_FAILED({ errno, code, message: uvErrmapGet(errno)?.[1] ?? code, syscall });
  }
  const handle = new TTY(id);
  handle.fd = fd;
  return handle;
}

function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  FunctionPrototypeCall(Socket, this, { readableHighWaterMark: 0, handle: open(fd), manualStart: true, ...options });
  this.isRaw = false;
  this.isTTY = true;
}
ObjectSetPrototypeOf(ReadStream.prototype, Socket.prototype);
ObjectSetPrototypeOf(ReadStream, Socket);

ReadStream.prototype.setRawMode = function(flag) {
  flag = !!flag;
  try {
    this._handle?.setRawMode(flag);
  } catch (error) {
    this.emit('error', new ErrnoException(error.errno, 'setRawMode'));
    return this;
  }
  this.isRaw = flag;
  return this;
};

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  FunctionPrototypeCall(Socket, this, { readableHighWaterMark: 0, handle: open(fd), manualStart: true });
  // Writes to a terminal are synchronous, so that a program that dies at once has shown its output.
  this._handle.setBlocking(true);
  try {
    const { 0: columns, 1: rows } = this._handle.getWindowSize();
    this.columns = columns;
    this.rows = rows;
  } catch {
    // a terminal without a size
  }
}
ObjectSetPrototypeOf(WriteStream.prototype, Socket.prototype);
ObjectSetPrototypeOf(WriteStream, Socket);

const { prototype } = WriteStream;
prototype.isTTY = true;
prototype.getColorDepth = getColorDepth;
prototype.hasColors = hasColors;

prototype._refreshSize = function() {
  let size;
  try {
    size = this._handle.getWindowSize();
  } catch (error) {
    this.emit('error', new ErrnoException(error.errno, 'getWindowSize'));
    return;
  }
  const { 0: columns, 1: rows } = size;
  if (this.columns !== columns || this.rows !== rows) {
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }
};

const cursor = () => require('internal/readline/callbacks');
prototype.cursorTo = function(x, y, callback) { return cursor().cursorTo(this, x, y, callback); };
prototype.moveCursor = function(dx, dy, callback) { return cursor().moveCursor(this, dx, dy, callback); };
prototype.clearLine = function(dir, callback) { return cursor().clearLine(this, dir, callback); };
prototype.clearScreenDown = function(callback) { return cursor().clearScreenDown(this, callback); };
prototype.getWindowSize = function() { return [this.columns, this.rows]; };

module.exports = { isatty, ReadStream, WriteStream };
