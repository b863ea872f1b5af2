'use strict';

const { Http2Stream, HEADERS_SENT } = require('internal/http2/stream');
const { kInit, kState } = require('internal/http2/symbols');

function onHeaders(headers) {
  if (headers[':status'] === 100) this.emit('continue');
}

class ClientHttp2Stream extends Http2Stream {
  // `wire` is given for a stream that the server has pushed.
  constructor(session, wire) {
    super(session, {});
    this[kState].flags |= HEADERS_SENT;
    if (wire !== undefined) this[kInit](wire);
    this.on('headers', onHeaders);
  }
}

module.exports = { ClientHttp2Stream };
