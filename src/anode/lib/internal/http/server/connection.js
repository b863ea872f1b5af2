'use strict';

// One client of an http.Server. A connection has one of two forms:
//
// - *direct*: Python reads its requests and writes its responses (bindings/http/connection.py). There is no net.Socket until a program asks
//   for one (`request.socket`), and that one only knows addresses and how to close. Every connection of an http.Server begins
//   like this, and one of an https.Server when its handshake is over (direct_tls.js).
// - *stream*: JavaScript reads and writes a socket and parses what arrives, as Node does. The socket is a net.Socket or any Duplex
//   that a program has given to `server.emit('connection', duplex)`.
//
// A direct connection becomes a stream (become_stream.js) and never goes back. That happens:
// - when a program uses the socket for more than its address: listens for 'data', reads, writes, pauses, sets a timeout;
// - when a request is upgraded;
// - when a request is malformed, or nothing happens for `server.timeout`, and a listener or the socket has to be told;
// - at once, where `server.timeout` is too short for Python's sweep.
//
// A request's way, direct: Python's completion entry arrives in direct_events.js; dispatch.js makes the response and emits 'request';
// what the response writes is gathered in response_queue.js and leaves when the turn ends.
// As a stream: the socket's 'data' goes through an HTTPParser (internal/http/parser.js) to stream_connection.js; dispatch.js
// does the same as above; the response writes to the socket.
//
// Both forms (DirectConnection, StreamConnection) have these:
//
//   server, requestCount           the http.Server; how many requests have come, where it limits them
//   outgoing, waiting              the response that may write, or null; the responses behind it, in order
//   getSocket()                    the net.Socket or Duplex
//   enqueue(request, response)     `response` writes now, or when those before it have ended; while too many wait, reading stops
//   endWriting()                   nothing more is written: the connection closes
//   refuse(error)                  what has arrived is no HTTP, or took too long: 'clientError' or an error response, and the end
//   switchProtocol(request, rest)  'upgrade' or 'connect': the socket is the program's now; `rest` are the bytes behind the request
//   abort()                        the connection is gone: requests that have no response yet are destroyed

const { Symbol } = primordials;

const diagnostics = require('diagnostics_channel');
const perf = require('internal/http/perf');

const finishChannel = diagnostics.channel('http.server.response.finish');

const kConnection = Symbol('connection');            // of a socket: the ServerConnection that it belongs to
const kStreams = Symbol('streams');                  // of a server: its StreamConnections
const kServerResponse = Symbol('ServerResponse');    // of a server: the class of its responses
const kResponseOptions = Symbol('responseOptions');  // and their options

class ServerConnection {
  constructor(server) {
    this.server = server;
    this.requestCount = 0;
  }

  // The client has sent its last byte. With `server.httpAllowHalfOpen`, the requests that have come are still answered.
  peerEnded() {
    const { outgoing, waiting } = this;
    const last = waiting !== null && waiting.length > 0 ? waiting[waiting.length - 1] : outgoing;
    if (last !== null && this.server.httpAllowHalfOpen) last._last = true;
    else this.endWriting();
  }

  // Tells diagnostics_channel and perf_hooks that a response has been written.
  reportFinish(request, response) {
    if (finishChannel.hasSubscribers) finishChannel.publish({ request, response, socket: this.getSocket(), server: this.server });
    if (!perf.isTimed(response)) return;
    const { statusCode, statusMessage } = response;
    perf.end('HttpRequest', response, request, { statusCode, statusMessage, headers: response.getHeaders() });
  }
}

module.exports = { ServerConnection, kConnection, kResponseOptions, kServerResponse, kStreams };
