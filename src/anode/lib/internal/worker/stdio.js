'use strict';

// The standard streams of a worker, which pass through its parent: their chunks are messages on the port between the two.

const { ArrayPrototypePush, ObjectDefineProperty, Symbol } = primordials;

const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');

const STDIO = 'stdio', MORE = 'more';
const kWanted = Symbol('kWanted');

class ReadableWorkerStdio extends Readable {
  #port;
  #name;
  #started = false;

  constructor(port, name) {
    super();
    this.#port = port;
    this.#name = name;
  }

  // Reading stdin keeps the worker alive; reading a worker's stdout or stderr in its parent does not keep the parent alive.
  _read() {
    if (!this.#started && this.#name === 'stdin') {
      this.#started = true;
      this.#port.hold();
    }
    this.#port.postMessage({ type: MORE, stream: this.#name });
  }

  receive(chunks) {
    for (let i = 0; i < chunks.length; i++) {
      const { chunk, encoding } = chunks[i];
      this.push(chunk, encoding);
      if (chunk === null && this.#started) this.#port.letGo();
    }
  }
}

class WritableWorkerStdio extends Writable {
  #port;
  #name;
  #callbacks = [];

  constructor(port, name) {
    super({ decodeStrings: false });
    this.#port = port;
    this.#name = name;
  }

  _writev(chunks, callback) {
    const list = [];
    for (let i = 0; i < chunks.length; i++) {
      const { chunk, encoding } = chunks[i];
      list[i] = { chunk, encoding };
    }
    this.#send(list);
    if (process._exiting) {
      callback();
      return;
    }
    ArrayPrototypePush(this.#callbacks, callback);
    this.#port.hold();
  }

  _final(callback) {
    this.#send([{ chunk: null, encoding: '' }]);
    callback();
  }

  #send(chunks) {
    this.#port.postMessage({ type: STDIO, stream: this.#name, chunks });
  }

  // The data was taken by the other side.
  [kWanted]() {
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (let i = 0; i < callbacks.length; i++) {
      this.#port.letGo();
      callbacks[i]();
    }
  }
}

// The part of the port that the streams need; it keeps the loop alive while one of them waits.
class StreamPort {
  #port;
  #held = 0;

  constructor(port) {
    this.#port = port;
  }

  postMessage(message) { this.#port.postMessage(message); }
  hold() { if (this.#held++ === 0) this.#port.ref(); }
  letGo() { if (--this.#held === 0) this.#port.unref(); }
}

// A thread's own three, for process.stdin, stdout and stderr.
function streamsOf(port, hasStdin) {
  const own = new StreamPort(port);
  const stdin = new ReadableWorkerStdio(own, 'stdin');
  if (!hasStdin) stdin.push(null);
  const streams = {
    __proto__: null, stdin, stdout: new WritableWorkerStdio(own, 'stdout'), stderr: new WritableWorkerStdio(own, 'stderr'),
  };
  const fds = { __proto__: null, stdin: 0, stdout: 1, stderr: 2 };
  for (const name in fds) {
    ObjectDefineProperty(streams[name], 'fd', { __proto__: null, value: fds[name], writable: true, configurable: true, enumerable: true });
  }
  return streams;
}

module.exports = { MORE, ReadableWorkerStdio, STDIO, StreamPort, WritableWorkerStdio, kWanted, streamsOf };
