'use strict';

// One client of an http.Server whose bytes are Python's (bindings/http/connection.py); here is the order of its requests and answers, and a net.Socket
// if somebody asks for one.
//
// Answers of a turn are gathered in one string and a list of `connection, length, flags`, and leave in one crossing: when the turn ends, when
// the millisecond changes, or past 1 MB.

const { DateNow, Int32Array, SafeMap, TypedArrayPrototypeSubarray } = primordials;

const crossing = require('bootstrap/crossing');
const { send } = require('internal/bootstrap/loader');
const { kNeedDrain } = require('_http_outgoing');

// bindings/http/protocol.py names these.
const END = 1, CLOSE = 2, WITH_BUFFER = 4;
const LONGEST_TEXT = 1 << 20;
const MOST_RECORDS = 1024;
const MOST_BUFFERS = 64;
const MOST_BUFFERED = 1 << 18;  // copied twice on their way: more than this would not stay in the cache
const HIGH_WATER_MARK = 65536;
const MOST_WAITING = 1000;

const http = binding('http/server');
const connections = new SafeMap();

let text = '';
const meta = new Int32Array(3 * MOST_RECORDS);
let used = 0;
let buffers = [];
let buffered = 0;
let since = 0;
let turns = 0;

// What has been queued, as crossing.js wants it; undefined if there is nothing.
function take() {
  if (used === 0) return undefined;
  const writes = [text, TypedArrayPrototypeSubarray(meta, 0, used)];
  for (let i = 0; i < buffers.length; i++) writes[i + 2] = buffers[i];
  text = '';
  used = 0;
  buffered = 0;
  if (buffers.length !== 0) buffers = [];
  return writes;
}

function flush() {
  if (used !== 0) send(take());
}

// Puts a part of an answer in line. Parts of one connection in a row become one.
function queue(id, part, flags, buffer) {
  if (buffer === undefined && used !== 0 && meta[used - 3] === id && (meta[used - 1] === 0 || part === '')) {
    meta[used - 2] += part.length;
    meta[used - 1] |= flags;
    text += part;
  } else {
    if (used === 0) since = DateNow();
    meta[used] = id;
    meta[used + 1] = part.length;
    meta[used + 2] = buffer === undefined ? flags : flags | WITH_BUFFER;
    used += 3;
    text += part;
    if (buffer !== undefined) {
      buffers[buffers.length] = buffer;
      buffered += buffer.length;
    }
  }
  if (used === meta.length || buffers.length === MOST_BUFFERS || text.length > LONGEST_TEXT || buffered > MOST_BUFFERED) flush();
}

// After each callback of a batch: an answer must not wait for the handlers of others.
function flushIfLate() {
  if (used !== 0 && DateNow() !== since) flush();
}

let hooked = false;
function listen(handlers) {
  if (hooked) return;
  hooked = true;
  crossing.takeWrites = () => {
    turns++;
    return take();
  };
  for (const tag in handlers) crossing.ownTags.set(+tag, handlers[tag]);
}

// All could be sent: the writer hears so now. Otherwise Python tells when it is.
function drain(connection) {
  connection.draining = false;
  flush();
  if (!connection.gone && connection.queued() === 0) drained(connection);
}

function drained(connection) {
  connection.unsent = connection.unsentBefore = 0;
  const response = connection.outgoing;
  if (response === null || !response[kNeedDrain]) return;
  response[kNeedDrain] = false;
  response.emit('drain');
}

class Connection {
  constructor(id, server) {
    this.id = id;
    this.server = server;
    this.socket = null;
    this.incoming = null;     // the request whose body is arriving
    this.outgoing = null;     // the answer that may write
    this.waiting = null;      // answers behind it, in order
    this.current = null;      // the request that came last
    this.upgrading = null;    // the request that gets another protocol
    this.gone = false;        // Python no longer has it
    this.paused = false;
    this.pending = 0;         // bytes of answers that wait
    this.requests = 0;
    this.last = false;        // no answer follows the one under way
    this.ended = false;       // Python closes it once all is written
    this.written = 0;
    this.state = undefined;   // what goes on in its stead once it is an ordinary socket
    this.unsent = 0;          // bytes of this turn
    this.unsentBefore = 0;    // and of earlier ones, as far as we know
    this.turn = 0;
    this.draining = false;
    this.scopes = undefined;  // its ids, while async_hooks has hooks
    connections.set(id, this);
  }

  send(part, flags, buffer) {
    if (this.gone) return;
    this.written += buffer === undefined ? part.length : part.length + buffer.length;
    queue(this.id, part, flags, buffer);
  }

  // Whether the writer may go on, `size` bytes later: as with a stream, not past the high-water mark in one turn.
  hasRoom(size) {
    if (this.turn !== turns) {
      this.turn = turns;
      this.unsentBefore += this.unsent;
      this.unsent = 0;
    }
    this.unsent += size;
    if (this.unsent + this.unsentBefore < HIGH_WATER_MARK || this.gone) return true;
    if (this.unsent < HIGH_WATER_MARK) {
      // Python has most likely sent what is older.
      this.unsentBefore = this.queued();
      if (this.unsent + this.unsentBefore < HIGH_WATER_MARK) return true;
    }
    flush();
    if (!this.draining) {
      this.draining = true;
      process.nextTick(drain, this);
    }
    return false;
  }

  getSocket() {
    this.socket ??= require('internal/http/light_socket').makeSocket(this);
    return this.socket;
  }

  // Bytes written in this turn.
  thisTurn() {
    return this.turn === turns ? this.unsent : 0;
  }

  isCrowded() {
    return this.waiting !== null && (this.pending >= HIGH_WATER_MARK || this.waiting.length > MOST_WAITING);
  }

  wantsBody() {
    if (this.paused && !this.gone) {
      this.paused = false;
      http.resume(this.id);
    }
  }

  pause() {
    if (!this.paused && !this.gone) {
      this.paused = true;
      http.pause(this.id);
    }
  }

  destroy(error) {
    if (this.gone) return;
    if (this.socket !== null) {
      this.socket.destroy(error);
      return;
    }
    flush();
    http.destroy(this.id);
  }

  queued() {
    return this.gone ? 0 : http.queued(this.id);
  }
}

module.exports = { Connection, connections, drained, flush, flushIfLate, listen, http, END, CLOSE, WITH_BUFFER };
