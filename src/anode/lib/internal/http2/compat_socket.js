'use strict';

// request.socket and response.socket: the session's socket, with some members of the stream.

const { FunctionPrototypeBind, Proxy, ReflectGetPrototypeOf, SafeSet } = primordials;
const { codes: { ERR_HTTP2_NO_SOCKET_MANIPULATION } } = require('internal/errors');
const { kProxySocket, kRequest, kSocket } = require('internal/http2/symbols');

const ofStream = new SafeSet(['on', 'once', 'end', 'emit', 'destroy']);
const assignable = new SafeSet(['writable', 'readable', 'destroyed', 'on', 'once', 'end', 'emit', 'destroy']);
const refused = new SafeSet(['write', 'read', 'pause', 'resume']);

const below = (stream) => stream.session !== undefined ? stream.session[kSocket] : stream;
const bound = (value, self) => typeof value === 'function' ? FunctionPrototypeBind(value, self) : value;

const handler = {
  __proto__: null,
  has: (stream, name) => name in stream || name in below(stream),
  get(stream, name) {
    if (ofStream.has(name)) return FunctionPrototypeBind(stream[name], stream);
    if (refused.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    switch (name) {
      case 'writable': case 'destroyed': return stream[name];
      case 'readable': return !stream.destroyed && (stream[kRequest] ?? stream).readable;
      case 'setTimeout': return bound((stream.session ?? stream).setTimeout, stream.session ?? stream);
      default: return bound(below(stream)[name], below(stream));
    }
  },
  getPrototypeOf: (stream) => ReflectGetPrototypeOf(below(stream)),
  set(stream, name, value) {
    if (refused.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    if (assignable.has(name)) stream[name] = value;
    else if (name === 'setTimeout') (stream.session ?? stream).setTimeout = value;
    else below(stream)[name] = value;
    return true;
  },
};

const compatSocket = (stream) => stream[kProxySocket] ??= new Proxy(stream, handler);

module.exports = { compatSocket };
