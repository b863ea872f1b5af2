'use strict';

// Events of direct connections: one function for each Tag of Python's completion entries (bindings/http/protocol.py).

const {
  SafeMap, StringPrototypeSlice, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
} = primordials;

const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');
const crossing = require('bootstrap/crossing');

const { kIncomingMessage } = require('_http_common');
const { kDirect, kHead, kStream } = require('_http_incoming');
const { hasMoreLines, readRequestLine } = require('internal/http/head');
const { DirectConnection, connections, http } = require('internal/http/server/direct_connection');
const { closeScopes, inScope } = require('internal/http/server/direct_scopes');
const { dispatchRequestHead, grantsUpgrade } = require('internal/http/server/dispatch');
const { flushIfLate, start } = require('internal/http/server/response_queue');
const { setAsyncContext } = require('internal/engine');
const { enterNameless, leaveNameless } = require('internal/async_hooks');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT }, genericNodeError } = require('internal/errors');

const { Expiry: { IDLE }, Head: { ASKS_UPGRADE, HAS_BODY, IN_BUFFER, KEEP_ALIVE, WHOLE } } = binding('http/server');
const { Tag } = http;

const servers = new SafeMap();  // by handle

// JavaScript first hears of most connections when their first request comes.
function find(id) {
  const known = connections.get(id);
  if (known !== undefined) return known;
  const server = servers.get(http.server_of(id));
  return server === undefined ? undefined : new DirectConnection(id, server);
}

// ---- heads ----

function onHeads(entry, answer, run) {
  const text = answer[entry[1] + 1];
  let at = 0;
  for (let i = 2; i < entry.length; i += 3) {
    const length = entry[i + 2];
    const flags = entry[i + 1];
    const connection = find(entry[i]);
    const head = length === text.length ? text : StringPrototypeSlice(text, at, at + length);
    at += length;
    if ((flags & WHOLE) !== 0) {
      const size = entry[i++ + 3];
      let body;
      if ((flags & IN_BUFFER) !== 0) {
        body = asBuffer(answer[size + 1]);
      } else {
        body = Buffer.from(StringPrototypeSlice(text, at, at + size), 'latin1');
        at += size;
      }
      if (connection === undefined) continue;
      inScope(connection, run)(deliverWhole, connection, { head, flags, body });
    } else if (connection !== undefined) {
      inScope(connection, run)(deliverHead, connection, { head, flags });
    }
    flushIfLate();
  }
}

function deliverHead(connection, message) {
  if (connection.scopes !== undefined) {
    receiveHead(connection, message);
    return;
  }
  enterNameless();
  receiveHead(connection, message);
  leaveNameless();
}

// Head and body came together and are delivered together, with no tick between: a listener for 'data' that the handler adds runs in
// the handler's context, as with Node's parser.
function deliverWhole(connection, message) {
  try {
    deliverHead(connection, message);
  } finally {
    const request = connection.incoming;
    if (request !== null) {
      if (!request._dumped) connection.pushBody(message.body);
      connection.endBody(null);
    }
  }
}

function receiveHead(connection, { head, flags }) {
  const { server } = connection;
  setAsyncContext(server._frame);
  if (server.maxHeadersCount > 0 && hasMoreLines(head, server.maxHeadersCount)) {
    connection.refuse(parseError('HPE_HEADER_OVERFLOW', 'Header overflow', head.length, head));
    return;
  }
  if (connection.gone && connection.stream === null) return;
  const request = makeRequest(connection, head);
  if ((flags & ASKS_UPGRADE) !== 0) {
    request.upgrade = grantsUpgrade(server, request);
    if (request.upgrade) {
      connection.upgrading = request;
      return;
    }
    http.decline_upgrade(connection.id);
  }
  if ((flags & HAS_BODY) !== 0) {
    connection.incoming = request;
    connection.stream?.requestBegun(request);
  }
  // Python may have parsed the head before the connection became a stream.
  dispatchRequestHead(connection.stream ?? connection, request, (flags & KEEP_ALIVE) !== 0);
  if ((flags & HAS_BODY) === 0) {
    // Complete as soon as its handler has returned, as with Node's parser.
    request.complete = true;
    if (request[kStream]) request.push(null);
    connection.stream?.requestEnded();
  }
}

// Splits the first line. Everything else about a head waits until a program asks for it.
function makeRequest(connection, head) {
  const { server } = connection;
  const request = new server[kIncomingMessage]();
  if (!readRequestLine(request, head)) {
    head = http.plain_head(head);
    readRequestLine(request, head);
  }
  request[kHead] = head;
  if (server.joinDuplicateHeaders) request.joinDuplicateHeaders = true;
  if (connection.gone) request.socket = connection.socket;
  else request[kDirect] = connection;
  connection.current = request;
  return request;
}

// ---- bodies ----

const asBuffer = (bytes) =>
  new FastBuffer(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), TypedArrayPrototypeGetByteLength(bytes));

const pushBody = (connection, chunk) => connection.pushBody(chunk);
const endBody = (connection, trailers) => connection.endBody(trailers);

function onBody(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection === undefined) return;
  const call = inScope(connection, run);
  const request = connection.incoming;
  if (request !== null && !request._dumped) call(pushBody, connection, asBuffer(answer[entry[2] + 1]));
}

function onComplete(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection === undefined) return;
  const call = inScope(connection, run);
  if (connection.incoming !== null) call(endBody, connection, entry[2]);
}

// ---- ends ----

function onEnded(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined && connection.stream === null) run(peerEnded, connection);
}

const peerEnded = (connection) => connection.peerEnded();

function onClosed(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined && connection.stream === null) run(closed, connection, entry[2]);
}

function closed(connection, code) {
  connection.forget();
  connection.gone = true;
  connection.abort();
  const { socket } = connection;
  if (socket !== null && !socket.destroyed) {
    if (code === null) socket.destroy();
    else socket.destroy(genericNodeError(`read ${code}`, { code, syscall: 'read' }));
  }
  closeScopes(connection);
  connection.server._connectionGone();
}

function onDrained(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined) run(drained, connection);
}

const drained = (connection) => connection.drained();

function onOpened(entry, answer, run) {
  const { 1: id, 2: handle } = entry;
  const server = servers.get(handle);
  if (server !== undefined) run(opened, new DirectConnection(id, server));
}

function opened(connection) {
  const { server } = connection;
  setAsyncContext(server._frame);
  if (server._needsSocketTimers()) connection.becomeStream();
  server.emit('connection', connection.getSocket());
}

// ---- refusals, upgrades, timeouts ----

function onRefused(entry, answer, run) {
  const connection = find(entry[1]);
  if (connection !== undefined) run(refused, connection, entry);
}

function refused(connection, { 2: code, 3: reason, 4: position, 5: packet }) {
  setAsyncContext(connection.server._frame);
  connection.refuse(code === 'ERR_HTTP_REQUEST_TIMEOUT' ? new ERR_HTTP_REQUEST_TIMEOUT() : parseError(code, reason, position, packet));
}

function parseError(code, reason, position, packet) {
  const ended = code === 'HPE_INVALID_EOF_STATE';
  const error = genericNodeError(ended ? 'Parse Error' : `Parse Error: ${reason}`, { code, reason });
  error.bytesParsed = position;
  if (!ended) error.rawPacket = Buffer.from(packet, 'latin1');
  return error;
}

function onBroken(entry, answer, run) {
  const connection = find(entry[1]);
  if (connection !== undefined) run(goThrough, connection, Buffer.from(entry[2], 'latin1'));
}

function goThrough(connection, data) {
  setAsyncContext(connection.server._frame);
  const stream = connection.becomeStream();
  stream?.onParsed(data, stream.parser.goThrough(data));
}

function onUpgrade(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined && connection.upgrading !== null) run(upgrade, connection, entry[2]);
}

function upgrade(connection, rest) {
  const request = connection.upgrading;
  connection.upgrading = null;
  setAsyncContext(connection.server._frame);
  request.complete = true;
  connection.switchProtocol(request, Buffer.from(rest, 'latin1'));
}

function onExpired(entry, answer, run) {
  const connection = find(entry[1]);
  if (connection === undefined) return;
  if (entry[2] === IDLE) run(timeOut, connection);
  else if (connection.outgoing === null) run(closeUnused, connection);
}

function timeOut(connection) {
  setAsyncContext(connection.server._frame);
  connection.becomeStream()?.onTimeout();
}

// The connection has been open too long without a request.
function closeUnused(connection) {
  const { server } = connection;
  setAsyncContext(server._frame);
  if (server.listenerCount('timeout') === 0) {
    http.destroy(connection.id);
    return;
  }
  const stream = connection.becomeStream();
  if (stream !== undefined && !server.emit('timeout', stream.socket)) stream.socket.destroy();
}

let started = false;

// The connections of listening handle `handle` are this server's.
function serve(handle, server) {
  servers.set(handle, server);
  if (started) return;
  started = true;
  start();
  crossing.ownTags.set(Tag.HEADS, onHeads);
  crossing.ownTags.set(Tag.BODY, onBody);
  crossing.ownTags.set(Tag.COMPLETE, onComplete);
  crossing.ownTags.set(Tag.ENDED, onEnded);
  crossing.ownTags.set(Tag.CLOSED, onClosed);
  crossing.ownTags.set(Tag.DRAINED, onDrained);
  crossing.ownTags.set(Tag.OPENED, onOpened);
  crossing.ownTags.set(Tag.REFUSED, onRefused);
  crossing.ownTags.set(Tag.BROKEN, onBroken);
  crossing.ownTags.set(Tag.UPGRADE, onUpgrade);
  crossing.ownTags.set(Tag.EXPIRED, onExpired);
}

module.exports = { serve };
