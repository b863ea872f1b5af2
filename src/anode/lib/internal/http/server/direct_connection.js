'use strict';

// The direct form of a connection, which connection.js defines: requests and responses in order, and back-pressure.

const { ArrayPrototypeConcat, ArrayPrototypePush, ArrayPrototypeShift, SafeMap } = primordials;

const { kDirect, kStream } = require('_http_incoming');
const { kNeedDrain } = require('_http_outgoing');
const { splitLines } = require('internal/http/head');
const { ServerConnection } = require('internal/http/server/connection');
const { refusal } = require('internal/http/server/dispatch');
const { emitClose, kWaits } = require('internal/http/server/response');
const { currentTurn, dropSince, flush, mark, queue } = require('internal/http/server/response_queue');
const { connResetException } = require('internal/errors');

const HIGH_WATER_MARK = 65536;
const MOST_WAITING = 1000;  // responses

const http = binding('http/server');
const { Part: { CLOSE, END } } = binding('http/server');
const connections = new SafeMap();  // by number

class DirectConnection extends ServerConnection {
  constructor(id, server) {
    super(server);
    this.id = id;
    this.socket = null;
    this.incoming = null;         // the request whose body is arriving
    this.outgoing = null;
    this.waiting = null;
    this.current = null;          // the request that came last
    this.upgrading = null;        // the request that gets another protocol
    this.gone = false;            // it is closed or has become a stream: Python does not have it any more
    this.stream = null;           // the StreamConnection that it has become
    this.paused = false;
    this.closesNext = false;      // the connection closes after the response under way
    this.ended = false;           // the last part is on its way
    this.written = 0;             // bytes
    this.pending = 0;             // bytes of responses that wait for their turn
    this.unsent = 0;              // bytes written in `turn`
    this.unsentBefore = 0;        // and earlier, as far as JavaScript knows
    this.turn = 0;
    this.draining = false;
    this.corked = null;           // the mark before what was written in this tick
    this.scopes = undefined;      // while async_hooks has hooks: see direct_scopes.js
    connections.set(id, this);
  }

  getSocket() {
    this.socket ??= require('internal/http/server/direct_socket').makeSocket(this);
    return this.socket;
  }

  // Python has nothing more to tell of it.
  forget() {
    connections.delete(this.id);
  }

  // The StreamConnection that goes on in its stead; undefined if the connection has closed.
  becomeStream() {
    return require('internal/http/server/become_stream').becomeStream(this);
  }

  // ---- responses ----

  enqueue(request, response) {
    response[kDirect] = this;
    if (this.outgoing === null) {
      this.outgoing = response;
    } else {
      response[kWaits] = true;
      ArrayPrototypePush(this.waiting ??= [], response);
      if (this.isCrowded()) this.pause();
    }
  }

  write(text, flags, buffer) {
    if (this.gone) return;
    this.written += buffer === undefined ? text.length : text.length + buffer.length;
    queue(this.id, text, flags, buffer);
  }

  // Parts that are written in one tick leave together, and not at all if the connection is destroyed in it.
  corkForTick() {
    if (this.corked !== null || this.gone) return;
    this.corked = mark();
    process.nextTick(uncork, this);
  }

  dropCorked() {
    if (this.corked !== null) dropSince(this.id, this.corked);
  }

  // `response` is whole. The next in line may write.
  endResponse(response) {
    const { req: request } = response;
    this.corked = null;
    const last = response._last || !response.shouldKeepAlive || this.closesNext;
    if (last) {
      this.ended = true;
      if (!request.complete) this.closesNext = true;
    }
    this.write('', last ? END | CLOSE : END);
    this.outgoing = null;
    if (request.destroyed && !request.readableEnded) process.nextTick(process.nextTick, emitClose, response);  // nothing was sent
    else process.nextTick(finish, this, request, response);
    if (last || this.waiting === null || this.waiting.length === 0) return;
    const next = this.outgoing = ArrayPrototypeShift(this.waiting);
    next[kWaits] = false;
    if (next._events !== undefined && next._events.socket !== undefined) next.emit('socket', this.getSocket());
    writeKept(this, next);
    if (this.paused && this.incoming === null && !this.isCrowded()) this.resume();
    if (next.finished) {
      this.endResponse(next);
    } else if (next[kNeedDrain]) {
      next[kNeedDrain] = false;
      process.nextTick(emitDrain, next);
    }
  }

  endWriting() {
    const { outgoing, waiting } = this;
    this.ended = true;
    if (outgoing !== null) {
      // Their turn never comes: the parts that these responses still write are dropped.
      this.outgoing = null;
      this.waiting = waiting === null ? [outgoing] : ArrayPrototypeConcat([outgoing], waiting);
    }
    this.write('', CLOSE);
    flush();
  }

  // ---- back-pressure ----

  // Whether the writer may go on after `size` more bytes. Python has most likely sent the bytes of earlier turns, and is asked only when
  // they would make the difference.
  hasRoom(size) {
    if (this.turn !== currentTurn()) {
      this.turn = currentTurn();
      this.unsentBefore += this.unsent;
      this.unsent = 0;
    }
    this.unsent += size;
    if (this.unsent + this.unsentBefore < HIGH_WATER_MARK || this.gone) return true;
    if (this.unsent < HIGH_WATER_MARK) {
      this.unsentBefore = this.queued();
      if (this.unsent + this.unsentBefore < HIGH_WATER_MARK) return true;
    }
    flush();
    if (!this.draining) {
      this.draining = true;
      process.nextTick(drainIfSent, this);
    }
    return false;
  }

  // Bytes that Python has not sent.
  queued() {
    return this.gone ? 0 : http.queued(this.id);
  }

  // Bytes written in this turn.
  writtenThisTurn() {
    return this.turn === currentTurn() ? this.unsent : 0;
  }

  // Everything has been sent.
  drained() {
    this.unsent = this.unsentBefore = 0;
    const response = this.outgoing;
    if (response === null || !response[kNeedDrain]) return;
    response[kNeedDrain] = false;
    response.emit('drain');
  }

  // Whether so many responses wait that no more requests should be read.
  isCrowded() {
    return this.waiting !== null && (this.pending >= HIGH_WATER_MARK || this.waiting.length > MOST_WAITING);
  }

  pause() {
    if (!this.paused && !this.gone) {
      this.paused = true;
      http.pause(this.id);
    }
  }

  resume() {
    if (this.paused && !this.gone) {
      this.paused = false;
      http.resume(this.id);
    }
  }

  // ---- the body of a request ----

  pushBody(chunk) {
    if (this.incoming.push(chunk)) return;
    if (this.gone) this.socket?.pause();
    else this.pause();
  }

  endBody(trailers) {
    const request = this.incoming;
    this.incoming = null;
    request.complete = true;
    this.stream?.requestEnded();
    if (trailers !== null) request.rawTrailers = splitLines(trailers, 0);
    if (!request._dumped || request[kStream]) request.push(null);
  }

  // ---- other ends ----

  refuse(error) {
    const { outgoing, server } = this;
    if (server.listenerCount('clientError') > 0 || this.socket !== null) {
      this.becomeStream()?.refuse(error);
      return;
    }
    // A response under way cannot be followed by another.
    if (outgoing === null || !outgoing._headerSent) this.write(refusal(error.code), 0);
    this.abortIncoming();
    this.write('', CLOSE);
    flush();
  }

  switchProtocol(request, rest) {
    const stream = this.becomeStream();
    if (stream === undefined) return;
    request[kDirect] = null;
    request.socket = stream.socket;
    stream.switchProtocol(request, rest);
  }

  abortIncoming() {
    const request = this.incoming;
    if (request === null) return;
    this.incoming = null;
    request.destroy(connResetException('aborted'));
  }

  abort() {
    this.abortIncoming();
    const { outgoing, waiting } = this;
    this.outgoing = null;
    this.waiting = null;
    if (outgoing !== null) abortResponse(outgoing);
    if (waiting !== null) for (let i = 0; i < waiting.length; i++) abortResponse(waiting[i]);
  }

  destroy(error) {
    if (this.gone) return;
    if (this.socket !== null) {
      this.socket.destroy(error);
    } else {
      this.dropCorked();
      flush();
      http.destroy(this.id);
    }
  }
}

function abortResponse(response) {
  response.req.destroy(connResetException('aborted'));
  emitClose(response);
}

function uncork(connection) {
  connection.corked = null;
}

function emitDrain(response) {
  response.emit('drain');
}

// In the tick after hasRoom() has said no. If something is still unsent, Python tells when it is sent (DRAINED).
function drainIfSent(connection) {
  connection.draining = false;
  flush();
  if (!connection.gone && connection.queued() === 0) connection.drained();
}

// It is the turn of `response`: sends the parts that it has kept.
function writeKept(connection, response) {
  if (response.outputSize === 0) return;
  const parts = response.outputData;
  connection.pending -= response.outputSize;
  response.outputData = [];
  response.outputSize = 0;
  for (let i = 0; i < parts.length; i++) {
    const { data, callback } = parts[i];
    if (typeof data === 'string') response._transmit(data, undefined, callback);
    else response._transmit('', data, callback);
  }
}

// In the tick after a response has ended.
function finish(connection, request, response) {
  connection.reportFinish(request, response);
  if (response._events !== undefined && response._events.finish !== undefined) response.emit('finish');
  // The rest of a body that the program has not read is dropped.
  if (!request._consumed) request._dump();
  if (request[kStream] && request.complete && !request.readableEnded && !request._consumed) request.resume();
  process.nextTick(emitClose, response);
}

module.exports = { DirectConnection, connections, http };
