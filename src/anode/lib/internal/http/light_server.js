'use strict';

// What bindings/http/connection.py tells of a server's connections, and what becomes of it: requests, bodies, ends.

const {
  ArrayPrototypeConcat, ArrayPrototypePush, FunctionPrototypeCall, SafeMap, StringPrototypeCharCodeAt, StringPrototypeIndexOf,
  StringPrototypeSlice, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
} = primordials;

const { Buffer } = require('buffer');
const { FastBuffer } = require('internal/buffer');

const { kHead, kStream } = require('_http_incoming');
const { freeParser } = require('_http_common');
const { hasMoreLines, splitLines } = require('internal/http/head');
const { Connection, connections, drained, flush, flushIfLate, listen, http, CLOSE } = require('internal/http/connection');
const { emitClose } = require('internal/http/response');
const { announce, answerTo, grantsUpgrade, serve } = require('internal/http/serve');
const { adopt, hand, prepare, release, socketOnError, socketOnTimeout, kIncomingMessage, kResponseOptions, kServerResponse } = require('internal/http/socket_server');
const { setAsyncContext } = require('internal/engine');
const { enabledHooksExist, enterNameless, leaveNameless } = require('internal/async_hooks');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT }, connResetException, genericNodeError } = require('internal/errors');

// bindings/http/protocol.py names these.
const KEEP_ALIVE = 1, HAS_BODY = 2, ASKS_UPGRADE = 4, WHOLE = 8, IN_BUFFER = 16;
const ZERO = 48;

const servers = new SafeMap();

function find(id) {
  const known = connections.get(id);
  if (known !== undefined) return known;
  const server = servers.get(http.server_of(id));
  return server === undefined ? undefined : new Connection(id, server);
}

// ---- async_hooks ----

// While there are hooks a connection has the ids of its socket and of its parser, and what is told of requests runs in the parser's.
function begin(connection) {
  const { Scope } = require('internal/async_wrap');
  const { HTTPServerAsyncResource } = require('internal/http/async_resource');
  const { server } = connection;
  const socket = connection.getSocket();
  const transport = new Scope('TCPWRAP', server._handle?.getAsyncId(), socket._handle);
  const parser = new Scope('HTTPINCOMINGMESSAGE', transport.asyncId, new HTTPServerAsyncResource('HTTPINCOMINGMESSAGE', socket));
  return { transport, parser };
}

function inScope(connection, run) {
  if (!enabledHooksExist()) return run;
  connection.scopes ??= begin(connection);
  const { parser } = connection.scopes;
  return (callback, a, b) => run(() => {
    parser.enter();
    callback(a, b);
    parser.leave();
  });
}

function endScopes(connection) {
  const { scopes } = connection;
  if (scopes === undefined) return;
  scopes.parser.destroy();
  scopes.transport.destroy();
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
        body = fast(answer[size + 1]);
      } else {
        body = Buffer.from(StringPrototypeSlice(text, at, at + size), 'latin1');
        at += size;
      }
      if (connection === undefined) continue;
      const call = inScope(connection, run);
      call(deliverWhole, connection, { head, flags, body });
    } else if (connection !== undefined) {
      inScope(connection, run)(deliverHead, connection, { head, flags });
    }
    flushIfLate();
  }
}

// Splits the first line. Everything else about a head waits until somebody asks.
function makeRequest(connection, head) {
  const { server } = connection;
  const request = new server[kIncomingMessage]();
  request[kHead] = head;
  const space = StringPrototypeIndexOf(head, ' ');
  request.method = StringPrototypeSlice(head, 0, space);
  const next = StringPrototypeIndexOf(head, ' ', space + 1);
  request.url = StringPrototypeSlice(head, space + 1, next);
  if (StringPrototypeCharCodeAt(head, next + 8) === ZERO) {
    request.httpVersion = '1.0';
    request.httpVersionMinor = 0;
  }
  if (server.joinDuplicateHeaders) request.joinDuplicateHeaders = true;
  if (connection.gone) request.socket = connection.socket;
  else request._connection = connection;
  connection.current = request;
  return request;
}

function deliverHead(connection, message) {
  if (connection.scopes !== undefined) {
    takeHead(connection, message);
    return;
  }
  enterNameless();
  takeHead(connection, message);
  leaveNameless();
}

// What came in one piece is told in one, with no tick between: whoever listens for 'data' in the handler hears it in the handler's context.
function deliverWhole(connection, message) {
  try {
    deliverHead(connection, message);
  } finally {
    const request = connection.incoming;
    if (request !== null) {
      if (!request._dumped) pushBody(connection, message.body);
      completeRequest(connection, null);
    }
  }
}

function takeHead(connection, { head, flags }) {
  const { server } = connection;
  setAsyncContext(server._frame);
  if (server.maxHeadersCount > 0 && hasMoreLines(head, server.maxHeadersCount)) {
    refuse(connection, 'HPE_HEADER_OVERFLOW', 'Header overflow', head.length, head);
    return;
  }
  const request = makeRequest(connection, head);
  if ((flags & ASKS_UPGRADE) !== 0) {
    request.upgrade = grantsUpgrade(server, request);
    if (request.upgrade) {
      connection.upgrading = request;
      return;
    }
    http.decline_upgrade(connection.id);
  }
  if ((flags & HAS_BODY) !== 0) connection.incoming = request;
  const response = new server[kServerResponse](request, server[kResponseOptions]);
  prepare(server, response, (flags & KEEP_ALIVE) !== 0);
  if (connection.gone) {
    takenOver(connection, request, response);
    return;
  }
  response._connection = connection;
  if (connection.outgoing === null) {
    connection.outgoing = response;
  } else {
    ArrayPrototypePush(connection.waiting ??= [], response);
    if (connection.isCrowded()) connection.pause();
  }
  announce(server, request, response, connection);
  serve(server, request, response, connection);
  // A request without a body is complete as soon as its handler has returned, as with Node's parser.
  if ((flags & HAS_BODY) === 0) {
    request.complete = true;
    if (request[kStream]) request.push(null);
    if (connection.state !== undefined) connection.state.begun = Infinity;
  }
}

// A head that was parsed before its connection became an ordinary socket.
function takenOver(connection, request, response) {
  const { state, server } = connection;
  if (state === undefined) return;
  ArrayPrototypePush(state.incoming, request);
  if (connection.incoming === request && state.socket.parser) state.socket.parser.incoming = request;
  adopt(state, request, response);
  announce(server, request, response, state);
  serve(server, request, response, state);
  if (connection.incoming !== request) {
    request.complete = true;
    request.push(null);
  }
}

// ---- bodies ----

function pushBody(connection, chunk) {
  if (connection.incoming.push(chunk)) return;
  if (connection.gone) connection.socket?.pause();
  else connection.pause();
}

function giveBody(connection, chunk, run) {
  const request = connection.incoming;
  if (request !== null && !request._dumped) run(pushBody, connection, chunk);
}

function completeRequest(connection, trailers) {
  const request = connection.incoming;
  connection.incoming = null;
  request.complete = true;
  if (connection.state !== undefined) connection.state.begun = Infinity;
  if (trailers !== null) request.rawTrailers = splitLines(trailers, 0);
  if (!request._dumped || request[kStream]) request.push(null);
}

function complete(connection, trailers, run) {
  if (connection.incoming !== null) run(completeRequest, connection, trailers);
}

const fast = (bytes) => new FastBuffer(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes), TypedArrayPrototypeGetByteLength(bytes));

function onBody(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined) giveBody(connection, fast(answer[entry[2] + 1]), inScope(connection, run));
}

function onComplete(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined) complete(connection, entry[2], inScope(connection, run));
}

// ---- ends ----

// With a code when it broke.
function onClosed(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection === undefined || connection.state !== undefined) return;
  run(() => {
    connections.delete(connection.id);
    connection.gone = true;
    abort(connection);
    const { socket } = connection;
    if (socket !== null && !socket.destroyed) {
      if (entry[2] === null) socket.destroy();
      else socket.destroy(genericNodeError(`read ${entry[2]}`, { code: entry[2], syscall: 'read' }));
    }
    endScopes(connection);
    connection.server._connectionGone();
  });
}

function onEnded(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined && connection.state === undefined) run(halfClosed, connection);
}

function halfClosed(connection) {
  const { outgoing, waiting, server } = connection;
  if (server.httpAllowHalfOpen && outgoing !== null) {
    if (waiting !== null && waiting.length > 0) waiting[waiting.length - 1]._last = true;
    else outgoing._last = true;
    connection.last = true;
  } else {
    // What is written goes out, and no more.
    connection.ended = true;
    if (outgoing !== null) {
      connection.outgoing = null;
      connection.waiting = waiting === null ? [outgoing] : ArrayPrototypeConcat([outgoing], waiting);
    }
    connection.send('', CLOSE);
    flush();
  }
}

function abortIncoming(connection) {
  const request = connection.incoming;
  if (request === null) return;
  connection.incoming = null;
  request.destroy(connResetException('aborted'));
}

// The connection has gone: requests not answered are told.
function abort(connection) {
  abortIncoming(connection);
  const { outgoing, waiting } = connection;
  connection.outgoing = null;
  connection.waiting = null;
  if (outgoing !== null) lose(outgoing);
  if (waiting !== null) for (let i = 0; i < waiting.length; i++) lose(waiting[i]);
}

function lose(response) {
  const { req: request } = response;
  request.destroy(connResetException('aborted'));
  emitClose(response);
}

function onDrained(entry, answer, run) {
  const connection = connections.get(entry[1]);
  if (connection !== undefined) run(drained, connection);
}

function onOpened(entry, answer, run) {
  const { 1: id, 2: owner } = entry;
  const server = servers.get(owner);
  if (server === undefined) return;
  const connection = new Connection(id, server);
  run(() => {
    setAsyncContext(server._frame);
    if (server._timesSockets()) require('internal/http/light_socket').takeOver(connection);
    server.emit('connection', connection.getSocket());
  });
}

// ---- what is no HTTP, or no longer ----

function onBad(entry, answer, run) {
  const { 1: id, 2: code, 3: reason, 4: position, 5: packet } = entry;
  const connection = find(id);
  if (connection === undefined) return;
  run(() => refuse(connection, code, reason, position, packet));
}

function refuse(connection, code, reason, position, packet) {
  const { server, outgoing } = connection;
  setAsyncContext(server._frame);
  const error = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? new ERR_HTTP_REQUEST_TIMEOUT() : genericNodeError(`Parse Error: ${reason}`, { code, reason });
  if (code !== 'ERR_HTTP_REQUEST_TIMEOUT') {
    error.bytesParsed = position;
    error.rawPacket = require('buffer').Buffer.from(packet, 'latin1');
  }
  if (server.listenerCount('clientError') > 0 || connection.socket !== null) {
    const socket = require('internal/http/light_socket').takeOver(connection);
    if (socket !== undefined) FunctionPrototypeCall(socketOnError, socket, error);
    return;
  }
  // An answer already under way cannot be followed by another.
  if (outgoing === null || !outgoing._headerSent) connection.send(answerTo(code), 0);
  abortIncoming(connection);
  connection.send('', CLOSE);
  flush();
}

function onUpgrade(entry, answer, run) {
  const { 1: id, 2: rest } = entry;
  const connection = connections.get(id);
  const request = connection?.upgrading;
  if (!request) return;
  connection.upgrading = null;
  run(() => {
    const { server } = connection;
    setAsyncContext(server._frame);
    request.complete = true;
    const socket = require('internal/http/light_socket').takeOver(connection);
    if (socket === undefined) return;
    release(connection.state);
    freeParser(socket.parser, null, socket);
    request.socket = socket;
    request._connection = null;
    hand(server, request, socket, require('buffer').Buffer.from(rest, 'latin1'));
  });
}

// For as long as server.timeout says nothing has arrived nor left.
function onIdle(connection) {
  const { server } = connection;
  setAsyncContext(server._frame);
  const socket = require('internal/http/light_socket').takeOver(connection);
  if (socket !== undefined) FunctionPrototypeCall(socketOnTimeout, socket);
}

// A connection has been open too long without a request.
function onExpired(entry, answer, run) {
  const connection = find(entry[1]);
  if (connection === undefined) return;
  if (entry[2] === 1) {
    run(onIdle, connection);
    return;
  }
  if (connection.outgoing !== null) return;
  run(() => {
    const { server } = connection;
    setAsyncContext(server._frame);
    if (server.listenerCount('timeout') === 0) {
      http.destroy(connection.id);
      return;
    }
    const socket = require('internal/http/light_socket').takeOver(connection);
    if (socket !== undefined && !server.emit('timeout', socket)) socket.destroy();
  });
}

const handlers = { 8: onHeads, 9: onBody, 10: onComplete, 11: onEnded, 12: onClosed, 13: onDrained, 14: onOpened, 15: onBad, 16: onUpgrade, 17: onExpired };

// From now on the connections of listening handle `id` are this server's.
function serveHandle(id, server) {
  listen(handlers);
  servers.set(id, server);
}

module.exports = { abort, serveHandle };
