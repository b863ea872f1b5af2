'use strict';

const { codes: { ERR_SOCKET_CLOSED, ERR_SOCKET_CLOSED_BEFORE_CONNECTION }, ErrnoException } = require('internal/errors');
const { refreshTimeout } = require('internal/net/timeout');

function writeGeneric(socket, many, data, encoding, callback) {
  if (socket.connecting) {
    socket._pendingData = data;
    socket._pendingEncoding = encoding;
    const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    socket.once('connect', function connect() {
      this.off('close', onClose);
      this._writeGeneric(many, data, encoding, callback);
    });
    socket.once('close', onClose);
    return;
  }
  socket._pendingData = null;
  socket._pendingEncoding = '';
  if (!socket._handle) {
    callback(new ERR_SOCKET_CLOSED());
    return;
  }
  refreshTimeout(socket);
  const { Buffer } = require('buffer');
  let bytes;
  if (many) {
    const parts = [];
    for (let i = 0; i < data.length; i++) {
      const { chunk, encoding: each } = data[i];
      parts[i] = typeof chunk === 'string' ? Buffer.from(chunk, each) : chunk;
    }
    bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  } else {
    bytes = typeof data === 'string' ? Buffer.from(data, encoding) : data;
  }
  let done;
  try {
    done = socket._handle.write(bytes, (error) => {
      if (socket.destroyed) {
        callback(error ?? null);
        return;
      }
      if (error) {
        socket.destroy(error);
        callback(error);
        return;
      }
      refreshTimeout(socket);
      callback();
    });
  } catch (error) {
    callback(error.errno ? new ErrnoException(error.errno, 'write') : error);
    return;
  }
  if (done) callback();
}

module.exports = { writeGeneric };
