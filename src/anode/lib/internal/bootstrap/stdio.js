'use strict';

// process.stdin, stdout and stderr. They are made on first use; the kind of the descriptor decides their class.

const { ObjectDefineProperty } = primordials;
const { kEmbedded } = require('internal/process/embedded');
const { codes: { ERR_UNKNOWN_STDIN_TYPE } } = require('internal/errors');

const made = { __proto__: null };
const fds = { __proto__: null, stdin: 0, stdout: 1, stderr: 2 };

function get(name) {
  if (process[kEmbedded]) made[name] ??= name === 'stdin' ? emptyStdin() : hostOutput(fds[name]);
  made[name] ??= name === 'stdin' ? makeStdin() : makeOutput(fds[name]);
  return made[name];
}

// Writes to files and terminals are synchronous. Writes to pipes too, as in Node on POSIX systems.
function makeOutput(fd) {
  const { guessHandleType } = require('internal/guess_handle_type');
  const kind = guessHandleType(fd);
  let stream;
  switch (kind) {
    case 'TTY': {
      const { WriteStream } = require('tty');
      stream = new WriteStream(fd);
      stream._type = 'tty';
      break;
    }
    case 'PIPE':
    case 'TCP': {
      const { Socket } = require('internal/net/socket');
      stream = new Socket({ fd, readable: false, writable: true, manualStart: true });
      stream._handle?.setBlocking?.(true);
      stream._type = 'pipe';
      break;
    }
    default: {
      const SyncWriteStream = require('internal/fs/sync_write_stream');
      stream = new SyncWriteStream(fd, { __proto__: null, autoClose: false });
      stream._type = 'fs';
    }
  }
  stream.fd = fd;
  stream._isStdio = true;
  // These streams end with the process, not earlier.
  stream.destroySoon = stream.destroy;
  stream._destroy = function(error, callback) {
    callback(error);
    this._undestroy?.();
    if (!this._writableState.emitClose) process.nextTick(() => this.emit('close'));
  };
  if (stream.isTTY) {
    process.on('SIGWINCH', () => stream._refreshSize());
  }
  return stream;
}

function makeStdin() {
  const fd = 0;
  const { guessHandleType } = require('internal/guess_handle_type');
  const kind = guessHandleType(fd);
  let stdin;
  switch (kind) {
    case 'TTY': {
      const { ReadStream } = require('tty');
      stdin = new ReadStream(fd);
      break;
    }
    case 'FILE': {
      const { ReadStream } = require('fs');
      stdin = new ReadStream(null, { fd, autoClose: false });
      break;
    }
    case 'PIPE':
    case 'TCP': {
      const { Socket } = require('internal/net/socket');
      stdin = new Socket({ fd, readable: true, writable: false, manualStart: true });
      stdin._type = 'pipe';
      break;
    }
    case 'INVALID':
    case 'UNKNOWN': {
      const Readable = require('internal/streams/readable');
      stdin = new Readable({ read() {} });
      stdin.push(null);
      break;
    }
    default:
      throw new ERR_UNKNOWN_STDIN_TYPE();
  }
  stdin.fd = fd;
  // A stdin without readers must not keep the program alive, and must leave its input to the next reader of the descriptor.
  if (stdin._handle?.readStop) {
    stdin._readableState.reading = false;
    stdin._handle.readStop();
  }
  stdin.on('pause', () => {
    if (stdin._handle?.reading) {
      stdin._readableState.reading = false;
      stdin._handle.readStop();
    }
  });
  return stdin;
}

// Where Python is the host: output goes through Python's streams, and Python's input is not read.
function hostOutput(fd) {
  const Writable = require('internal/streams/writable');
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, callback) {
      const { Buffer } = require('buffer');
      const text = typeof chunk !== 'string' ?
        Buffer.from(chunk).toString() :
        encoding === 'utf8' ? chunk : Buffer.from(chunk, encoding).toString();
      binding('interop').write(fd, text);
      callback();
    },
  });
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = (error, callback) => callback(error);
  return stream;
}

function emptyStdin() {
  const Readable = require('internal/streams/readable');
  const stdin = new Readable({ read() { this.push(null); } });
  stdin.fd = 0;
  return stdin;
}

function replace(name, stream) {
  ObjectDefineProperty(made, name, { __proto__: null, value: stream, writable: true, configurable: true, enumerable: true });
}

module.exports = { get, replace };
