'use strict';

// The bytes that a socket's handle reads go into the stream, or into the program's own buffers (`onread`).

const { FunctionPrototypeCall, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray } = primordials;
const { ErrnoException } = require('internal/errors');
const { isUint8Array } = require('internal/util/types');
const { kBuffer, kRest } = require('internal/net/symbols');
const { refreshTimeout } = require('internal/net/timeout');

function initHandle(self) {
  const handle = self._handle;
  if (!handle) return;
  handle.owner = self;
  if (self[kBuffer] !== null && self[kBuffer].target === undefined) nextBuffer(self[kBuffer]);
  handle.onread = onread;
}

function onread(bytes, failure) {
  const socket = this.owner;
  if (socket === undefined || socket.destroyed) return;
  refreshTimeout(socket);
  if (bytes !== undefined) {
    const user = socket[kBuffer];
    if (user !== null) {
      fill(socket, user, bytes);
      return;
    }
    const { FastBuffer } = require('internal/buffer');
    const more = socket.push(new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (!more && this.reading) this.readStop();
    return;
  }
  if (failure !== undefined) {
    socket.destroy(new ErrnoException(failure.errno, 'read'));
    return;
  }
  // EOF
  if (socket._readableState.ended) return;
  socket.push(null);
  if (socket.readableLength === 0) socket.read(0);
}

// The buffer of the next read: the same one, or a new one from the program.
function nextBuffer(user) {
  if (!user.make) return;
  const made = user.make();
  if (isUint8Array(made)) user.target = made;
}

// Copies the received bytes into the program's buffer, as often as necessary. When the program pauses, the rest waits.
function fill(socket, user, bytes) {
  const { reading } = socket._handle;
  for (let at = 0; at < bytes.length;) {
    const { target } = user;
    const part = TypedArrayPrototypeSubarray(bytes, at, at + target.length);
    at += part.length;
    TypedArrayPrototypeSet(target, part);
    if (FunctionPrototypeCall(user.callback, socket, part.length, target) === false) socket.pause();
    nextBuffer(user);
    if (reading && !socket._handle?.reading && at < bytes.length) {
      socket[kRest] = TypedArrayPrototypeSubarray(bytes, at);
      return;
    }
  }
}

function fillRest(socket) {
  const rest = socket[kRest];
  socket[kRest] = undefined;
  if (rest !== undefined && !socket.destroyed && socket._handle) fill(socket, socket[kBuffer], rest);
}

function startReading(socket) {
  if (socket[kRest] !== undefined) process.nextTick(fillRest, socket);
  try {
    socket._handle.readStart();
  } catch (error) {
    socket.destroy(error);
  }
}

module.exports = { initHandle, startReading };
