'use strict';

const { ArrayPrototypeJoin, FunctionPrototypeCall, ReflectApply, SafeMap, SafeSet } = primordials;

const EventEmitter = require('events');
const path = require('internal/path/posix');
const { clearInterval, setInterval } = require('internal/timers/timeout');
const { receive, send } = require('internal/cluster/messages');
const Worker = require('internal/cluster/worker');

const cluster = new EventEmitter();

module.exports = cluster;

const handles = new SafeMap();
const indexes = new SafeMap();
const TIMEOUT_MAX = 2 ** 31 - 1;

cluster.isWorker = true;
cluster.isMaster = false;
cluster.isPrimary = false;
cluster.worker = null;
cluster.Worker = Worker;

cluster._setupWorker = function() {
  const worker = new Worker({ id: +process.env.NODE_UNIQUE_ID | 0, process, state: 'online' });
  cluster.worker = worker;
  process.once('disconnect', () => {
    process.channel = null;
    worker.emit('disconnect');
    // The primary has ended, and no message could end this worker.
    if (!worker.exitedAfterDisconnect) process.exit(0);
  });
  process.on('internalMessage', receive(worker, onMessage));
  send(process, { act: 'online' });
};

function onMessage(message, handle) {
  if (message.act === 'newconn') onConnection(message, handle);
  else if (message.act === 'disconnect') FunctionPrototypeCall(disconnect, this, true);
}

// `callback(errno, handle)` gets a handle that takes the place of a listening socket.
cluster._getServer = function(server, options, callback) {
  let { address } = options;
  if (options.port < 0 && typeof address === 'string') address = path.resolve(address);
  const indexesKey = ArrayPrototypeJoin([address, options.port, options.addressType, options.fd], ':');
  let known = indexes.get(indexesKey);
  if (known === undefined) indexes.set(indexesKey, known = { nextIndex: 0, set: new SafeSet() });
  const index = known.nextIndex++;
  known.set.add(index);

  const message = { act: 'queryServer', index, data: null, ...options, address };
  if (server._getServerData) message.data = server._getServerData();
  send(process, message, null, (reply, handle) => {
    if (typeof server._setServerData === 'function') server._setServerData(reply.data);
    if (handle) shared(reply, handle, indexesKey, index, callback);
    else roundRobin(reply, indexesKey, index, callback);
  });

  server.once('listening', () => {
    if (!indexes.has(indexesKey)) return;  // closed in the meantime
    cluster.worker.state = 'listening';
    const bound = server.address();
    send(process, { ...message, act: 'listening', port: bound?.port || options.port });
  });
};

function forgetIndex(indexesKey, index) {
  const known = indexes.get(indexesKey);
  if (known === undefined) return;
  known.set.delete(index);
  if (known.set.size === 0) indexes.delete(indexesKey);
}

function shared({ key, errno }, handle, indexesKey, index, callback) {
  const { close } = handle;
  handle.close = function(...args) {
    send(process, { act: 'close', key });
    handles.delete(key);
    forgetIndex(indexesKey, index);
    handle.close = close;
    return ReflectApply(close, handle, args);
  };
  handles.set(key, handle);
  callback(errno, handle);
}

// The primary listens. The handle here only serves as the server's `_handle`.
function roundRobin(message, indexesKey, index, callback) {
  if (message.errno) {
    callback(message.errno, null);
    return;
  }
  let { key } = message;
  let keepAlive = null;
  const handle = {
    onconnection: undefined,
    isPipe: message.sockname === undefined || message.sockname === null,
    ref() { keepAlive ??= setInterval(() => {}, TIMEOUT_MAX); },
    unref() {
      if (keepAlive !== null) clearInterval(keepAlive);
      keepAlive = null;
    },
    hasRef: () => keepAlive !== null,
    close(done) {
      if (key === undefined) return;
      handle.unref();
      send(process, { act: 'close', key });
      handles.delete(key);
      forgetIndex(indexesKey, index);
      key = undefined;
      if (typeof done === 'function') process.nextTick(done);
    },
  };
  if (message.sockname) handle.getsockname = () => ({ ...message.sockname });
  handle.ref();
  handles.set(key, handle);
  callback(0, handle);
}

function onConnection(message, client) {
  const handle = handles.get(message.key);
  let accepted = handle !== undefined;
  const server = handle?.owner;
  if (accepted && server?.maxConnections != null && server._connections >= server.maxConnections) accepted = !!server.dropMaxConnection;
  send(process, { ack: message.seq, accepted });
  if (accepted) handle.onconnection(0, client);
  else client?.close();
}

function disconnect(primaryInitiated) {
  this.exitedAfterDisconnect = true;
  let left = 1;
  const done = () => {
    if (--left !== 0) return;
    // The primary is told of a disconnect that it did not ask for: otherwise the end of the worker would look like a crash.
    if (primaryInitiated) process.disconnect();
    else send(process, { act: 'exitedAfterDisconnect' }, null, () => process.disconnect());
  };
  for (const handle of handles.values()) {
    left++;
    if (handle.owner) handle.owner.close(done);
    else handle.close(done);
  }
  handles.clear();
  done();
}

Worker.prototype.disconnect = function() {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    FunctionPrototypeCall(disconnect, this);
  }
  return this;
};

Worker.prototype.destroy = function() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) {
    process.exit(0);
  } else {
    this.state = 'destroying';
    send(process, { act: 'exitedAfterDisconnect' }, null, () => process.disconnect());
    process.once('disconnect', () => process.exit(0));
  }
};
