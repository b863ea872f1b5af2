'use strict';

// HPACK (RFC 7541): header lists to bytes and back. A list is flat: name, value, name, value …, a character a byte.

const {
  SafeMap, SafeSet, StringFromCharCode, StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice,
  StringPrototypeSplit, Uint8Array,
} = primordials;
const huffman = require('internal/http2/wire/huffman');

// Appendix A, `name` or `name=value`.
const STATIC = StringPrototypeSplit(
  ' :authority :method=GET :method=POST :path=/ :path=/index.html :scheme=http :scheme=https :status=200 :status=204 :status=206 ' +
  ':status=304 :status=400 :status=404 :status=500 accept-charset accept-encoding=gzip,_deflate accept-language accept-ranges accept ' +
  'access-control-allow-origin age allow authorization cache-control content-disposition content-encoding content-language ' +
  'content-length content-location content-range content-type cookie date etag expect expires from host if-match if-modified-since ' +
  'if-none-match if-range if-unmodified-since last-modified link location max-forwards proxy-authenticate proxy-authorization range ' +
  'referer refresh retry-after server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate', ' ');
const FIRST_DYNAMIC = STATIC.length;  // 62

const staticNames = [];
const staticValues = [];
const staticPairs = new SafeMap();  // `name\0value` to index
const staticIndexes = new SafeMap();  // name to its first index
for (let i = 1; i < STATIC.length; i++) {
  const entry = STATIC[i];
  const cut = StringPrototypeIndexOf(entry, '=');
  const name = cut === -1 ? entry : StringPrototypeSlice(entry, 0, cut);
  const value = cut === -1 ? '' : i === 16 ? 'gzip, deflate' : StringPrototypeSlice(entry, cut + 1);
  staticNames[i] = name;
  staticValues[i] = value;
  staticPairs.set(`${name}\0${value}`, i);
  if (!staticIndexes.has(name)) staticIndexes.set(name, i);
}

// Values that differ with each message would drive useful entries out of the table. nghttp2 has the same list.
const neverWorthKeeping = new SafeSet(
  [':path', 'age', 'content-length', 'etag', 'if-modified-since', 'if-none-match', 'location', 'set-cookie']);

// The dynamic table. Entries are numbered in order of arrival: number n has the index FIRST_DYNAMIC + (newest - n).
class Table {
  constructor(limit) {
    this.limit = limit;
    this.size = 0;
    this.names = [];
    this.values = [];
    this.oldest = 0;  // a number
    this.next = 0;
    this.onEvict = undefined;
  }

  add(name, value) {
    const size = name.length + value.length + 32;
    this.shrink(this.limit - size);
    if (size > this.limit) return false;
    this.size += size;
    this.names[this.names.length] = name;
    this.values[this.values.length] = value;
    this.next++;
    return true;
  }

  shrink(limit) {
    let from = this.names.length - (this.next - this.oldest);
    while (this.size > limit && this.oldest < this.next) {
      const name = this.names[from];
      const value = this.values[from];
      this.size -= name.length + value.length + 32;
      this.onEvict?.(name, value, this.oldest);
      from++;
      this.oldest++;
    }
    if (from > 64 && from * 2 > this.names.length) {
      this.names = primordials.ArrayPrototypeSlice(this.names, from);
      this.values = primordials.ArrayPrototypeSlice(this.values, from);
    }
  }

  // The position of an index in the arrays, or -1.
  place(index) {
    const back = index - FIRST_DYNAMIC;
    return back < this.next - this.oldest ? this.names.length - 1 - back : -1;
  }
}

// ---- decoding ----

class HpackError {}

class Decoder {
  constructor() {
    this.table = new Table(4096);
    this.most = 4096;  // the limit by the local settings
    this.bytes = undefined;
    this.at = 0;
    this.end = 0;
  }

  // Decodes `bytes` from `start` to `end` to a list; undefined if it is invalid. `sensitive` gets the names that must never be indexed.
  decode(bytes, start, end, sensitive) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    try {
      return this.fields(sensitive);
    } catch (error) {
      if (error instanceof HpackError) return undefined;
      throw error;
    } finally {
      this.bytes = undefined;
    }
  }

  fields(sensitive) {
    const { bytes, table } = this;
    const list = [];
    while (this.at < this.end) {
      const first = bytes[this.at];
      if (first & 128) {
        const index = this.integer(7);
        if (index === 0) throw new HpackError();
        this.push(list, index);
      } else if ((first & 224) === 32) {
        const limit = this.integer(5);
        if (limit > this.most || list.length !== 0) throw new HpackError();
        table.limit = limit;
        table.shrink(limit);
      } else {
        const keep = (first & 64) !== 0;
        const index = this.integer(keep ? 6 : 4);
        const name = index === 0 ? this.string() : this.name(index);
        const value = this.string();
        if (keep) table.add(name, value);
        else if (first & 16) sensitive[sensitive.length] = name;
        list[list.length] = name;
        list[list.length] = value;
      }
    }
    return list;
  }

  push(list, index) {
    if (index < FIRST_DYNAMIC) {
      list[list.length] = staticNames[index];
      list[list.length] = staticValues[index];
      return;
    }
    const place = this.table.place(index);
    if (place < 0) throw new HpackError();
    list[list.length] = this.table.names[place];
    list[list.length] = this.table.values[place];
  }

  name(index) {
    if (index < FIRST_DYNAMIC) return staticNames[index];
    const place = this.table.place(index);
    if (place < 0) throw new HpackError();
    return this.table.names[place];
  }

  integer(prefix) {
    const { bytes, end } = this;
    const most = (1 << prefix) - 1;
    let value = bytes[this.at++] & most;
    if (value < most) return value;
    for (let scale = 1; ; scale *= 128) {
      if (this.at >= end || scale > 2 ** 28) throw new HpackError();
      const byte = bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  string() {
    if (this.at >= this.end) throw new HpackError();
    const { bytes } = this;
    const coded = bytes[this.at] & 128;
    const start = this.integerAndStart();
    let text;
    if (coded) {
      text = huffman.decode(bytes, start, this.at);
      if (text === undefined) throw new HpackError();
    } else {
      text = '';
      for (let i = start; i < this.at; i++) text += StringFromCharCode(bytes[i]);
    }
    return text;
  }

  // Reads a length and skips that many bytes. Returns where they begin.
  integerAndStart() {
    const length = this.integer(7);
    const start = this.at;
    if (start + length > this.end) throw new HpackError();
    this.at = start + length;
    return start;
  }
}

// ---- encoding ----

class Encoder {
  constructor(most) {
    this.table = new Table(4096);
    this.most = most ?? 4096;  // the limit of this side's own choice
    this.smallest = -1;  // a limit that must be sent before the next list
    this.pairs = new SafeMap();
    this.names = new SafeMap();
    this.table.onEvict = (name, value, number) => {
      const pair = `${name}\0${value}`;
      if (this.pairs.get(pair) === number) this.pairs.delete(pair);
      if (this.names.get(name) === number) this.names.delete(name);
    };
    this.bytes = new Uint8Array(4096);
    this.at = 0;
    if (this.most < 4096) this.resize(this.most);
  }

  // The peer allows `limit` bytes.
  resize(limit) {
    if (limit > this.most) limit = this.most;
    if (limit === this.table.limit && this.smallest === -1) return;
    this.smallest = this.smallest === -1 || limit < this.smallest ? limit : this.smallest;
    this.table.limit = limit;
    this.table.shrink(limit);
  }

  // Encodes into `this.bytes`, up to `this.at`. `never`: lower-case names that must never be indexed.
  encode(list, never) {
    this.at = 0;
    if (this.smallest !== -1) {
      this.room(16);
      if (this.smallest < this.table.limit) this.integer(32, 5, this.smallest);
      this.integer(32, 5, this.table.limit);
      this.smallest = -1;
    }
    for (let i = 0; i < list.length; i += 2) this.field(list[i], list[i + 1], never);
  }

  field(name, value, never) {
    this.room(name.length * 4 + value.length * 4 + 32);
    const secret = never?.has(name) || name === 'authorization' || (name === 'cookie' && value.length < 20);
    if (secret) {
      this.literal(16, 4, name, value);
      return;
    }
    const pair = `${name}\0${value}`;
    let index = staticPairs.get(pair);
    if (index === undefined) {
      const number = this.pairs.get(pair);
      if (number !== undefined) index = FIRST_DYNAMIC + this.table.next - 1 - number;
    }
    if (index !== undefined) {
      this.integer(128, 7, index);
    } else if (neverWorthKeeping.has(name) || (name.length + value.length + 32) * 4 > this.table.limit * 3) {
      this.literal(0, 4, name, value);
    } else {
      this.literal(64, 6, name, value);
      const number = this.table.next;
      if (this.table.add(name, value)) {
        this.pairs.set(pair, number);
        this.names.set(name, number);
      }
    }
  }

  literal(pattern, prefix, name, value) {
    let index = staticIndexes.get(name);
    if (index === undefined) {
      const number = this.names.get(name);
      if (number !== undefined) index = FIRST_DYNAMIC + this.table.next - 1 - number;
    }
    this.integer(pattern, prefix, index ?? 0);
    if (index === undefined) this.string(name);
    this.string(value);
  }

  integer(pattern, prefix, value) {
    const most = (1 << prefix) - 1;
    const { bytes } = this;
    if (value < most) {
      bytes[this.at++] = pattern | value;
      return;
    }
    bytes[this.at++] = pattern | most;
    value -= most;
    while (value > 127) {
      bytes[this.at++] = (value & 127) | 128;
      value = (value - (value & 127)) / 128;
    }
    bytes[this.at++] = value;
  }

  string(text) {
    const length = huffman.encodedLength(text);
    if (length < text.length) {
      this.integer(128, 7, length);
      this.at = huffman.encode(text, this.bytes, this.at);
      return;
    }
    this.integer(0, 7, text.length);
    const { bytes } = this;
    for (let i = 0; i < text.length; i++) bytes[this.at++] = StringPrototypeCharCodeAt(text, i);
  }

  room(length) {
    if (this.at + length <= this.bytes.length) return;
    const larger = new Uint8Array((this.at + length) * 2);
    primordials.TypedArrayPrototypeSet(larger, this.bytes);
    this.bytes = larger;
  }
}

module.exports = { Decoder, Encoder };
