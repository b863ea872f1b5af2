'use strict';

// The internal state of a socket.

const { Symbol } = primordials;

const kServer = Symbol('kServer');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kKeepAliveDelay = Symbol('kKeepAliveDelay');
const kBuffer = Symbol('kBuffer');
const kRest = Symbol('kRest');

module.exports = { kBuffer, kBytesRead, kBytesWritten, kKeepAliveDelay, kRest, kServer, kSetKeepAlive, kSetNoDelay };
