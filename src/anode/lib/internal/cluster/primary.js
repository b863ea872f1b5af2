'use strict';

const { ArrayPrototypeSlice, ObjectKeys, ObjectValues, SafeMap } = primordials;

const EventEmitter = require('events');
const { receive, send } = require('internal/cluster/messages');
const RoundRobinHandle = require('internal/cluster/round_robin_handle');
const SharedHandle = require('internal/cluster/shared_handle');
const Worker = require('internal/cluster/worker');

const cluster = new EventEmitter();
const intercom = new EventEmitter();

module.exports = cluster;

const handles = new SafeMap();
cluster.isWorker = false;
cluster.isMaster = true;  // the old name
cluster.isPrimary = true;
cluster.Worker = Worker;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = 1;
cluster.SCHED_RR = 2;

let ids = 0;
let initialized = false;

const policies = { __proto__: null, none: cluster.SCHED_NONE, rr: cluster.SCHED_RR };
cluster.schedulingPolicy = policies[process.env?.NODE_CLUSTER_SCHED_POLICY] ?? cluster.SCHED_RR;

cluster.setupPrimary = function(options) {
  const settings = {
    args: ArrayPrototypeSlice(process.argv, 2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  cluster.settings = settings;
  process.nextTick(() => cluster.emit('setup', settings));
  if (initialized) return;
  initialized = true;
  const { schedulingPolicy } = cluster;
  if (schedulingPolicy !== cluster.SCHED_NONE && schedulingPolicy !== cluster.SCHED_RR) {
    const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
    throw new ERR_INTERNAL_ASSERTION(`Bad cluster.schedulingPolicy: ${schedulingPolicy}`);
  }
};
cluster.setupMaster = cluster.setupPrimary;

function createWorkerProcess(id, env) {
  const { settings } = cluster;
  const execArgv = ArrayPrototypeSlice(settings.execArgv);
  const { isInspected, nextInspectPort } = require('internal/inspector/port');
  if (settings.inspectPort === null) {
    const { codes: { ERR_SOCKET_BAD_PORT } } = require('internal/errors');
    throw new ERR_SOCKET_BAD_PORT('Port', null, true);
  }
  if (isInspected(settings.execArgv)) {
    execArgv[execArgv.length] = `--inspect-port=${nextInspectPort(settings.inspectPort)}`;
  }
  return require('child_process').fork(settings.exec, settings.args, {
    cwd: settings.cwd,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
    serialization: settings.serialization,
    silent: settings.silent,
    windowsHide: settings.windowsHide,
    execArgv,
    stdio: settings.stdio,
    gid: settings.gid,
    uid: settings.uid,
  });
}

function removeWorker(worker) {
  delete cluster.workers[worker.id];
  if (ObjectKeys(cluster.workers).length === 0) intercom.emit('disconnect');
}

function removeHandlesForWorker(worker) {
  for (const { 0: key, 1: handle } of handles) if (handle.remove(worker)) handles.delete(key);
}

cluster.fork = function(env) {
  cluster.setupPrimary();
  const id = ++ids;
  const worker = new Worker({ id, process: createWorkerProcess(id, env) });
  worker.on('message', function(message, handle) {
    cluster.emit('message', this, message, handle);
  });

  worker.process.once('exit', (exitCode, signalCode) => {
    // While the worker is connected, messages of it may still arrive. Then 'disconnect' does this.
    if (!worker.isConnected()) {
      removeHandlesForWorker(worker);
      removeWorker(worker);
    }
    worker.exitedAfterDisconnect = !!worker.exitedAfterDisconnect;
    worker.state = 'dead';
    worker.emit('exit', exitCode, signalCode);
    cluster.emit('exit', worker, exitCode, signalCode);
  });

  worker.process.once('disconnect', () => {
    removeHandlesForWorker(worker);
    if (worker.isDead()) removeWorker(worker);
    worker.exitedAfterDisconnect = !!worker.exitedAfterDisconnect;
    worker.state = 'disconnected';
    worker.emit('disconnect');
    cluster.emit('disconnect', worker);
  });

  worker.process.on('internalMessage', receive(worker, onMessage));
  process.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[worker.id] = worker;
  return worker;
};

cluster.disconnect = function(callback) {
  const workers = ObjectValues(cluster.workers);
  if (workers.length === 0) {
    process.nextTick(() => intercom.emit('disconnect'));
  } else {
    for (let i = 0; i < workers.length; i++) if (workers[i].isConnected()) workers[i].disconnect();
  }
  if (typeof callback === 'function') intercom.once('disconnect', callback);
};

// ---- requests of workers ----

// The name of a Unix socket has room for about 100 bytes.
function shortest(address) {
  if (typeof address !== 'string') return address;
  const path = require('internal/path/posix');
  const relative = path.relative(process.cwd(), address);
  return relative.length < address.length ? relative : address;
}

const actions = {
  __proto__: null,

  online(worker) {
    worker.emit('online');
    cluster.emit('online', worker);
  },

  exitedAfterDisconnect(worker, message) {
    worker.exitedAfterDisconnect = true;
    send(worker.process, { ack: message.seq });
  },

  queryServer(worker, message) {
    if (worker.exitedAfterDisconnect) return;
    const { address, port, addressType, fd, index } = message;
    const key = `${address}:${port}:${addressType}:${fd}${port === 0 ? `:${index}` : ''}`;
    let handle = handles.get(key);
    if (handle === undefined) {
      const Type = cluster.schedulingPolicy === cluster.SCHED_RR && addressType !== 'udp4' && addressType !== 'udp6' ?
        RoundRobinHandle :
        SharedHandle;
      handle = new Type(key, port < 0 ? shortest(address) : address, message);
      handles.set(key, handle);
    }
    handle.data ||= message.data;
    handle.add(worker, (errno, reply, native) => {
      const data = handles.get(key)?.data;
      if (errno) handles.delete(key);
      send(worker.process, { errno, key, ack: message.seq, data, ...reply }, native);
    });
  },

  listening(worker, { addressType, address, port, fd }) {
    const info = { addressType, address, port, fd };
    worker.state = 'listening';
    worker.emit('listening', info);
    cluster.emit('listening', worker, info);
  },

  close(worker, { key }) {
    if (handles.get(key)?.remove(worker)) handles.delete(key);
  },
};

function onMessage(message) {
  actions[message.act]?.(this, message);
}

// ---- a worker, from here ----

Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  send(this.process, { act: 'disconnect' });
  removeHandlesForWorker(this);
  removeWorker(this);
  return this;
};

Worker.prototype.destroy = function(signal) {
  this.process.kill(signal || 'SIGTERM');
};
