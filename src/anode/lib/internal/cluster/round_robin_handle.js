'use strict';

// The primary listens, and gives connections to the workers in turn.

const { ArrayPrototypePush, ArrayPrototypeShift, SafeMap } = primordials;

const { Server } = require('internal/net/server');
const { send } = require('internal/cluster/messages');

class RoundRobinHandle {
  constructor(key, address, { port, fd, ipv6Only, backlog, readableAll, writableAll }) {
    this.key = key;
    this.all = new SafeMap();
    this.free = new SafeMap();
    this.waiting = [];      // connections that no worker has taken yet
    this.handle = null;
    this.server = new Server();
    if (fd >= 0) this.server.listen({ fd, backlog });
    else if (port >= 0) this.server.listen({ port, host: address ?? undefined, ipv6Only, backlog });
    else this.server.listen({ path: address, backlog, readableAll, writableAll });
    this.server.once('listening', () => {
      this.handle = this.server._handle;
      this.handle.onconnection = (status, client) => this.distribute(client);
      this.server._handle = null;
      this.server = null;
    });
  }

  // `reply(errno, message, handle)` is called once the socket listens or has failed.
  add(worker, reply) {
    this.all.set(worker.id, worker);
    const done = () => {
      reply(null, this.handle.isPipe ? null : { sockname: this.handle.getsockname() }, null);
      this.handoff(worker);
    };
    if (this.server === null) {
      done();
      return;
    }
    this.server.once('listening', done);
    this.server.once('error', (error) => reply(error.errno, null));
  }

  // Returns whether that was the last worker.
  remove(worker) {
    if (!this.all.delete(worker.id)) return false;
    this.free.delete(worker.id);
    if (this.all.size !== 0) return false;
    while (this.waiting.length > 0) ArrayPrototypeShift(this.waiting).close();
    this.handle?.close();
    this.handle = null;
    return true;
  }

  distribute(client) {
    ArrayPrototypePush(this.waiting, client);
    for (const { 0: id, 1: worker } of this.free) {
      this.free.delete(id);
      this.handoff(worker);
      return;
    }
  }

  handoff(worker) {
    if (!this.all.has(worker.id)) return;
    const client = ArrayPrototypeShift(this.waiting);
    if (client === undefined) {
      this.free.set(worker.id, worker);
      return;
    }
    send(worker.process, { act: 'newconn', key: this.key }, client, (reply) => {
      if (reply.accepted) client.close();
      else this.distribute(client);  // the worker is shutting down
      this.handoff(worker);
    });
  }
}

module.exports = RoundRobinHandle;
