'use strict';

// From a request's head to the 'request' event, for both forms of connection.

const { RegExpPrototypeExec, StringPrototypeIndexOf } = primordials;

const { continueExpression } = require('_http_common');
const { kHead } = require('_http_incoming');
const { kRejectNonStandardBodyWrites, kUniqueHeaders } = require('_http_outgoing');
const { kResponseOptions, kServerResponse } = require('internal/http/server/connection');
const perf = require('internal/http/perf');
const diagnostics = require('diagnostics_channel');

const startChannel = diagnostics.channel('http.server.request.start');
const createdChannel = diagnostics.channel('http.server.response.created');

// Makes the response, puts it in line, and emits the event that the head asks for.
function dispatchRequestHead(connection, request, keepsAlive) {
  const { server } = connection;
  const response = new server[kServerResponse](request, server[kResponseOptions]);
  prepareResponse(server, response, keepsAlive);
  connection.enqueue(request, response);
  perf.begin(response);
  if (startChannel.hasSubscribers) startChannel.publish({ request, response, socket: connection.getSocket(), server });
  if (createdChannel.hasSubscribers) createdChannel.publish({ request, response });
  checkHead(connection, request, response);
}

function prepareResponse(server, response, keepsAlive) {
  if (server.optimizeEmptyRequests) closeIfEmpty(response.req);
  response._keepAliveTimeout = server.keepAliveTimeout;
  if (server.maxRequestsPerSocket > 0) response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  if (server[kUniqueHeaders] !== null) response[kUniqueHeaders] = server[kUniqueHeaders];
  if (server.rejectNonStandardBodyWrites) response[kRejectNonStandardBodyWrites] = true;
  if (response.shouldKeepAlive !== keepsAlive) response.shouldKeepAlive = keepsAlive;
}

function closeIfEmpty(request) {
  const { headers } = request;
  const isEmpty = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
  if (request.method === 'HEAD' || isEmpty) request._dumpAndCloseReadable();
}

// The usual spelling first: a plain search costs a tenth of a regular expression.
const hasHeader = (head, usual, any) => StringPrototypeIndexOf(head, usual) !== -1 || RegExpPrototypeExec(any, head) !== null;

function checkHead(connection, request, response) {
  const { server } = connection;
  if (request.httpVersionMinor !== 1 || request.httpVersionMajor !== 1) {
    server.emit('request', request, response);
    return;
  }
  const head = request[kHead];
  if (server.requireHostHeader && !hasHeader(head, '\r\nHost:', /\r\nhost:/i)) {
    response.writeHead(400, ['Connection', 'close']);
    response.end();
    return;
  }
  const most = server.maxRequestsPerSocket;
  if (most > 0) {
    const nth = ++connection.requestCount;
    response.maxRequestsOnConnectionReached = nth >= most;
    if (nth > most) {
      server.emit('dropRequest', request, connection.getSocket());
      response.writeHead(503);
      response.end();
      return;
    }
  }
  if (hasHeader(head, '\r\nExpect:', /\r\nexpect:/i) && request.headers.expect !== undefined) answerExpectation(server, request, response);
  else server.emit('request', request, response);
}

function answerExpectation(server, request, response) {
  if (RegExpPrototypeExec(continueExpression, request.headers.expect) !== null) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      server.emit('request', request, response);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', request, response);
  } else {
    response.writeHead(417);
    response.end();
  }
}

// Whether a request that asks for another protocol gets it.
function grantsUpgrade(server, request) {
  return request.method === 'CONNECT' || !!server.shouldUpgradeCallback(request);
}

const REFUSALS = {
  '__proto__': null,
  'HPE_HEADER_OVERFLOW': 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n',
  'HPE_CHUNK_EXTENSIONS_OVERFLOW': 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n',
  'ERR_HTTP_REQUEST_TIMEOUT': 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
};

// The response to bytes that are no request, by the code of the error.
const refusal = (code) => REFUSALS[code] ?? 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

module.exports = { dispatchRequestHead, grantsUpgrade, refusal };
