'use strict';

// The handles that can travel with a message: sockets and servers, by their descriptors.

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');
const { StreamHandle, openFd } = require('internal/stream_handle');

const kinds = {
  '__proto__': null,

  // A listening handle or a connection as such, for cluster.
  'net.Native': {
    simultaneousAccepts: true,
    send: (message, handle) => handle,
    got: (message, fd, emit) => emit(new StreamHandle(binding('child_process/ipc').adopt(fd), 'TCPWRAP')),
  },

  'dgram.Native': {
    send: (message, handle) => handle,
    got: (message, fd, emit) => emit(require('internal/dgram').sharedHandle(fd)),
  },

  'dgram.Socket': {
    send(message, socket) {
      const { kStateSymbol } = require('internal/dgram');
      message.dgramType = socket.type;
      return socket[kStateSymbol].handle;
    },
    got(message, fd, emit) {
      const { Socket } = require('dgram');
      const socket = new Socket(message.dgramType);
      socket.bind(require('internal/dgram').sharedHandle(fd), () => emit(socket));
    },
  },

  'net.Server': {
    send: (message, server) => server._handle,
    got(message, fd, emit) {
      const { Server } = require('internal/net/server');
      const server = new Server();
      server.listen({ fd }, () => emit(server));
      server.once('error', () => emit(undefined));
    },
  },

  'net.Socket': {
    send(message, socket, options, target) {
      const handle = socket._handle;
      if (!handle) return undefined;
      // The server that accepted the connection no longer counts it, and asks the child when it closes.
      if (socket.server) {
        message.key = socket.server._connectionKey;
        const lists = target.channel.sockets.send;
        if (lists[message.key] === undefined) {
          const { SocketListSend } = require('internal/socket_list');
          socket.server._setupWorker(lists[message.key] = new SocketListSend(target, message.key));
        }
        socket.server._connections--;
      }
      handle.readStop();
      if (!options.keepOpen) {
        handle.onread = () => {};
        socket._handle = null;
        socket.setTimeout(0);
      }
      return handle;
    },
    after(message, handle, options) {
      if (!options.keepOpen) handle.close();
    },
    got(message, fd, emit, target) {
      const { Socket } = require('internal/net/socket');
      const socket = new Socket({ handle: openFd(fd, 'TCP'), readable: true, writable: true });
      if (message.key) {
        const { SocketListReceive } = require('internal/socket_list');
        const list = target.channel.sockets.got[message.key] ??= new SocketListReceive(target, message.key);
        list.add({ socket });
      }
      emit(socket);
    },
  },
};

function kindOf(handle) {
  const net = require('net');
  if (handle instanceof net.Socket) return 'net.Socket';
  if (handle instanceof net.Server) return 'net.Server';
  const { Socket } = require('dgram');
  const { UDP } = require('internal/dgram');
  if (handle instanceof Socket) return 'dgram.Socket';
  if (handle instanceof UDP) return 'dgram.Native';
  if (handle instanceof StreamHandle || typeof handle?.id === 'number') return 'net.Native';
  throw new ERR_INVALID_HANDLE_TYPE();
}

module.exports = { kindOf, kinds };
