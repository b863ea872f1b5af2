'use strict';

// A connection of an https.Server becomes direct when its handshake is over, unless the program reads or times the socket. The TLSSocket
// stays, with traps before its prototype (direct_socket.js).

const { ObjectGetPrototypeOf } = primordials;

const { TLSSocket } = require('internal/tls/socket');
const { DirectConnection, http } = require('internal/http/server/direct_connection');
const { trap, withTraps } = require('internal/http/server/direct_socket');
const { flush } = require('internal/http/server/response_queue');
const { initHooksExist } = require('internal/async_hooks');
const { StreamHandle } = require('internal/stream_handle');

const system = binding('http/tls');
let traps;

// Whether the program could notice that Python reads: by a listener, a timer, a hook, or bytes that have been read already.
function canAdopt(server, socket) {
  return socket.server === server && ObjectGetPrototypeOf(socket) === TLSSocket.prototype && hasOwnTransport(socket._handle) &&
    server.listenerCount('secureConnection') === 1 && !server._needsSocketTimers() && !initHooksExist() && isUnread(socket);
}

// Whether TLS lies on a system's socket, and not on a Duplex of the program's.
function hasOwnTransport(handle) {
  const parent = handle?.parent;
  return parent instanceof StreamHandle && parent.lowest === parent && parent.provider !== 'JSSTREAM';
}

function isUnread(socket) {
  return socket.listenerCount('data') === 0 && socket.listenerCount('readable') === 0 && socket.listenerCount('end') === 1 &&
    socket.readableLength === 0 && socket.writableLength === 0 && !socket.isPaused();
}

function adopt(server, socket) {
  const handle = socket._handle;
  const connection = new DirectConnection(system.adopt(server._httpId, handle.id), server);
  connection.socket = socket;
  handle.beforeClose = () => {
    flush();
    if (!connection.gone) http.destroy(connection.id);
  };
  // Events that are on their way to JavaScript already go back to Python.
  handle.onread = (bytes, failure) => {
    if (bytes !== undefined) system.feed(connection.id, bytes);
    else system.feed(connection.id, null, failure === undefined ? null : failure.code);
  };
  socket._server = server;
  trap(socket, connection, traps ??= withTraps(TLSSocket.prototype));
}

module.exports = { adopt, canAdopt, openServer: system.open_server };
