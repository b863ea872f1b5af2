'use strict';

// What a server does with a request, however its connection is read: the checks of the head, and the event.

const { RegExpPrototypeExec, StringPrototypeIndexOf } = primordials;

const { continueExpression } = require('_http_common');
const { kHead } = require('_http_incoming');
const perf = require('internal/http/perf');
const diagnostics = require('diagnostics_channel');

const startChannel = diagnostics.channel('http.server.request.start');
const createdChannel = diagnostics.channel('http.server.response.created');

// The usual spelling first: a plain search costs a tenth of a regular expression.
const hasHeader = (head, usual, any) => StringPrototypeIndexOf(head, usual) !== -1 || RegExpPrototypeExec(any, head) !== null;

function announce(server, request, response, connection) {
  perf.begin(response);
  if (startChannel.hasSubscribers) startChannel.publish({ request, response, socket: connection.getSocket(), server });
  if (createdChannel.hasSubscribers) createdChannel.publish({ request, response });
}

// `connection` counts the requests and has the socket for those who ask.
function serve(server, request, response, connection) {
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
    const nth = ++connection.requests;
    response.maxRequestsOnConnectionReached = nth >= most;
    if (nth > most) {
      server.emit('dropRequest', request, connection.getSocket());
      response.writeHead(503);
      response.end();
      return;
    }
  }
  if (hasHeader(head, '\r\nExpect:', /\r\nexpect:/i) && request.headers.expect !== undefined) {
    response._expect_continue = true;
    if (RegExpPrototypeExec(continueExpression, request.headers.expect) !== null) {
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
    return;
  }
  server.emit('request', request, response);
}

// Whether a request that asks for another protocol gets it.
function grantsUpgrade(server, request) {
  return request.method === 'CONNECT' || !!server.shouldUpgradeCallback(request);
}

const ANSWERS = {
  '__proto__': null,
  'HPE_HEADER_OVERFLOW': 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n',
  'HPE_CHUNK_EXTENSIONS_OVERFLOW': 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n',
  'ERR_HTTP_REQUEST_TIMEOUT': 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
};
const answerTo = (code) => ANSWERS[code] ?? 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

module.exports = { announce, answerTo, grantsUpgrade, serve };
