'use strict';

// Makes a listening handle from an address.

const { UVExceptionWithHostPort } = require('internal/errors');
const { defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const { isIPv4 } = require('internal/net');
const diagnostics = require('diagnostics_channel');
const { onconnection } = require('internal/net/accept');

const listenChannel = diagnostics.tracingChannel('net.server.listen');

// In a cluster worker the primary listens, unless the server wants a socket of its own.
function listenInCluster(server, cluster, target, address, port, family) {
  const query = {
    address: target.path ?? address, port,
    addressType: target.path !== undefined ? -1 : family ?? (target.fd === undefined ? 4 : null), fd: target.fd,
    ipv6Only: target.ipv6Only, backlog: target.backlog, readableAll: !!(target.mode & 0o4), writableAll: !!(target.mode & 0o2),
  };
  cluster._getServer(server, query, (errno, handle) => {
    if (errno) {
      server.emit('error', new UVExceptionWithHostPort(errno, 'bind', query.address, target.path !== undefined ? undefined : port));
      return;
    }
    if (server._handle) {  // listen() was called twice, and the other call was faster
      handle.close();
      return;
    }
    handle.owner = server;
    handle.onconnection = (status, client) => onconnection(server, client, handle);
    listening(server, handle, target, address, port);
  });
}

function listenOn(server, target, address, port, family) {
  if (process.channel) {
    const cluster = require('cluster');
    if (cluster.isWorker && !target.exclusive && !target.reusePort) {
      listenInCluster(server, cluster, target, address, port, family);
      return;
    }
  }
  const attempt = (host) => server._makeHandle({ ...target, host: host ?? target.host });
  let handle;
  try {
    if (target.host === undefined && target.path === undefined && target.fd === undefined) {
      // Any address: IPv6 with IPv4 inside it where the system has IPv6.
      try {
        handle = attempt('::');
        address = '::';
      } catch (error) {
        if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL' && error.code !== 'EINVAL') throw error;
        handle = attempt('0.0.0.0');
        address = '0.0.0.0';
      }
    } else {
      handle = attempt();
    }
  } catch (error) {
    const failure = error.errno ?
      new UVExceptionWithHostPort(error.errno, 'listen', address ?? target.host ?? '::', target.path !== undefined ? undefined : port) :
      error;
    if (listenChannel.hasSubscribers) listenChannel.error.publish({ server, error: failure });
    process.nextTick(() => server.emit('error', failure));
    return;
  }
  listening(server, handle, target, address, port);
}

function listening(server, handle, target, address, port) {
  server._handle = handle;
  handle.owner = server;
  server._connectionKey = target.path !== undefined ? `-1:${target.path}:-1` : `${address && isIPv4(address) ? 4 : 6}:${address}:${port}`;
  if (target.path !== undefined) server._pipeName = target.path;
  if (server._unref) handle.unref();
  if (listenChannel.hasSubscribers) listenChannel.asyncEnd.publish({ server });
  defaultTriggerAsyncIdScope(handle.getAsyncId?.(), process.nextTick, emitListening, server);
}

function emitListening(server) {
  if (server._handle) server.emit('listening');
}

module.exports = { emitListening, listenChannel, listenOn };
