'use strict';

// http2.createServer: a NetServer whose connections are sessions. server_tls.js has the same over TLS.

const { FunctionPrototypeBind, FunctionPrototypeCall, ObjectDefineProperties, ReflectApply, SafeSet, SymbolAsyncDispose } = primordials;

const { Server: NetServer } = require('internal/net/server');
const EventEmitter = require('events');
const { clearTimeout, setTimeout } = require('internal/timers/timeout');
const { STATUS_CODES } = require('internal/http/status');
const { validateFunction } = require('internal/validators');
const { promisify } = require('internal/util/promisify');
const { assertIsObject } = require('internal/http2/headers');
const { validateSettings } = require('internal/http2/settings');
const { initializeOptions } = require('internal/http2/server_options');
const { ServerHttp2Session } = require('internal/http2/server_session');
const { onServerStream } = require('internal/http2/compat');
const { kOptions, kServer, kSessions } = require('internal/http2/symbols');

const captureRejection = EventEmitter.captureRejectionSymbol;

// ---- events of a session ----

function onStream(stream, headers, flags, rawHeaders) {
  this[kServer]?.emit('stream', stream, headers, flags, rawHeaders);
}

function onPriority(stream, parent, weight, exclusive) {
  this[kServer]?.emit('priority', stream, parent, weight, exclusive);
}

function onError(error) {
  this[kServer]?.emit('sessionError', error, this);
}

function onTimeout() {
  if (this.destroyed || this.closed) return;
  if (!this[kServer].emit('timeout', this)) this.destroy();
}

function connectionListener(socket) {
  const options = this[kOptions] || {};
  if (socket.alpnProtocol === false || socket.alpnProtocol === 'http/1.1') {
    otherProtocol(this, socket, options);
    return;
  }
  const session = new ServerHttp2Session(options, socket, this);
  session.on('stream', onStream);
  session.on('error', onError);
  session.on('priority', onPriority);
  if (this.timeout) session.setTimeout(this.timeout, onTimeout);
  socket[kServer] = this;
  this.emit('session', session);
}

// For connections whose ALPN is not h2.
function otherProtocol(server, socket, options) {
  if (options.allowHTTP1 === true) {
    const { _connectionListener: httpConnectionListener } = require('_http_server');
    FunctionPrototypeCall(httpConnectionListener, server, socket);
    return;
  }
  if (server.emit('unknownProtocol', socket)) return;
  const timer = setTimeout(() => {
    if (!socket.destroyed) socket.destroy();
  }, options.unknownProtocolTimeout);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
  socket.end('HTTP/1.0 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n' +
    'Missing ALPN Protocol, expected `h2` to be available.\nIf this is a HTTP request: The server was not configured with the ' +
    '`allowHTTP1` option or a listener for the `unknownProtocol` event.\n');
}

// Request and response objects are made from the first 'request' listener on.
function setupCompat(event) {
  if (event !== 'request') return;
  this.removeListener('newListener', setupCompat);
  const { Http2ServerRequest, Http2ServerResponse } = this[kOptions];
  this.on('stream', FunctionPrototypeBind(onServerStream, this, Http2ServerRequest, Http2ServerResponse));
}

function setUpServer(server, options, requestListener) {
  server[kOptions] = options;
  server[kSessions] = new SafeSet();
  server.timeout = 0;
  server.on('newListener', setupCompat);
  if (typeof requestListener === 'function') server.on('request', requestListener);
}

function closeAllSessions(server) {
  for (const session of server[kSessions]) session.close();
}

// Members of both kinds of server.
const common = {
  setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.on('timeout', callback);
    }
    return this;
  },
  updateSettings(settings) {
    assertIsObject(settings, 'settings');
    validateSettings(settings);
    this[kOptions].settings = { ...this[kOptions].settings, ...settings };
  },
};

class Http2Server extends NetServer {
  constructor(options, requestListener) {
    options = initializeOptions(options);
    super(options, connectionListener);
    setUpServer(this, options, requestListener);
  }

  close() {
    ReflectApply(NetServer.prototype.close, this, arguments);
    closeAllSessions(this);
  }

  async [SymbolAsyncDispose]() {
    await FunctionPrototypeCall(promisify(super.close), this);
  }

  [captureRejection](error, event, ...args) {
    switch (event) {
      case 'stream': {
        const { 0: stream } = args;
        if (stream.sentHeaders) {
          stream.destroy(error);
        } else {
          stream.respond({ ':status': 500 });
          stream.end();
        }
        break;
      }
      case 'request': {
        const { 1: response } = args;
        if (response.headersSent || response.finished) {
          response.destroy();
        } else {
          const names = response.getHeaderNames();
          for (let i = 0; i < names.length; i++) response.removeHeader(names[i]);
          response.statusCode = 500;
          response.end(STATUS_CODES[500]);
        }
        break;
      }
      default:
        ReflectApply(NetServer.prototype[captureRejection], this, [error, event, ...args]);
    }
  }
}

const method = (value) => ({ __proto__: null, configurable: true, enumerable: false, writable: true, value });
const addCommon = (Server) => ObjectDefineProperties(Server.prototype, {
  setTimeout: method(common.setTimeout), updateSettings: method(common.updateSettings),
});
addCommon(Http2Server);

module.exports = { Http2Server, addCommon, closeAllSessions, connectionListener, setUpServer };
