'use strict';

// http2.createSecureServer: sessions over TLS. With `allowHTTP1` it also serves clients that speak HTTP/1 alone.

const { FunctionPrototypeCall, ReflectApply, SafeSet } = primordials;

const { Server: TLSServer } = require('internal/tls/server');
const { Server: HttpServer, kConnectionsCheckingInterval, setupConnectionsTracking, storeHTTPOptions } = require('_http_server');
const { kStreams } = require('internal/http/server/connection');
const { clearInterval } = require('internal/timers/timeout');
const { initializeTLSOptions } = require('internal/http2/server_options');
const { addCommon, closeAllSessions, connectionListener, setUpServer } = require('internal/http2/server');
const { kOptions } = require('internal/http2/symbols');

function onClientError(error, socket) {
  if (!this.emit('clientError', error, socket)) socket.destroy(error);
}

class Http2SecureServer extends TLSServer {
  constructor(options, requestListener) {
    options = initializeTLSOptions(options);
    super(options, connectionListener);
    setUpServer(this, options, requestListener);
    if (options.allowHTTP1 === true) {
      this[kStreams] = new SafeSet();
      FunctionPrototypeCall(storeHTTPOptions, this, { ...options, ...options.http1Options });
      this.shouldUpgradeCallback = function() { return this.listenerCount('upgrade') > 0; };
      this.on('listening', setupConnectionsTracking);
    }
    this.on('tlsClientError', onClientError);
  }

  close() {
    ReflectApply(TLSServer.prototype.close, this, arguments);
    if (this[kOptions].allowHTTP1 === true) {
      clearInterval(this[kConnectionsCheckingInterval]);
      this.closeIdleConnections();
    }
    closeAllSessions(this);
  }

  closeIdleConnections() {
    if (this[kOptions].allowHTTP1 === true) ReflectApply(HttpServer.prototype.closeIdleConnections, this, arguments);
  }
}
addCommon(Http2SecureServer);

module.exports = { Http2SecureServer };
