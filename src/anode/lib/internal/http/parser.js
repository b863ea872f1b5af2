'use strict';

// Node's HTTPParser: bytes in, callbacks out.
//
// Python parses all the bytes it is given and answers with entries (bindings/http/message_parser.py), and each entry becomes a callback.
// Python assumes that a message is as its head says. Where the callback for a head returns something else (there is no body, or
// another protocol follows), Python parses again behind that head.

const {
  ArrayPrototypeIndexOf, Error, JSONParse, Symbol, StringPrototypeIndexOf, StringPrototypeSlice, TypedArrayPrototypeSubarray,
} = primordials;

const { getOptionValue } = require('internal/options');
const { splitLines } = require('internal/http/head');
const { methods } = require('internal/http/methods');
const { getAsyncContext, setAsyncContext } = require('internal/engine');
const { initHooksExist } = require('internal/async_hooks');

const parsers = binding('http/parser');
const { Framing: { AS_FRAMED, NO_BODY }, Head: { ASKS_UPGRADE, KEEP_ALIVE }, Message: { REQUEST, RESPONSE } } = binding('http/parser');
const { Entry } = parsers;

// The callback for a head returns a Framing, or this.
const TOO_MANY_HEADERS = -1;

const kOnMessageBegin = 0, kOnHeaders = 1, kOnHeadersComplete = 2, kOnBody = 3, kOnMessageComplete = 4, kOnExecute = 5, kOnTimeout = 6;
// The callback for a head that is not split, instead of kOnHeadersComplete: (parser, text, status, version, flags).
const kOnHead = Symbol('kOnHead');

const defaultLimit = () => getOptionValue('--max-http-header-size') || 16384;

class HTTPParser {
  #id = 0;              // Python's number for it; 0 while there is none
  #kind = 0;
  #limit = 0;
  #lenient = false;
  #fresh = false;       // Python's parser is as good as new: it has parsed whole messages, if any
  #keepsAlive = false;
  #inMessage = false;
  #closed = false;
  #drains = false;      // in goThrough()
  #hasTrailers = false;
  #buffer = undefined;  // while it is parsed
  #frame = undefined;   // the async context of initialize(), for the callbacks
  #scope = undefined;   // the ids for async_hooks, if there were hooks at initialize()

  initialize(kind, resource, maxHeaderSize = 0, lenient = 0) {
    const limit = maxHeaderSize > 0 ? maxHeaderSize : defaultLimit();
    const isLenient = lenient !== 0;
    this.#captureContext(kind, resource);
    this.#closed = false;
    this.#inMessage = false;
    if (this.#id === 0) {
      this.#id = parsers.open_parser(kind, limit, isLenient);
    } else if (!this.#fresh || kind !== this.#kind || limit !== this.#limit || isLenient !== this.#lenient) {
      parsers.reset(this.#id, kind, limit, isLenient);
    }
    this.#fresh = true;
    this.#kind = kind;
    this.#limit = limit;
    this.#lenient = isLenient;
  }

  #captureContext(kind, resource) {
    this.#frame = getAsyncContext();
    this.#scope?.destroy();
    this.#scope = undefined;
    if (!initHooksExist()) return;
    const { Scope } = require('internal/async_wrap');
    this.#scope = new Scope(kind === REQUEST ? 'HTTPINCOMINGMESSAGE' : 'HTTPCLIENTREQUEST', undefined, resource ?? {});
  }

  // Goes on with a parser that a direct connection has begun with; `id` is Python's number for it.
  adopt(kind, id, inMessage, frame) {
    this.close();
    this.#frame = frame;
    this.#closed = false;
    this.#id = id;
    this.#kind = kind;
    this.#fresh = false;
    this.#inMessage = inMessage;
  }

  // Parses bytes. Returns how many it has taken, or an error with `bytesParsed`.
  execute(buffer, start, length) {
    if (this.#id === 0) return 0;
    if (start !== undefined && (start !== 0 || length !== buffer.length)) {
      buffer = TypedArrayPrototypeSubarray(buffer, start, start + length);
    }
    this.#fresh = false;
    this.#buffer = buffer;
    const result = this.#run(JSONParse(parsers.execute(this.#id, buffer)), buffer);
    this.#buffer = undefined;
    if (result !== undefined) return result;
    this.#fresh = !this.#inMessage && this.#keepsAlive;
    return buffer.length;
  }

  // As execute(), for bytes that a direct connection has parsed already. Ticks run where Node's parser runs them when it reads the socket
  // itself: after a part of a body, after trailers, and before each head that follows trailers.
  goThrough(buffer) {
    this.#buffer = buffer;
    this.#drains = true;
    this.#hasTrailers = false;
    const result = this.#run(JSONParse(parsers.executed(this.#id)), buffer);
    this.#drains = false;
    this.#buffer = undefined;
    return result ?? buffer.length;
  }

  finish() {
    if (this.#id === 0 || this.#fresh) return undefined;
    return this.#run(JSONParse(parsers.finish(this.#id)), undefined);
  }

  #run(entries, buffer) {
    const before = getAsyncContext();
    if (before === this.#frame) return this.#runHere(entries, buffer);
    setAsyncContext(this.#frame);
    const result = this.#runHere(entries, buffer);
    setAsyncContext(before);
    return result;
  }

  // An error, the position where another protocol begins, or undefined.
  #runHere(entries, buffer) {
    let heads = 0;
    for (let i = 0; i < entries.length; i++) {
      if (this.#closed) return undefined;
      const entry = entries[i];
      switch (entry[0]) {
        case Entry.HEAD: {
          const upgrade = (entry[1] & ASKS_UPGRADE) !== 0;
          const decision = this.#head(entry, upgrade) | 0;
          const index = heads++;
          if (decision === TOO_MANY_HEADERS) return failure('HPE_HEADER_OVERFLOW', 'Header overflow', 0);
          if (this.#closed) return undefined;
          const isBare = entries[i + 1]?.[0] === Entry.COMPLETE && entries[i + 2]?.[0] === Entry.UPGRADED;
          if (this.#kind === REQUEST && upgrade ? decision === AS_FRAMED || !isBare : decision !== AS_FRAMED && !upgrade) {
            if (decision === NO_BODY && entries[i + 1]?.[0] === Entry.COMPLETE) break;
            entries = JSONParse(parsers.decide(this.#id, index, decision));
            i = -1;
            heads = 0;
          }
          break;
        }
        case Entry.BODY: this.#body(TypedArrayPrototypeSubarray(buffer, entry[1], entry[2])); break;
        case Entry.COMPLETE: this.#complete(entry[1]); break;
        case Entry.UPGRADED: return entry[1];
        case Entry.BEGUN: this.#beginMessage(); break;
        default: return failure(entry[1], entry[2], entry[3]);
      }
    }
    return undefined;
  }

  #head(entry, upgrade) {
    const { 1: flags, 2: status, 3: version, 4: text } = entry;
    this.#keepsAlive = (flags & KEEP_ALIVE) !== 0;
    if (this.#hasTrailers) this.#drain();
    this.#beginMessage();
    const scope = this.#scope;
    scope?.enter();
    const decision = this.#callForHead(text, status, version, flags, upgrade);
    scope?.leave();
    return decision;
  }

  #callForHead(text, status, version, flags, upgrade) {
    const own = this[kOnHead];
    if (own !== undefined) return own(this, text, status, version, flags);
    const callback = this[kOnHeadersComplete];
    if (callback === undefined) return AS_FRAMED;
    const end = StringPrototypeIndexOf(text, '\r\n');
    const headers = splitLines(text, end + 2);
    const major = +version[0], minor = +version[2];
    const keepsAlive = (flags & KEEP_ALIVE) !== 0;
    if (this.#kind === RESPONSE) {
      const reason = StringPrototypeSlice(text, StringPrototypeIndexOf(text, ' ', 9) + 1, end);
      return this[kOnHeadersComplete](major, minor, headers, undefined, undefined, status, reason, upgrade, keepsAlive);
    }
    const space = StringPrototypeIndexOf(text, ' ');
    const method = ArrayPrototypeIndexOf(methods, StringPrototypeSlice(text, 0, space));
    const url = StringPrototypeSlice(text, space + 1, StringPrototypeIndexOf(text, ' ', space + 1));
    return this[kOnHeadersComplete](major, minor, headers, method, url, undefined, undefined, upgrade, keepsAlive);
  }

  #beginMessage() {
    if (this.#inMessage) return;
    this.#inMessage = true;
    this[kOnMessageBegin]?.();
  }

  #complete(trailers) {
    this.#inMessage = false;
    const scope = this.#scope;
    scope?.enter();
    if (trailers !== null && trailers !== undefined) {
      this[kOnHeaders]?.(splitLines(trailers, 0), '');
      this.#hasTrailers = true;
      this.#drain();
    }
    this[kOnMessageComplete]?.();
    scope?.leave();
  }

  #drain() {
    if (!this.#drains) return;
    require('bootstrap/pump').finish();
    setAsyncContext(this.#frame);
  }

  #body(chunk) {
    const scope = this.#scope;
    scope?.enter();
    this[kOnBody]?.(chunk);
    scope?.leave();
    this.#drain();
  }

  close() {
    this.#closed = true;
    if (this.#id !== 0) parsers.close_parser(this.#id);
    this.#id = 0;
  }

  free() {
    this.#closed = true;
    this.#frame = undefined;
    this.#scope?.destroy();
    this.#scope = undefined;
  }

  remove() {}
  pause() {}
  resume() {}
  consume() {}
  unconsume() {}
  getCurrentBuffer() { return this.#buffer; }
  duration() { return 0; }
  headersCompleted() { return this.#inMessage; }
  get inMessage() { return this.#inMessage; }
}

function failure(code, reason, position) {
  const error = new Error('Parse Error');
  error.bytesParsed = position;
  error.code = code;
  error.reason = reason;
  return error;
}

const constants = {
  REQUEST, RESPONSE, kOnMessageBegin, kOnHeaders, kOnHeadersComplete, kOnBody, kOnMessageComplete, kOnExecute, kOnTimeout,
  kLenientNone: 0, kLenientHeaders: 1, kLenientChunkedLength: 2, kLenientKeepAlive: 4, kLenientTransferEncoding: 8, kLenientVersion: 16,
  kLenientDataAfterClose: 32, kLenientOptionalLFAfterCR: 64, kLenientOptionalCRLFAfterChunk: 128, kLenientOptionalCRBeforeLF: 256,
  kLenientSpacesAfterChunkSize: 512, kLenientAll: 1023,
};
for (const name in constants) HTTPParser[name] = constants[name];

module.exports = { HTTPParser, TOO_MANY_HEADERS, kOnHead };
