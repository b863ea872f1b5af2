'use strict';

// A stream as a request and a response, for servers that listen to 'request'.

function onServerStream(ServerRequest, ServerResponse, stream, headers, flags, rawHeaders) {
  const request = new ServerRequest(stream, headers, undefined, rawHeaders);
  const response = new ServerResponse(stream);
  if (headers[':method'] === 'CONNECT') {
    if (!this.emit('connect', request, response)) refuse(response, 405);
  } else if (headers.expect === undefined) {
    this.emit('request', request, response);
  } else if (headers.expect === '100-continue') {
    if (this.listenerCount('checkContinue') > 0) {
      this.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      this.emit('request', request, response);
    }
  } else if (this.listenerCount('checkExpectation') > 0) {
    this.emit('checkExpectation', request, response);
  } else {
    refuse(response, 417);
  }
}

function refuse(response, statusCode) {
  response.statusCode = statusCode;
  response.end();
}

module.exports = { onServerStream };
