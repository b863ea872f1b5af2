'use strict';

// The bytes of a connection. A socket of the system is read and written below its stream: nothing is copied, and received bytes arrive in
// a callback of the loop. Any other Duplex is used as a stream.

const { FunctionPrototypeCall } = primordials;
const { setImmediate } = require('internal/timers/immediate');
const { StreamHandle } = require('internal/stream_handle');
const { FastBuffer } = require('internal/buffer');

class HandleTransport {
  constructor(socket) {
    this.socket = socket;
    this.handle = socket._handle;
    this.inPieces = false;
  }

  start(connection) {
    const { handle } = this;
    const { onread } = handle;
    handle.onread = function(bytes, failure) {
      if (bytes !== undefined) connection.receive(bytes, true);
      else FunctionPrototypeCall(onread, handle, bytes, failure);
    };
    handle.readStart();
    // The bytes that the stream had read before it gave up its handle.
    process.nextTick(() => {
      let bytes;
      while (this.socket.readableLength > 0 && (bytes = this.socket.read()) !== null) connection.receive(bytes, false);
    });
  }

  // Returns true when all bytes are written; otherwise `callback(error)` follows.
  write(output, callback) {
    const { handle } = this;
    const bytes = output.take(false);
    if (handle.closing || this.socket._handle !== handle) return true;
    try {
      return handle.write(bytes, callback);
    } catch {
      return true;  // the peer has gone: reading reports it
    }
  }

  pause() { this.handle.readStop(); }

  resume() {
    if (!this.handle.closing) this.handle.readStart();
  }

  get queued() { return this.handle.writeQueueSize; }
}

class StreamTransport {
  constructor(socket) {
    this.socket = socket;
    this.inPieces = true;
  }

  start(connection) {
    const { socket } = this;
    socket.on('data', (chunk) => connection.receive(chunk, false));
    if (socket._handle === undefined) socket.on('end', () => socket.destroy());
  }

  write(output, callback) {
    const { socket } = this;
    const { marks } = output;
    output.marks = [];
    const { buffer, byteLength } = output.take(true);
    if (socket.destroyed || socket.writableEnded) return true;
    marks[marks.length] = byteLength;
    let pending = 1;
    let failure = null;
    // A stream may finish one piece while others wait, and the callback must not come before this function returns.
    const done = (error) => {
      failure ??= error ?? null;
      if (--pending === 0) setImmediate(callback, failure);
    };
    socket.cork();
    for (let i = 0, at = 0; i < marks.length; i++) {
      if (marks[i] === at) continue;
      pending++;
      socket.write(new FastBuffer(buffer, at, marks[i] - at), done);
      at = marks[i];
    }
    socket.uncork();
    done();
    return false;
  }

  pause() { this.socket.pause(); }
  resume() { this.socket.resume(); }
  get queued() { return this.socket.writableLength; }
}

const transportOf = (socket) => socket._handle instanceof StreamHandle ? new HandleTransport(socket) : new StreamTransport(socket);

module.exports = { transportOf };
