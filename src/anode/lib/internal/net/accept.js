'use strict';

// A connection that a server has accepted, as a socket.

const { StringPrototypeToLowerCase } = primordials;
const { Socket } = require('internal/net/socket');
const { kServer, kSetNoDelay, kSetKeepAlive, kKeepAliveDelay } = require('internal/net/symbols');
const diagnostics = require('diagnostics_channel');

const serverChannel = diagnostics.channel('net.server.socket');

function onconnection(self, client, listener) {
  client.isPipe = listener.isPipe;
  if (self.maxConnections != null && self._connections >= self.maxConnections) {
    const data = listener.isPipe ? {} : addresses(client);
    client.close();
    self.emit('drop', data);
    return;
  }
  if (self.blockList && !listener.isPipe) {
    const { remoteAddress, remoteFamily } = addresses(client);
    if (self.blockList.check(remoteAddress, StringPrototypeToLowerCase(remoteFamily))) {
      client.close();
      self.emit('drop', addresses(client));
      return;
    }
  }
  const socket = new Socket({
    handle: client, allowHalfOpen: self.allowHalfOpen, pauseOnCreate: self.pauseOnConnect, readable: true, writable: true,
    readableHighWaterMark: self.highWaterMark, writableHighWaterMark: self.highWaterMark,
  });
  if (self.noDelay && client.setNoDelay) {
    socket[kSetNoDelay] = true;
    client.setNoDelay(true);
  }
  if (self.keepAlive && client.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kKeepAliveDelay] = self.keepAliveInitialDelay;
    client.setKeepAlive(true, self.keepAliveInitialDelay);
  }
  self._connections++;
  socket.server = self;
  socket._server = self;
  socket[kServer] = self;
  self.emit('connection', socket);
  if (serverChannel.hasSubscribers) serverChannel.publish({ socket });
}

function addresses(handle) {
  try {
    const local = handle.getsockname();
    const remote = handle.getpeername();
    return {
      localAddress: local.address, localPort: local.port, localFamily: local.family,
      remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
    };
  } catch {
    return {};
  }
}

module.exports = { onconnection };
