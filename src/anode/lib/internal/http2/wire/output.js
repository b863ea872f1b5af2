'use strict';

// Frames as bytes, one after the other, in memory that is reused: taken bytes must be written or copied before the next frame.

const { StringPrototypeCharCodeAt, TypedArrayPrototypeSet, TypedArrayPrototypeSubarray, Uint8Array } = primordials;
const {
  CONTINUATION, DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, PADDED, PAYLOAD, PING, PUSH_PROMISE, RST_STREAM, SETTINGS, WINDOW_UPDATE,
} = require('internal/http2/wire/codes');

const USUAL = 65536;
const MOST_KEPT = 1 << 20;

class Output {
  constructor() {
    this.bytes = new Uint8Array(4096);
    this.at = 0;
    this.frames = 0;
    this.marks = undefined;  // the beginnings of pieces, for a transport that writes them one by one
  }

  room(length) {
    if (this.at + length <= this.bytes.length) return;
    const larger = new Uint8Array((this.at + length) * 2 < USUAL ? USUAL : (this.at + length) * 2);
    TypedArrayPrototypeSet(larger, TypedArrayPrototypeSubarray(this.bytes, 0, this.at));
    this.bytes = larger;
  }

  mark() {
    if (this.marks !== undefined) this.marks[this.marks.length] = this.at;
  }

  // Returns all bytes so far. With `keep` the memory passes to the caller.
  take(keep) {
    const taken = TypedArrayPrototypeSubarray(this.bytes, 0, this.at);
    this.at = 0;
    if (keep || this.bytes.length > MOST_KEPT) this.bytes = new Uint8Array(4096);
    return taken;
  }

  u8(value) {
    this.bytes[this.at++] = value;
  }

  u16(value) {
    const { bytes } = this;
    bytes[this.at++] = value >>> 8;
    bytes[this.at++] = value;
  }

  u32(value) {
    const { bytes } = this;
    bytes[this.at++] = value >>> 24;
    bytes[this.at++] = value >>> 16;
    bytes[this.at++] = value >>> 8;
    bytes[this.at++] = value;
  }

  append(source) {
    TypedArrayPrototypeSet(this.bytes, source, this.at);
    this.at += source.length;
  }

  latin1(text) {
    this.room(text.length);
    const { bytes } = this;
    for (let i = 0; i < text.length; i++) bytes[this.at++] = StringPrototypeCharCodeAt(text, i);
  }

  head(length, type, flags, id) {
    this.room(9 + length);
    this.mark();
    this.frames++;
    const { bytes } = this;
    bytes[this.at++] = length >>> 16;
    bytes[this.at++] = length >>> 8;
    bytes[this.at++] = length;
    bytes[this.at++] = type;
    bytes[this.at++] = flags;
    this.u32(id);
  }

  zeros(count) {
    const { bytes } = this;
    for (let i = 0; i < count; i++) bytes[this.at++] = 0;
  }

  // A header block and its continuations. `promised` is the stream of a PUSH_PROMISE; `padding` counts its own length byte.
  block(id, block, ends, promised, padding) {
    const extra = (promised === 0 ? 0 : 4) + padding;
    const first = block.length + extra > PAYLOAD ? PAYLOAD - extra : block.length;
    let flags = ends ? END_STREAM : 0;
    if (first === block.length) flags |= END_HEADERS;
    if (padding > 0) flags |= PADDED;
    this.head(first + extra, promised === 0 ? HEADERS : PUSH_PROMISE, flags, id);
    if (padding > 0) this.u8(padding - 1);
    if (promised !== 0) this.u32(promised);
    this.append(TypedArrayPrototypeSubarray(block, 0, first));
    if (padding > 1) this.zeros(padding - 1);
    for (let at = first; at < block.length; at += PAYLOAD) {
      const end = at + PAYLOAD < block.length ? at + PAYLOAD : block.length;
      this.head(end - at, CONTINUATION, end === block.length ? END_HEADERS : 0, id);
      this.append(TypedArrayPrototypeSubarray(block, at, end));
    }
  }

  dataHead(id, length, ends, padding) {
    this.head(length + padding, DATA, (ends ? END_STREAM : 0) | (padding > 0 ? PADDED : 0), id);
    this.mark();
    if (padding > 0) {
      this.u8(padding - 1);
      this.mark();
    }
  }

  rstStream(id, code) {
    this.head(4, RST_STREAM, 0, id);
    this.u32(code);
  }

  settings(entries, ack) {
    this.head(entries.length * 3, SETTINGS, ack, 0);
    for (let i = 0; i < entries.length; i += 2) {
      this.u16(entries[i]);
      this.u32(entries[i + 1]);
    }
  }

  ping(payload, ack) {
    this.head(8, PING, ack, 0);
    this.append(payload);
  }

  goaway(lastId, code, data) {
    this.head(8 + data.length, GOAWAY, 0, 0);
    this.u32(lastId);
    this.u32(code);
    this.append(data);
  }

  windowUpdate(id, increment) {
    this.head(4, WINDOW_UPDATE, 0, id);
    this.u32(increment);
  }
}

module.exports = { Output };
