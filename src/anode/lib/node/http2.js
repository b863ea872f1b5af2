'use strict';

// node:http2. internal/http2/wire/* is the protocol; the other files of internal/http2 are sessions, streams, and the API of http on top
// of them.

const { kEmptyObject } = require('internal/util/frozen');
const { constants } = require('internal/http2/constants');
const { getDefaultSettings, getPackedSettings, getUnpackedSettings } = require('internal/http2/settings');
const { connect } = require('internal/http2/client_session');
const { Http2Server } = require('internal/http2/server');
const { initializeOptions } = require('internal/http2/server_options');
const { ServerHttp2Session } = require('internal/http2/server_session');
const { Http2ServerRequest } = require('internal/http2/compat_request');
const { Http2ServerResponse } = require('internal/http2/compat_response');
const { kSensitiveHeaders } = require('internal/http2/symbols');

function createServer(options, handler) {
  if (typeof options === 'function') {
    handler = options;
    options = kEmptyObject;
  }
  return new Http2Server(options, handler);
}

function createSecureServer(options, handler) {
  const { Http2SecureServer } = require('internal/http2/server_tls');
  return new Http2SecureServer(options, handler);
}

const performServerHandshake = (socket, options = {}) => new ServerHttp2Session(initializeOptions(options), socket, undefined);

module.exports = {
  connect, constants, createServer, createSecureServer, getDefaultSettings, getPackedSettings, getUnpackedSettings, performServerHandshake,
  sensitiveHeaders: kSensitiveHeaders, Http2ServerRequest, Http2ServerResponse,
};
