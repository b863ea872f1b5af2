'use strict';

// A direct connection becomes a stream: Python gives the socket and the parser up, and requests and responses go on over both.

const { ArrayPrototypePush } = primordials;

const { initHandle } = require('internal/net/read');
const { kServer } = require('internal/net/symbols');
const { StreamHandle } = require('internal/stream_handle');
const { kDirect } = require('_http_incoming');
const { untrap } = require('internal/http/server/direct_socket');
const { flush } = require('internal/http/server/response_queue');
const { StreamConnection } = require('internal/http/server/stream_connection');
const { setImmediate } = require('internal/timers/immediate');

const http = binding('http/server');

// The StreamConnection; undefined if the connection has closed.
function becomeStream(connection) {
  const socket = connection.getSocket();
  if (!untrap(socket)) return connection.stream ?? undefined;
  flush();
  const given = connection.gone ? null : http.become_stream(connection.id);
  connection.gone = true;
  if (given === null) {
    socket.destroy();
    return undefined;
  }
  if (given[0] === 0) resumeHandle(connection, socket, given);
  else giveHandle(connection, socket, given);
  return goOn(connection, socket, given[1]);
}

// A handle for a socket that has had none.
function giveHandle(connection, socket, { 0: stream, 2: isWriting }) {
  const handle = new StreamHandle(stream, 'TCPWRAP');
  handle.bytesWritten = connection.written;
  if (isWriting) ArrayPrototypePush(handle.pendingWrites, undefined);
  socket._handle = handle;
  initHandle(socket);
  const { server } = connection;
  socket[kServer] = server;
  server._connections++;
  server._streamsChanged();
}

// A TLSSocket has had its handle all the time.
function resumeHandle(connection, socket, { 2: writes, 3: bytesRead, 4: isPaused }) {
  const handle = socket._handle;
  for (let i = 0; i < writes; i++) ArrayPrototypePush(handle.pendingWrites, undefined);
  handle.bytesWritten += connection.written;
  handle.bytesRead += bytesRead;
  handle.beforeClose = undefined;
  initHandle(socket);
  // The socket has been waiting for bytes since its handshake, and would not ask again.
  handle.reading = !isPaused;
  handle.readStart();
}

// Requests and responses under way go on over the socket. `parser` is Python's number of the one that has begun, or 0.
function goOn(connection, socket, parser) {
  const { incoming, outgoing, waiting, current, server } = connection;
  const begun = parser === 0 ? undefined : { id: parser, inMessage: incoming !== null };
  const stream = connection.stream = new StreamConnection(server, socket, begun);
  stream.requestCount = connection.requestCount;
  if (incoming === null && (current === null || current.complete)) stream.requestEnded();
  const responses = outgoing === null ? [] : [outgoing];
  if (waiting !== null) for (let i = 0; i < waiting.length; i++) ArrayPrototypePush(responses, waiting[i]);
  for (let i = 0; i < responses.length; i++) goOnWith(stream, responses[i]);
  if (current !== null && (responses.length > 0 || !current.closed)) {
    const { parser: reader } = socket;
    reader.incoming = incoming ?? current;
    const forget = () => { if (reader.incoming === current) reader.incoming = null; };
    if (responses.length === 0 && current.readableEnded) process.nextTick(forget);
    else if (responses.length === 0) current.on('end', forget);
  }
  if (connection.paused) socket.pause();
  connection.outgoing = null;
  connection.waiting = null;
  // Events that Python has queued already still come, under the connection's number.
  setImmediate(() => connection.forget());
  return stream;
}

function goOnWith(stream, response) {
  const { req: request } = response;
  request.socket = stream.socket;
  request[kDirect] = null;
  response[kDirect] = null;
  stream.enqueue(request, response);
  // One that was whole before its turn tells so after its last part.
  if (response.finished) ArrayPrototypePush(response.outputData, { data: '', encoding: 'latin1', callback: () => response.emit('finish') });
}

module.exports = { becomeStream };
