'use strict';

// What can be sent with a message over a channel: sockets and servers, by their descriptor.

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');
const { StreamHandle, openFd } = require('internal/stream_handle');

const kinds = {
  '__proto__': null,

  // A listening socket as such, and a connection as such: what cluster sends.
  'net.Native': {
    simultaneousAccepts: true,
    send: (message, handle) => handle,
    got: (message, fd, emit) => emit(openFd(fd)),
  },

  'net.Server': {
    send: (message, server) => server._handle,
    got(message, fd, emit) {
      const { Server } = require('net');
      const server = new Server();
      server.listen({ fd }, () => emit(server));
      server.once('error', () => emit(undefined));
    },
  },

  'net.Socket': {
    send(message, socket, options) {
      if (!socket._handle) return undefined;
      // Whoever served the connection does not count it any more.
      if (socket.server) {
        message.key = socket.server._connectionKey;
        socket._unrefServer?.();
      }
      const handle = socket._handle;
      if (!options.keepOpen) {
        handle.readStop();
        handle.onread = () => {};
        socket._handle = null;
        require('net').detachServer?.(socket);
      }
      return handle;
    },
    after(message, handle, options) {
      if (!options.keepOpen) handle.close();
    },
    got(message, fd, emit) {
      const { Socket } = require('net');
      emit(new Socket({ handle: openFd(fd), readable: true, writable: true }));
    },
  },
};

function kindOf(handle) {
  const net = require('net');
  if (handle instanceof net.Socket) return 'net.Socket';
  if (handle instanceof net.Server) return 'net.Server';
  if (handle instanceof StreamHandle || typeof handle?.id === 'number') return 'net.Native';
  throw new ERR_INVALID_HANDLE_TYPE();
}

module.exports = { kindOf, kinds };
