'use strict';

// Turns bytes into frames. DATA is passed on as it arrives, other frames when they are complete.

const { StringPrototypeCharCodeAt, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array } = primordials;
const inbound = require('internal/http2/wire/inbound');
const {
  ACK, CONTINUATION, DATA, END_HEADERS, ERR, FRAME_SIZE_ERROR, HAS_PRIORITY, HEADERS, PADDED, PREFACE, PROTOCOL_ERROR,
  PUSH_PROMISE, SETTINGS,
} = require('internal/http2/wire/codes');

const MOST_CONTINUATIONS = 8;

class Parser {
  constructor(connection) {
    this.connection = connection;
    this.preface = connection.isServer ? 0 : PREFACE.length;  // the number of its bytes that have arrived
    this.rest = undefined;
    this.stopped = false;
    this.first = true;
    // A DATA frame under way: the rest of its payload, and of its padding.
    this.data = undefined;
    this.left = 0;
    this.padding = 0;
    this.ends = false;
    // A header block under way: { id, flags, promised, parts, continuations }.
    this.block = undefined;
  }

  stop() {
    this.stopped = true;
    this.rest = undefined;
  }

  // Returns 0, or the number of an error that ends the connection.
  feed(bytes) {
    if (this.stopped) return 0;
    let at = 0;
    for (; this.preface < PREFACE.length && at < bytes.length; this.preface++, at++) {
      if (bytes[at] !== StringPrototypeCharCodeAt(PREFACE, this.preface)) {
        this.stop();
        return ERR.BAD_CLIENT_MAGIC;
      }
    }
    if (this.rest !== undefined) {
      const whole = new Uint8Array(this.rest.length + bytes.length - at);
      TypedArrayPrototypeSet(whole, this.rest);
      TypedArrayPrototypeSet(whole, at === 0 ? bytes : TypedArrayPrototypeSubarray(bytes, at), this.rest.length);
      this.rest = undefined;
      bytes = whole;
      at = 0;
    }
    return this.frames(bytes, at);
  }

  frames(bytes, at) {
    const { connection } = this;
    while (!this.stopped) {
      if (this.left > 0 || this.padding > 0) {
        if (at >= bytes.length) return 0;
        at = this.payload(bytes, at);
        continue;
      }
      if (bytes.length - at < 9) break;
      const length = bytes[at] * 65536 + bytes[at + 1] * 256 + bytes[at + 2];
      const type = bytes[at + 3];
      const flags = bytes[at + 4];
      const id = (bytes[at + 5] & 127) * 2 ** 24 + bytes[at + 6] * 65536 + bytes[at + 7] * 256 + bytes[at + 8];
      const problem = this.check(length, type, flags, id);
      if (problem) return 0;
      const here = type === DATA ? (flags & PADDED && length > 0 ? 1 : 0) : length;
      if (bytes.length - at - 9 < here) break;
      at += 9;
      connection.stats.framesReceived++;
      const failure = type === DATA ? this.dataFrame(length, flags, id, bytes, at) : this.frame(type, flags, id, bytes, at, at + length);
      at += here;
      if (failure !== 0) {
        this.stop();
        return failure;
      }
    }
    if (!this.stopped && at < bytes.length) this.rest = at === 0 ? bytes : TypedArrayPrototypeSubarray(bytes, at);
    return 0;
  }

  // Whether a frame is allowed here. Otherwise the connection ends.
  check(length, type, flags, id) {
    const { connection } = this;
    if (this.first) {
      this.first = false;
      if (type !== SETTINGS || flags & ACK) {
        connection.tell('onInternalError', connection, ERR.PROTO);
        connection.fail(PROTOCOL_ERROR, 'SETTINGS expected');
        return true;
      }
    }
    if (length > connection.local.maxFrameSize) {
      connection.fail(FRAME_SIZE_ERROR, 'too large frame size');
      return true;
    }
    if (this.block !== undefined && (type !== CONTINUATION || id !== this.block.id)) {
      connection.fail(PROTOCOL_ERROR, 'unexpected non-CONTINUATION frame or stream_id is invalid');
      return true;
    }
    return false;
  }

  // ---- DATA ----

  dataFrame(length, flags, id, bytes, at) {
    let padding = 0;
    let payload = length;
    if (flags & PADDED) {
      if (length === 0 || bytes[at] >= length) return this.connection.fail(PROTOCOL_ERROR, 'DATA: insufficient padding');
      padding = bytes[at];
      payload = length - 1 - padding;
    }
    this.data = inbound.dataBegins(this.connection, id, length, length - payload);
    this.ends = (flags & 1) !== 0;
    if (payload === 0 && !this.ends && this.data !== undefined) inbound.suspicious(this.connection);
    if (this.stopped) return 0;
    this.left = payload;
    this.padding = padding;
    return payload === 0 && padding === 0 ? this.dataEnds(length) : 0;
  }

  dataEnds(length = 1) {
    const { data } = this;
    this.data = undefined;
    return inbound.dataEnds(this.connection, data, this.ends, length);
  }

  payload(bytes, at) {
    const take = this.left < bytes.length - at ? this.left : bytes.length - at;
    if (take > 0) {
      this.left -= take;
      if (!inbound.dataCame(this.connection, this.data, TypedArrayPrototypeSubarray(bytes, at, at + take))) this.data = undefined;
      at += take;
    }
    if (this.left === 0) {
      const skip = this.padding < bytes.length - at ? this.padding : bytes.length - at;
      this.padding -= skip;
      at += skip;
      if (this.padding === 0 && !this.stopped) this.dataEnds();
    }
    return at;
  }

  // ---- the others ----

  frame(type, flags, id, bytes, start, end) {
    switch (type) {
      case HEADERS: case PUSH_PROMISE: return this.beginBlock(type, flags, id, bytes, start, end);
      case CONTINUATION: return this.continueBlock(flags, id, bytes, start, end);
      default: return inbound.frame(this.connection, type, flags, id, bytes, start, end);
    }
  }

  beginBlock(type, flags, id, bytes, start, end) {
    const { connection } = this;
    const name = type === HEADERS ? 'HEADERS' : 'PUSH_PROMISE';
    if (id === 0) return connection.connectionError(ERR.PROTO);
    if (flags & PADDED) {
      const padding = bytes[start++];
      if (start > end || padding > end - start) return connection.fail(PROTOCOL_ERROR, `${name}: insufficient padding`);
      end -= padding;
    }
    let promised = 0;
    const skip = type === PUSH_PROMISE ? 4 : flags & HAS_PRIORITY ? 5 : 0;
    if (end - start < skip) return connection.connectionError(ERR.FRAME_SIZE);
    if (type === PUSH_PROMISE) promised = inbound.number31(bytes, start);
    start += skip;
    const block = { id, flags, promised, isPush: type === PUSH_PROMISE, parts: undefined, continuations: 0 };
    if (flags & END_HEADERS) return inbound.headers(connection, block, bytes, start, end);
    block.parts = [TypedArrayPrototypeSubarray(bytes, start, end)];
    this.block = block;
    return 0;
  }

  continueBlock(flags, id, bytes, start, end) {
    const { block, connection } = this;
    if (block === undefined) return connection.fail(PROTOCOL_ERROR, 'CONTINUATION: unexpected');
    if (++block.continuations > MOST_CONTINUATIONS) return ERR.TOO_MANY_CONTINUATIONS;
    const { parts } = block;
    parts[parts.length] = TypedArrayPrototypeSubarray(bytes, start, end);
    if (!(flags & END_HEADERS)) return 0;
    this.block = undefined;
    let length = 0;
    for (let i = 0; i < parts.length; i++) length += parts[i].length;
    const whole = new Uint8Array(length);
    for (let i = 0, at = 0; i < parts.length; at += parts[i++].length) TypedArrayPrototypeSet(whole, parts[i], at);
    return inbound.headers(connection, block, whole, 0, length);
  }
}

module.exports = { Parser };
