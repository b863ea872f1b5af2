'use strict';

// The primary binds, and the workers accept from the same socket.

const { SafeMap } = primordials;

class SharedHandle {
  constructor(key, address, { port, addressType, fd, flags, ipv6Only, backlog, readableAll, writableAll }) {
    this.key = key;
    this.workers = new SafeMap();
    this.handle = null;
    this.errno = 0;
    if (addressType === 'udp4' || addressType === 'udp6') {
      const made = require('internal/dgram')._createSocketHandle(address, port, addressType, fd, flags);
      if (typeof made === 'number') this.errno = made;
      else this.handle = made;
      return;
    }
    const { Server } = require('internal/net/server');
    const mode = (readableAll ? 0o444 : 0) | (writableAll ? 0o222 : 0);
    const make = (target) => new Server()._makeHandle({ backlog, ipv6Only, ...target });
    try {
      if (fd >= 0) this.handle = make({ fd });
      else if (port < 0) this.handle = make({ path: address, mode });
      else this.handle = address ? make({ port, host: address }) : makeAny(make, port);
      binding('child_process/ipc').stop_accepting(this.handle.id);
      this.handle.unref();
    } catch (error) {
      this.errno = error.errno;
    }
  }

  add(worker, reply) {
    this.workers.set(worker.id, worker);
    reply(this.errno, null, this.handle);
  }

  remove(worker) {
    if (!this.workers.delete(worker.id)) return false;
    if (this.workers.size !== 0) return false;
    this.handle?.close();
    this.handle = null;
    return true;
  }
}

function makeAny(make, port) {
  try {
    return make({ port, host: '::' });
  } catch (error) {
    if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL' && error.code !== 'EINVAL') throw error;
    return make({ port, host: '0.0.0.0' });
  }
}

module.exports = SharedHandle;
