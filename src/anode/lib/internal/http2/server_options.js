'use strict';

// The options of servers, checked and filled up.

const {
  codes: { ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS },
} = require('internal/errors');
const { validateBoolean, validateUint32 } = require('internal/validators');
const { assertIsArray, assertIsObject } = require('internal/http2/headers');
const { MOST_CUSTOM } = require('internal/http2/settings');

const UNKNOWN_PROTOCOL_TIMEOUT = 10000;

function initializeOptions(options) {
  assertIsObject(options, 'options');
  options = { ...options };
  assertIsObject(options.settings, 'options.settings');
  options.settings = { ...options.settings };
  assertIsArray(options.remoteCustomSettings, 'options.remoteCustomSettings');
  if (options.remoteCustomSettings) {
    options.remoteCustomSettings = [...options.remoteCustomSettings];
    if (options.remoteCustomSettings.length > MOST_CUSTOM) throw new ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS();
  }
  for (const name of ['maxSessionInvalidFrames', 'maxSessionRejectedStreams', 'unknownProtocolTimeout']) {
    if (options[name] !== undefined) validateUint32(options[name], `options.${name}`);
  }
  options.unknownProtocolTimeout ??= UNKNOWN_PROTOCOL_TIMEOUT;
  if (options.strictSingleValueFields === undefined) options.strictSingleValueFields = true;
  else validateBoolean(options.strictSingleValueFields, 'options.strictSingleValueFields');

  options.http1Options = { ...options.http1Options };
  if (options.Http1IncomingMessage !== undefined) options.http1Options.IncomingMessage ??= options.Http1IncomingMessage;
  if (options.Http1ServerResponse !== undefined) options.http1Options.ServerResponse ??= options.Http1ServerResponse;
  options.Http2ServerRequest ||= require('internal/http2/compat_request').Http2ServerRequest;
  options.Http2ServerResponse ||= require('internal/http2/compat_response').Http2ServerResponse;
  return options;
}

function initializeTLSOptions(options, servername = undefined) {
  options = initializeOptions(options);
  if (!options.ALPNCallback) options.ALPNProtocols = options.allowHTTP1 === true ? ['h2', 'http/1.1'] : ['h2'];
  if (servername !== undefined && !options.servername) options.servername = servername;
  return options;
}

module.exports = { initializeOptions, initializeTLSOptions };
