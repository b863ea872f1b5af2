'use strict';

const { ArrayPrototypeSlice, ArrayPrototypeSort, ObjectDefineProperty } = primordials;
const { validateInteger } = require('internal/validators');
const { methods, parsers } = require('_http_common');
const { IncomingMessage } = require('_http_incoming');
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('_http_outgoing');
const { STATUS_CODES, Server, ServerResponse, _connectionListener } = require('_http_server');

let maxHeaderSize;

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function request(url, options, callback) {
  const { ClientRequest } = require('_http_client');
  return new ClientRequest(url, options, callback);
}

function get(url, options, callback) {
  const message = request(url, options, callback);
  message.end();
  return message;
}

module.exports = {
  METHODS: ArrayPrototypeSort(ArrayPrototypeSlice(methods)),
  STATUS_CODES, IncomingMessage, OutgoingMessage, Server, ServerResponse, createServer,
  _connectionListener,
  validateHeaderName: (name, label) => validateHeaderName(name, label),
  validateHeaderValue: (name, value) => validateHeaderValue(name, value),
  get, request,
  setMaxIdleHTTPParsers(max) {
    validateInteger(max, 'max', 1);
    parsers.max = max;
  },
};

const lazy = (name, get, set) =>
  ObjectDefineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: true, get, set });
lazy('Agent', () => require('_http_agent').Agent);
lazy('ClientRequest', () => require('_http_client').ClientRequest);
lazy('globalAgent', () => require('_http_agent').globalAgent, (value) => { require('_http_agent').globalAgent = value; });
lazy('maxHeaderSize', () => maxHeaderSize ??= require('internal/options').getOptionValue('--max-http-header-size') ?? 16384);
lazy('MessageEvent', () => require('internal/messaging').MessageEvent);
// Not enumerable: an ES module that imports `node:http` reads every enumerable property, and would load undici with these.
const hidden = (name) => ObjectDefineProperty(module.exports, name, {
  __proto__: null, configurable: true, enumerable: false, get: () => require('internal/fetch')[name],
});
hidden('WebSocket');
hidden('CloseEvent');
