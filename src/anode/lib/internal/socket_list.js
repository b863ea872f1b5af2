'use strict';

// A server's connections that went to a child process. The server learns how many are left, and when there are none.

const EventEmitter = require('events');
const { codes: { ERR_CHILD_CLOSED_BEFORE_REPLY } } = require('internal/errors');

// The process that has given the connections away.
class SocketListSend extends EventEmitter {
  constructor(child, key) {
    super();
    this.key = key;
    this.child = child;
    child.once('exit', () => this.emit('exit', this));
  }

  #request(message, answer, swallowErrors, callback) {
    const { child, key } = this;
    const onClose = () => {
      child.removeListener('internalMessage', onReply);
      callback(new ERR_CHILD_CLOSED_BEFORE_REPLY());
    };
    const onReply = (reply) => {
      if (reply.cmd !== answer || reply.key !== key) return;
      child.removeListener('disconnect', onClose);
      child.removeListener('internalMessage', onReply);
      callback(null, reply);
    };
    if (!child.connected) {
      onClose();
      return;
    }
    child._send(message, undefined, { swallowErrors });
    child.once('disconnect', onClose);
    child.on('internalMessage', onReply);
  }

  close(callback) {
    this.#request({ cmd: 'NODE_SOCKET_NOTIFY_CLOSE', key: this.key }, 'NODE_SOCKET_ALL_CLOSED', true, callback);
  }

  getConnections(callback) {
    this.#request({ cmd: 'NODE_SOCKET_GET_COUNT', key: this.key }, 'NODE_SOCKET_COUNT', false, (error, reply) => {
      if (error) callback(error);
      else callback(null, reply.count);
    });
  }
}

// The process that has received them.
class SocketListReceive extends EventEmitter {
  constructor(child, key) {
    super();
    this.connections = 0;
    this.key = key;
    this.child = child;
    child.on('internalMessage', (message) => {
      if (message.key !== key) return;
      if (message.cmd === 'NODE_SOCKET_NOTIFY_CLOSE') {
        if (this.connections === 0) this.#tellEmpty();
        else this.once('empty', () => this.#tellEmpty());
      } else if (message.cmd === 'NODE_SOCKET_GET_COUNT' && child.connected) {
        child._send({ cmd: 'NODE_SOCKET_COUNT', key, count: this.connections });
      }
    });
  }

  #tellEmpty() {
    if (this.child.connected) this.child._send({ cmd: 'NODE_SOCKET_ALL_CLOSED', key: this.key }, undefined, { swallowErrors: true });
  }

  add({ socket }) {
    this.connections++;
    socket.once('close', () => {
      this.connections--;
      if (this.connections === 0) this.emit('empty');
    });
  }
}

module.exports = { SocketListSend, SocketListReceive };
