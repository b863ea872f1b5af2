'use strict';

// What a parser is to async_hooks.
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
