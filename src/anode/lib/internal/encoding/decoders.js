'use strict';

// The decoders of TextDecoder. decode(bytes, more) returns text, or undefined when `fatal` is set and the bytes are invalid; `more` means
// that further bytes follow.

const {
  Array,
  ArrayPrototypeIncludes,
  MathMin,
  ReflectApply,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypeIsWellFormed,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  TypedArrayPrototypeSet,
  TypedArrayPrototypeSubarray,
  Uint8Array,
} = primordials;

const { decodeUtf8 } = require('internal/engine');

function join(a, b) {
  const bytes = new Uint8Array(a.length + b.length);
  TypedArrayPrototypeSet(bytes, a, 0);
  TypedArrayPrototypeSet(bytes, b, a.length);
  return bytes;
}

// The number of bytes at the end that begin a character and may still be completed.
function unfinishedUtf8(bytes) {
  const { length } = bytes;
  for (let held = 1; held <= 3 && held <= length; held++) {
    const byte = bytes[length - held];
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xc2 && byte <= 0xdf ? 2 : (byte & 0xf0) === 0xe0 ? 3 : byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
    if (held >= size) return 0;
    if (held > 1) {
      const second = bytes[length - held + 1];
      if ((byte === 0xe0 && second < 0xa0) || (byte === 0xed && second > 0x9f) ||
          (byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f)) return 0;
    }
    return held;
  }
  return 0;
}

class Utf8Decoder {
  #fatal;
  #ignoreBOM;
  #started = false;  // a byte order mark counts at the start alone
  #held = null;

  constructor(fatal, ignoreBOM) {
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
  }

  decode(bytes, more) {
    if (!more && this.#held === null && !this.#started) return decodeUtf8(bytes, this.#fatal, this.#ignoreBOM);
    if (more && bytes.length === 0) return '';
    if (this.#held !== null) bytes = join(this.#held, bytes);
    this.#held = null;
    if (more) {
      const held = unfinishedUtf8(bytes);
      if (held > 0) {
        this.#held = new Uint8Array(TypedArrayPrototypeSubarray(bytes, bytes.length - held));
        bytes = TypedArrayPrototypeSubarray(bytes, 0, bytes.length - held);
      }
      if (bytes.length === 0) return '';
    }
    const text = decodeUtf8(bytes, this.#fatal, this.#ignoreBOM || this.#started);
    if (text === undefined) this.#held = null;
    if (!more) this.#started = false;
    else if (text !== undefined) this.#started = true;
    return text;
  }
}

class Utf16Decoder {
  #fatal;
  #ignoreBOM;
  #high;  // 1 when the high byte comes first
  #started = false;
  #held = null;

  constructor(fatal, ignoreBOM, bigEndian) {
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
    this.#high = bigEndian ? 0 : 1;
  }

  #unit(bytes, at) {
    return (bytes[at + this.#high] << 8) | bytes[at + 1 - this.#high];
  }

  decode(bytes, more) {
    if (this.#held !== null) bytes = join(this.#held, bytes);
    this.#held = null;
    let end = bytes.length & ~1;
    if (more && end > 0 && (this.#unit(bytes, end - 2) & 0xfc00) === 0xd800) end -= 2;
    if (more && end < bytes.length) this.#held = new Uint8Array(TypedArrayPrototypeSubarray(bytes, end));

    let text = '';
    let wrong = !more && end < bytes.length;  // half a code unit at the end
    for (let from = 0; from < end; from += 4096) {
      const stop = MathMin(from + 4096, end);
      const codes = new Array((stop - from) >> 1);
      for (let at = from, i = 0; at < stop; at += 2) codes[i++] = this.#unit(bytes, at);
      text += ReflectApply(StringFromCharCode, undefined, codes);
    }
    if (wrong) text += '\ufffd';
    if (!StringPrototypeIsWellFormed(text)) {
      wrong = true;
      text = StringPrototypeToWellFormed(text);
    }
    if (!this.#started && !this.#ignoreBOM && text.length > 0 && StringPrototypeCharCodeAt(text, 0) === 0xfeff) {
      text = StringPrototypeSlice(text, 1);
    }
    this.#started = more && (this.#started || end > 0);
    return wrong && this.#fatal ? undefined : text;
  }
}

class SingleByteDecoder {
  #table;
  #fatal;

  constructor(table, fatal) {
    this.#table = table;
    this.#fatal = fatal;
  }

  decode(bytes) {
    const table = this.#table;
    let text = '';
    for (let from = 0; from < bytes.length; from += 4096) {
      const stop = MathMin(from + 4096, bytes.length);
      const codes = new Array(stop - from);
      for (let i = from; i < stop; i++) {
        const byte = bytes[i];
        const code = byte < 0x80 ? byte : StringPrototypeCharCodeAt(table, byte - 0x80);
        if (code === 0xfffd && this.#fatal) return undefined;
        codes[i - from] = code;
      }
      text += ReflectApply(StringFromCharCode, undefined, codes);
    }
    return text;
  }
}

// East Asian encodings, whose tables are in Python.
class HostDecoder {
  #name;
  #fatal;
  #held = '';

  constructor(name, fatal) {
    this.#name = name;
    this.#fatal = fatal;
  }

  decode(bytes, more) {
    const host = binding('encoding');
    const result = host.decode(this.#name, bytes, this.#fatal, !!more, this.#held);
    this.#held = result.state;
    return result.text ?? undefined;
  }
}

const MULTI_BYTE = ['gbk', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'euc-kr'];

/** A decoder for the encoding of this name, or undefined. */
function createDecoder(name, fatal, ignoreBOM) {
  if (name === 'utf-8') return new Utf8Decoder(fatal, ignoreBOM);
  if (name === 'utf-16le') return new Utf16Decoder(fatal, ignoreBOM, false);
  if (name === 'utf-16be') return new Utf16Decoder(fatal, ignoreBOM, true);
  if (name === 'replacement') return undefined;
  if (ArrayPrototypeIncludes(MULTI_BYTE, name)) return new HostDecoder(name, fatal);
  return new SingleByteDecoder(binding('encoding').table(name), fatal);
}

module.exports = { createDecoder };
