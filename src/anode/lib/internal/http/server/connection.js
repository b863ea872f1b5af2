'use strict';

// One client of an http.Server. A connection has one of two forms:
//
// - *direct*: Python reads the requests and writes the responses (bindings/http/connection.py). A net.Socket is made only when a program
//   reads `request.socket`; it has addresses, and can close the connection (direct_socket.js). Every connection of an http.Server begins
//   as direct. A connection of an https.Server becomes direct after its handshake (direct_tls.js).
// - *stream*: JavaScript reads a socket, parses the bytes and writes the responses, as Node does. The socket is a net.Socket, or any
//   Duplex that a program has given to `server.emit('connection', duplex)`.
//
// A direct connection becomes a stream, for good (become_stream.js):
// - when the program uses its socket: listens for 'data', reads, writes, pauses it, sets a timeout;
// - when a request is upgraded;
// - when the server emits 'clientError' or 'timeout', whose listeners get the socket;
// - at once, if `server.timeout` is too short for Python, which looks for idle connections four times a second.
//
// The way of a request
// - direct: Python's completion entry comes to direct_events.js, which makes the request. dispatch.js makes the response and emits
//   'request'. The parts of the response wait in response_queue.js, and go to Python when the turn ends.
// - stream: the bytes of a 'data' event go to an HTTPParser (internal/http/parser.js), which makes the request and calls
//   stream_connection.js. dispatch.js does the same as above. The response writes to the socket.
//
// DirectConnection and StreamConnection both have these:
//
//   server, requestCount           the http.Server; how many requests have come, where it limits them
//   outgoing, waiting              the response that may write, or null; the responses behind it, in order
//   getSocket()                    the net.Socket or Duplex
//   enqueue(request, response)     `response` writes now, or when those before it have ended; while too many wait, reading stops
//   endWriting()                   nothing more is written: the connection closes
//   refuse(error)                  the bytes are not HTTP, or a request took too long: emits 'clientError', or sends an error and closes
//   switchProtocol(request, rest)  emits 'upgrade' or 'connect', and the socket is the program's; `rest` are the bytes behind the request
//   abort()                        the connection is gone: destroys the requests that are not answered

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
