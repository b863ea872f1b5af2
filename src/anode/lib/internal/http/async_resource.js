'use strict';

// The resources of parsers, as async_hooks shows them.
class HTTPServerAsyncResource {
  constructor(type, socket) {
    this.type = type;
    this.socket = socket;
  }
}

class HTTPClientAsyncResource {
  constructor(type, req) {
    this.type = type;
    this.req = req;
  }
}

module.exports = { HTTPServerAsyncResource, HTTPClientAsyncResource };
