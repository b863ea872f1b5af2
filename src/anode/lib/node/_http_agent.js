'use strict';

// http.Agent: which sockets of clients are in use, which are free for the next request, and which requests wait for one.

const {
  ArrayPrototypeIncludes, ArrayPrototypeIndexOf, ArrayPrototypePop, ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeSlice,
  ArrayPrototypeSplice, FunctionPrototypeCall, NumberIsFinite, NumberParseInt, ObjectKeys, ObjectSetPrototypeOf, ObjectValues,
  RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeStartsWith, Symbol,
} = primordials;

const net = require('net');
const EventEmitter = require('events');
const { AsyncResource } = require('internal/async_resource');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');

const debug = require('internal/util/debuglog').debuglog('http');

const kRequestOptions = Symbol('requestOptions');
const kRequestAsyncResource = Symbol('requestAsyncResource');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  FunctionPrototypeCall(EventEmitter, this);
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  // net.connect() would take it for the path of a Unix socket.
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer = typeof buffer === 'number' && buffer >= 0 && NumberIsFinite(buffer) ? buffer : 1000;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  else this.maxTotalSockets = Infinity;
  if (this.options.defaultPort !== undefined) this.defaultPort = this.options.defaultPort;
  if (this.options.protocol !== undefined) this.protocol = this.options.protocol;
  this.on('free', onFree);
}
ObjectSetPrototypeOf(Agent.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;
Agent.prototype.createConnection = net.createConnection;

// A socket is free: it goes to the request that has waited longest, or to the free sockets, or ends.
function onFree(socket, options) {
  const name = this.getName(options);
  debug('free socket %s', name);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = this.requests[name];
  if (waiting?.length) {
    const request = ArrayPrototypeShift(waiting);
    if (waiting.length === 0) delete this.requests[name];
    const resource = request[kRequestAsyncResource];
    request[kRequestAsyncResource] = null;
    if (resource) resource.runInAsyncScope(() => assignSocket(this, request, socket));
    else assignSocket(this, request, socket);
    return;
  }
  const request = socket._httpMessage;
  if (!request || !request.shouldKeepAlive || !this.keepAlive) {
    socket.destroy();
    return;
  }
  const free = this.freeSockets[name] || [];
  const count = free.length + (this.sockets[name]?.length ?? 0);
  const isFull = this.totalSocketCount > this.maxTotalSockets || count > this.maxSockets || free.length >= this.maxFreeSockets;
  if (isFull || !this.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  this.freeSockets[name] = free;
  socket._httpMessage = null;
  this.removeSocket(socket, options);
  socket.once('error', freeSocketOnError);
  ArrayPrototypePush(free, socket);
}

function freeSocketOnError() {
  this.destroy();
  this.emit('agentRemove');
}

function assignSocket(agent, request, socket) {
  request.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === agentTimeout) return;
  socket.setTimeout(request.timeout);
}

// Requests with equal names share sockets.
Agent.prototype.getName = function(options = {}) {
  let name = `${options.host || 'localhost'}:`;
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

function withDefaults(agent, request, options) {
  options = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) options.path = options.socketPath;
  if (!options.servername && options.servername !== '') options.servername = serverName(options, request);
  return options;
}

function serverName(options, request) {
  let name = options.host;
  const header = request.getHeader('host');
  if (header) {
    validateString(header, 'options.headers.host');
    if (StringPrototypeStartsWith(header, '[')) {
      const end = StringPrototypeIndexOf(header, ']');
      name = end === -1 ? header : StringPrototypeSlice(header, 1, end);
    } else {
      name = StringPrototypeSplit(header, ':', 1)[0];
    }
  }
  return net.isIP(name) ? '' : name;
}

Agent.prototype.addRequest = function(request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = withDefaults(this, request, options);
  const name = this.getName(options);
  this.sockets[name] ||= [];
  const free = this.freeSockets[name];
  let socket;
  if (free) {
    while (free.length && free[0].destroyed) ArrayPrototypeShift(free);
    socket = this.scheduling === 'fifo' ? ArrayPrototypeShift(free) : ArrayPrototypePop(free);
    if (!free.length) delete this.freeSockets[name];
  }
  const count = (free ? free.length : 0) + this.sockets[name].length;
  if (socket) {
    this.reuseSocket(socket, request);
    assignSocket(this, request, socket);
    ArrayPrototypePush(this.sockets[name], socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, created) => {
      if (error) request.onSocket(created, error);
      else assignSocket(this, request, created);
    });
  } else {
    request[kRequestOptions] = options;
    request[kRequestAsyncResource] = new AsyncResource('QueuedRequest');
    ArrayPrototypePush(this.requests[name] ||= [], request);
  }
};

Agent.prototype.createSocket = function(request, options, callback) {
  options = withDefaults(this, request, options);
  const name = this.getName(options);
  debug('new socket %s', name);
  options._agentKey = name;
  options.encoding = null;
  let called = false;
  const onCreate = (error, socket) => {
    if (called) return;
    called = true;
    if (error) {
      callback(error);
      return;
    }
    ArrayPrototypePush(this.sockets[name] ||= [], socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    callback(null, socket);
  };
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, onCreate);
  if (socket) onCreate(null, socket);
};

function installListeners(agent, socket, options) {
  const onSocketFree = () => agent.emit('free', socket, options);
  const onClose = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const onTimeout = () => {
    // A free socket ends. Where a request has the socket, that request decides.
    const lists = ObjectValues(agent.freeSockets);
    for (let i = 0; i < lists.length; i++) if (ArrayPrototypeIncludes(lists[i], socket)) return socket.destroy();
  };
  const onRemove = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onSocketFree);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  };
  socket.on('free', onSocketFree);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
}

Agent.prototype.removeSocket = function(socket, options) {
  const name = this.getName(options);
  const sets = socket.writable ? [this.sockets] : [this.sockets, this.freeSockets];
  for (let i = 0; i < sets.length; i++) {
    const list = sets[i][name];
    if (list === undefined) continue;
    const index = ArrayPrototypeIndexOf(list, socket);
    if (index === -1) continue;
    ArrayPrototypeSplice(list, index, 1);
    if (list.length === 0) delete sets[i][name];
  }
  let request;
  if (this.requests[name]?.length) {
    request = this.requests[name][0];
  } else {
    // A request to another host may have waited because of maxTotalSockets.
    const names = ObjectKeys(this.requests);
    for (let i = 0; i < names.length; i++) {
      if (this.sockets[names[i]]?.length) break;
      request = this.requests[names[i]][0];
      options = request[kRequestOptions];
      break;
    }
  }
  if (!request || !options) return;
  request[kRequestOptions] = undefined;
  this.createSocket(request, options, (error, created) => {
    if (error) request.onSocket(null, error);
    else created.emit('free');
  });
};

// Whether a socket may wait for the next request. Sets how long.
Agent.prototype.keepSocketAlive = function(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  let keep = true;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint && RegExpPrototypeExec(/^timeout=(\d+)/, hint)?.[1];
  if (seconds) {
    // The socket ends before the server closes it: a request sent at that moment would be lost.
    const announced = NumberParseInt(seconds) * 1000 - this.agentKeepAliveTimeoutBuffer;
    if (announced <= 0) keep = false;
    else if (announced < timeout) timeout = announced;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return keep;
};

Agent.prototype.reuseSocket = function(socket, request) {
  socket.removeListener('error', freeSocketOnError);
  request.reusedSocket = true;
  socket.ref();
};

Agent.prototype.destroy = function() {
  const sets = [this.freeSockets, this.sockets];
  for (let i = 0; i < sets.length; i++) {
    const lists = ObjectValues(sets[i]);
    for (let j = 0; j < lists.length; j++) {
      // Each socket leaves the list when it is destroyed.
      const list = ArrayPrototypeSlice(lists[j]);
      for (let k = 0; k < list.length; k++) list[k].destroy();
    }
  }
};

module.exports = { Agent, globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }) };
