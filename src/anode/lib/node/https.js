'use strict';

const {
  ArrayPrototypeIndexOf, ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeSplice, ArrayPrototypeUnshift, FunctionPrototypeCall,
  JSONStringify, ObjectAssign, ObjectSetPrototypeOf, PromiseWithResolvers, ReflectApply, ReflectConstruct, SafeSet, SymbolAsyncDispose,
} = primordials;

const tls = require('tls');
const { Agent: HttpAgent } = require('_http_agent');
const { ClientRequest } = require('_http_client');
const { kUniqueHeaders, parseUniqueHeadersOption } = require('_http_outgoing');
const {
  Server: HttpServer, _connectionListener, kConnectionsCheckingInterval, setupConnectionsTracking, storeHTTPOptions,
} = require('_http_server');
const { kStreams } = require('internal/http/server/connection');
const { serve } = require('internal/http/server/direct_events');
const { getAsyncContext } = require('internal/engine');
const { isURL, urlToHttpOptions, URL } = require('internal/url');
const { validateObject } = require('internal/validators');
const { clearInterval } = require('timers');
const debug = require('internal/util/debuglog').debuglog('https');

// ---- server ----

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  let protocols = ['http/1.1'];
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
    // A program that names protocols, or chooses one in a callback, replaces the default.
    if (options.ALPNProtocols || options.ALPNCallback) protocols = undefined;
    options = { ...options };
  }
  if (protocols !== undefined) options.ALPNProtocols = protocols;
  this[kStreams] = new SafeSet();
  FunctionPrototypeCall(storeHTTPOptions, this, options);
  FunctionPrototypeCall(tls.Server, this, { noDelay: true, ...options }, onSecureConnection);
  this.httpAllowHalfOpen = false;
  if (requestListener) this.addListener('request', requestListener);
  this.addListener('tlsClientError', (error, socket) => {
    if (!this.emit('clientError', error, socket)) socket.destroy(error);
  });
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  this.on('listening', setupConnectionsTracking);
}
ObjectSetPrototypeOf(Server.prototype, tls.Server.prototype);
ObjectSetPrototypeOf(Server, tls.Server);

function onSecureConnection(socket) {
  const { adopt, canAdopt, openServer } = require('internal/http/server/direct_tls');
  if (!canAdopt(this, socket)) {
    FunctionPrototypeCall(_connectionListener, this, socket);
    return;
  }
  if (this._httpId === undefined) {
    this._httpId = openServer();
    this._frame = getAsyncContext();
    serve(this._httpId, this);
  }
  this._configure(true);
  adopt(this, socket);
}

// A tls.Server counts its connections itself.
Server.prototype._connectionGone = () => {};
Server.prototype._configure = HttpServer.prototype._configure;
Server.prototype._needsSocketTimers = HttpServer.prototype._needsSocketTimers;
Server.prototype.closeAllConnections = HttpServer.prototype.closeAllConnections;
Server.prototype.closeIdleConnections = HttpServer.prototype.closeIdleConnections;
Server.prototype.setTimeout = HttpServer.prototype.setTimeout;

Server.prototype.close = function(...args) {
  clearInterval(this[kConnectionsCheckingInterval]);
  this.closeIdleConnections();
  ReflectApply(tls.Server.prototype.close, this, args);
  return this;
};

Server.prototype[SymbolAsyncDispose] = async function() {
  const { promise, resolve, reject } = PromiseWithResolvers();
  this.close((error) => { if (error) reject(error); else resolve(); });
  return promise;
};

const createServer = (options, requestListener) => new Server(options, requestListener);

// ---- client ----

// The arguments are (options), (port, options) or (port, host, options), and a callback.
function createConnection(...args) {
  let options;
  if (args[0] !== null && typeof args[0] === 'object') options = { ...args[0] };
  else if (args[1] !== null && typeof args[1] === 'object') options = { ...args[1] };
  else if (args[2] === null || typeof args[2] !== 'object') options = {};
  else options = { ...args[2] };
  if (typeof args[0] === 'number') options.port = args[0];
  if (typeof args[1] === 'string') options.host = args[1];
  const callback = typeof args[args.length - 1] === 'function' ? args[args.length - 1] : undefined;
  debug('createConnection', options);
  const key = options._agentKey;
  if (key) {
    const session = this._getSession(key);
    if (session) options = { session, ...options };
  }
  const socket = tls.connect(options);
  if (key) {
    socket.on('session', (session) => this._cacheSession(key, session));
    socket.once('close', (hadError) => {
      if (hadError) this._evictSession(key);
    });
  }
  if (callback) callback(null, socket);
  return socket;
}

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  FunctionPrototypeCall(HttpAgent, this, { ...options, defaultPort: options?.defaultPort ?? 443, protocol: options?.protocol ?? 'https:' });
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
  this._sessionCache = { map: {}, list: [] };
}
ObjectSetPrototypeOf(Agent.prototype, HttpAgent.prototype);
ObjectSetPrototypeOf(Agent, HttpAgent);
Agent.prototype.createConnection = createConnection;

// Options in which requests must agree to share a connection, in the order that Node has them in the name: programs see it.
const NAMED = [
  'ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion', 'maxVersion',
  'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions', 'sessionIdContext', 'sigalgs',
  'privateKeyIdentifier', 'privateKeyEngine',
];
const NAMED_IF_FALSE = new SafeSet(['rejectUnauthorized', 'honorCipherOrder', 'secureOptions']);

Agent.prototype.getName = function(options = {}) {
  let name = FunctionPrototypeCall(HttpAgent.prototype.getName, this, options);
  for (let i = 0; i < NAMED.length; i++) {
    const value = options[NAMED[i]];
    name += ':';
    if (NAMED[i] === 'servername') {
      if (value && value !== options.host) name += value;
    } else if (NAMED_IF_FALSE.has(NAMED[i]) ? value !== undefined : value) {
      name += NAMED[i] === 'sigalgs' ? JSONStringify(value) : value;
    }
  }
  return name;
};

Agent.prototype._getSession = function(key) {
  return this._sessionCache.map[key];
};

Agent.prototype._cacheSession = function(key, session) {
  if (this.maxCachedSessions === 0) return;
  const { list, map } = this._sessionCache;
  if (map[key] === undefined) {
    if (list.length >= this.maxCachedSessions) {
      const oldest = ArrayPrototypeShift(list);
      debug('evicting %j', oldest);
      delete map[oldest];
    }
    ArrayPrototypePush(list, key);
  }
  map[key] = session;
};

Agent.prototype._evictSession = function(key) {
  const { list, map } = this._sessionCache;
  const index = ArrayPrototypeIndexOf(list, key);
  if (index === -1) return;
  ArrayPrototypeSplice(list, index, 1);
  delete map[key];
};

function request(...args) {
  let options = {};
  if (typeof args[0] === 'string') options = urlToHttpOptions(new URL(ArrayPrototypeShift(args)));
  else if (isURL(args[0])) options = urlToHttpOptions(ArrayPrototypeShift(args));
  if (args[0] && typeof args[0] !== 'function') ObjectAssign(options, ArrayPrototypeShift(args));
  options._defaultAgent = module.exports.globalAgent;
  ArrayPrototypeUnshift(args, options);
  return ReflectConstruct(ClientRequest, args);
}

function get(input, options, callback) {
  const message = request(input, options, callback);
  message.end();
  return message;
}

module.exports = {
  Agent, globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }), Server, createServer, get, request,
};
