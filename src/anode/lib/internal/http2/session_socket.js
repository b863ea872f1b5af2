'use strict';

// session.socket: the socket without the functions that would disturb the protocol.

const { FunctionPrototypeBind, Proxy, ReflectGetPrototypeOf, SafeSet } = primordials;
const { codes: { ERR_HTTP2_NO_SOCKET_MANIPULATION, ERR_HTTP2_SOCKET_UNBOUND } } = require('internal/errors');
const { kSocket } = require('internal/http2/symbols');

const ofSession = new SafeSet(['setTimeout', 'ref', 'unref']);
const refused = new SafeSet(['destroy', 'emit', 'end', 'pause', 'read', 'resume', 'write', 'setEncoding', 'setKeepAlive', 'setNoDelay']);

function boundSocket(session) {
  const socket = session[kSocket];
  if (socket === undefined) throw new ERR_HTTP2_SOCKET_UNBOUND();
  return socket;
}

const handler = {
  __proto__: null,
  get(session, name) {
    if (ofSession.has(name)) return FunctionPrototypeBind(session[name], session);
    if (refused.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    const socket = boundSocket(session);
    const value = socket[name];
    return typeof value === 'function' ? FunctionPrototypeBind(value, socket) : value;
  },
  getPrototypeOf: (session) => ReflectGetPrototypeOf(boundSocket(session)),
  set(session, name, value) {
    if (ofSession.has(name)) {
      session[name] = value;
      return true;
    }
    if (refused.has(name)) throw new ERR_HTTP2_NO_SOCKET_MANIPULATION();
    boundSocket(session)[name] = value;
    return true;
  },
};

module.exports = { socketOf: (session) => new Proxy(session, handler) };
