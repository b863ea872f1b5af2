'use strict';

// The net.Socket of an HTTP connection, for those who ask: `req.socket`. It reads nothing by itself: what arrives is HTTP. Written bytes go
// out between the answers' own.

const { Socket, initHandle } = require('internal/net/socket');
const { http, flush, connections } = require('internal/http_connection');

class ConnectionHandle {
  constructor(connection) {
    this.connection = connection;
    this.id = 0;
    this.reading = true;
    this.bytesRead = 0;
    this.bytesWritten = 0;
    this.pendingWrites = [];
  }

  readStart() {}
  readStop() {}

  write(data) {
    this.bytesWritten += data.length;
    this.connection.send('', 0, data);
    flush();
    return true;
  }

  get writeQueueSize() { return this.connection.queued(); }
  shutdown(callback) {
    this.connection.send('', 2);
    flush();
    callback(null);
  }

  close(callback) {
    const { connection } = this;
    flush();
    if (!connection.gone) http.destroy(connection.id);
    process.nextTick(() => callback?.());
  }

  reset(callback) { this.close(callback); }
  ref() {}
  unref() {}
  hasRef() { return true; }
  getAsyncId() { return 0; }
  #addresses() {
    this.known ??= http.addresses(this.connection.id);
    return this.known ?? [{}, {}];
  }

  getsockname() { return this.#addresses()[0]; }
  getpeername() { return this.#addresses()[1]; }
  setNoDelay() {}
  setKeepAlive() {}
}

function makeSocket(connection) {
  const handle = new ConnectionHandle(connection);
  const socket = new Socket({ handle, readable: true, writable: true, manualStart: true, allowHalfOpen: true });
  handle.getsockname();  // while the connection is open: later nobody knows
  socket.server = connection.server;
  socket._server = connection.server;
  socket._httpConnection = connection;
  socket._httpMessage = connection.outgoing;
  socket.parser = null;
  if (connection.server.timeout) socket.setTimeout(connection.server.timeout);
  socket.on('error', socketOnError);
  socket.on('timeout', socketOnTimeout);
  return socket;
}

function socketOnError(error) {
  const { server } = this._httpConnection;
  this.removeListener('error', socketOnError);
  if (this.listenerCount('error') === 0) this.on('error', () => {});
  if (!server.emit('clientError', error, this)) this.destroy(error);
}

function socketOnTimeout() {
  const connection = this._httpConnection;
  const { incoming, outgoing, server } = connection;
  const handled = (incoming && !incoming.complete && incoming.emit('timeout', this)) || (outgoing && outgoing.emit('timeout', this)) ||
    server.emit('timeout', this);
  if (!handled) this.destroy();
}

// The connection stops being HTTP: the same socket object goes on over a plain stream.
function takeOver(connection) {
  const socket = connection.getSocket();
  flush();
  const id = http.detach(connection.id);
  connection.gone = true;
  connections.delete(connection.id);
  if (id === 0) return undefined;
  const { StreamHandle } = require('internal/stream_handle');
  const handle = new StreamHandle(id);
  socket._handle = handle;
  initHandle(socket);
  socket.removeListener('error', socketOnError);
  socket.removeListener('timeout', socketOnTimeout);
  return socket;
}

module.exports = { makeSocket, takeOver };
