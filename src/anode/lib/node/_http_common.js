'use strict';

// What client and server share: the pool of parsers, each of which turns heads into IncomingMessages, and the rules for names and values.

const { RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeSlice, Symbol } = primordials;

const FreeList = require('internal/freelist');
const { HTTPParser, kOnHead, TOO_MANY_HEADERS } = require('internal/http/parser');
const { hasMoreLines, readRequestLine, setVersion } = require('internal/http/head');
const { methods } = require('internal/http/methods');

const { Head: { ASKS_UPGRADE, KEEP_ALIVE } } = binding('http/parser');

// RFC 9110, 5.6.2 and 5.5: a token, and characters that a header's value must not have.
const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const beyondAscii = /[^\t\x20-\x7e]/;
const badValue = /[^\t\x20-\x7e\x80-\xff]/;
const heads = { __proto__: null, beyondAscii: false };  // whether a head that this process has made may have more than ASCII

function checkInvalidHeaderChar(value) {
  if (RegExpPrototypeExec(beyondAscii, value) === null) return false;
  heads.beyondAscii = true;
  return RegExpPrototypeExec(badValue, value) !== null;
}

const kIncomingMessage = Symbol('IncomingMessage');

// ---- parsers of sockets that JavaScript reads ----

function onHead(parser, text, status, version, flags) {
  const { socket } = parser;
  if (parser.most > 0 && hasMoreLines(text, parser.most)) return TOO_MANY_HEADERS;
  const { IncomingMessage, kHead, kMaxPairs } = require('_http_incoming');
  const Incoming = socket?.server?.[kIncomingMessage] || IncomingMessage;
  const message = parser.incoming = new Incoming(socket);
  message[kHead] = text;
  setVersion(message, version);
  message.upgrade = (flags & ASKS_UPGRADE) !== 0;
  if (socket?.server?.joinDuplicateHeaders || parser.joinDuplicateHeaders) message.joinDuplicateHeaders = true;
  if (parser.maxHeaderPairs !== 2000) message[kMaxPairs] = parser.maxHeaderPairs;
  if (parser.kind === HTTPParser.REQUEST) {
    readRequestLine(message, text);
  } else {
    message.statusCode = status;
    // Behind the version and the status.
    const reason = StringPrototypeIndexOf(text, ' ', StringPrototypeIndexOf(text, ' ') + 1) + 1;
    message.statusMessage = StringPrototypeSlice(text, reason, StringPrototypeIndexOf(text, '\r\n'));
  }
  return parser.onIncoming(message, (flags & KEEP_ALIVE) !== 0);
}

function onTrailers(lines) {
  this.trailers = lines;
}

function onBody(chunk) {
  const stream = this.incoming;
  if (stream === null || stream._dumped) return;
  if (!stream.push(chunk)) this.socket?.pause();
}

function onMessageComplete() {
  const stream = this.incoming;
  if (stream !== null) {
    stream.complete = true;
    if (this.trailers !== null) {
      stream._addHeaderLines(this.trailers);
      this.trailers = null;
    }
    stream.push(null);
  }
  readStart(this.socket);
}

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

const parsers = new FreeList('parsers', 1000, () => {
  const parser = new HTTPParser();
  clean(parser);
  parser[kOnHead] = onHead;
  parser[HTTPParser.kOnHeaders | 0] = onTrailers;
  parser[HTTPParser.kOnBody | 0] = onBody;
  parser[HTTPParser.kOnMessageComplete | 0] = onMessageComplete;
  return parser;
});

function clean(parser) {
  parser.trailers = null;
  parser.socket = null;
  parser.incoming = null;
  parser.outgoing = null;
  parser.maxHeaderPairs = 2000;
  parser.most = 0;
  parser.onIncoming = null;
  parser.joinDuplicateHeaders = null;
  parser.kind = 0;
  parser[HTTPParser.kOnTimeout | 0] = null;
}

// Takes a parser from its message and its socket, and puts it into the pool. If that is full it is closed, in the next tick, for it may
// be running.
function freeParser(parser, request, socket) {
  if (parser) {
    clean(parser);
    parser.free();
    if (!parsers.free(parser)) process.nextTick(() => parser.close());
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

let warned = false;
// Whether messages are parsed leniently: as the option `insecureHTTPParser` says, or else the command line.
function isLenient(option) {
  if (option !== undefined) return option;
  const lenient = !!require('internal/options').getOptionValue('--insecure-http-parser');
  if (lenient && !warned) {
    warned = true;
    process.emitWarning('Using insecure HTTP parsing');
  }
  return lenient;
}

function prepareError(error, parser, rawPacket) {
  error.rawPacket = rawPacket || parser.getCurrentBuffer();
  if (typeof error.reason === 'string') error.message = `Parse Error: ${error.reason}`;
}

module.exports = {
  heads, methods, HTTPParser, parsers, freeParser, isLenient, prepareError, kIncomingMessage,
  CRLF: '\r\n',
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  _checkIsHttpToken: (value) => RegExpPrototypeExec(token, value) !== null,
  _checkInvalidHeaderChar: checkInvalidHeaderChar,
};
