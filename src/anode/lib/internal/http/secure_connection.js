'use strict';

// A connection of an HTTPS server whose handshake is over, and whose requests Python reads from now on (bindings/http/tls.py). The TLSSocket stays
// what it is, with light_socket.js before its prototype: whoever wants more of it than what it knows of its peer gets it back.

const { ObjectSetPrototypeOf } = primordials;

const { TLSSocket } = require('internal/tls/socket');
const { Connection, flush, http } = require('internal/http/connection');
const { lightOf, socketOnError } = require('internal/http/light_socket');
const { initHooksExist } = require('internal/async_hooks');
const { StreamHandle } = require('internal/stream_handle');

const system = binding('http/tls');
let light;

// Whether nobody looks at what goes on between the handshake and the requests.
function canAdopt(server, socket) {
  const handle = socket._handle;
  return socket.server === server && isPlain(socket) && handle !== null && handle.parent instanceof StreamHandle && handle.parent.lowest === handle.parent &&
    handle.parent.provider !== 'JSSTREAM' && server.listenerCount('secureConnection') === 1 && !server._timesSockets() && !initHooksExist() &&
    socket.listenerCount('data') === 0 && socket.listenerCount('readable') === 0 && socket.listenerCount('end') === 1 && socket.readableLength === 0 &&
    socket.writableLength === 0 && !socket.isPaused();
}

const isPlain = (socket) => primordials.ObjectGetPrototypeOf(socket) === TLSSocket.prototype;

function adopt(server, socket) {
  const handle = socket._handle;
  const connection = new Connection(system.adopt(server._httpId, handle.id), server);
  connection.socket = socket;
  handle.beforeClose = () => {
    flush();
    if (!connection.gone) http.destroy(connection.id);
  };
  // What was told of before, and not yet heard.
  handle.onread = (bytes, failure) => {
    if (bytes !== undefined) system.feed(connection.id, bytes);
    else system.feed(connection.id, null, failure === undefined ? null : failure.code);
  };
  socket._httpConnection = connection;
  socket._server = server;
  socket.on('error', socketOnError);
  ObjectSetPrototypeOf(socket, light ??= lightOf(TLSSocket.prototype));
}

module.exports = { adopt, canAdopt, openFront: system.open_server };
