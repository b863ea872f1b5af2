'use strict';

// The input of a Hash or Hmac. It is collected here, and crosses to Python in one piece with the digest, unless it is large.

const {
  SafeFinalizationRegistry, StringPrototypeToLowerCase, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeSet, Uint8Array,
  Uint8ArrayPrototypeToBase64, Uint8ArrayPrototypeToHex,
} = primordials;
const { Buffer } = require('buffer');
const { FastBuffer, asBuffer } = require('internal/buffer/pool');
const { normalizeEncoding } = require('internal/buffer/normalize_encoding');
const { viewOf } = require('internal/crypto/bytes');
const small = require('internal/crypto/small_hash');

const system = binding('crypto/hash');
const LARGE = 65536;
const abandoned = new SafeFinalizationRegistry((number) => system.drop(number));


// The bytes in the wanted encoding. 'buffer', and names that are no encodings, give a Buffer.
function encoded(bytes, encoding) {
  if (encoding === 'hex') return Uint8ArrayPrototypeToHex(bytes);
  if (encoding === 'base64') return Uint8ArrayPrototypeToBase64(bytes);
  const buffer = asBuffer(bytes);
  if (!encoding || normalizeEncoding(encoding) === undefined) return buffer;
  return buffer.toString(encoding);
}

class Digest {
  #found;        // from hash_names.js
  #length;       // the length of the output, if it is not the function's own
  #key;
  #pieces = [];  // strings, and copies of bytes
  #size = 0;
  #number = 0;   // the number of Python's object, once it has some input

  constructor(found, length, key) {
    this.#found = found;
    this.#length = length;
    this.#key = key;
  }

  update(data, encoding) {
    if (typeof data === 'string') {
      const normalized = normalizeEncoding(encoding);
      if (normalized !== undefined && normalized !== 'utf8') data = Buffer.from(data, normalized);
    } else {
      const view = viewOf(data);
      if (view.length > LARGE) {
        this.#pass(view);
        return;
      }
      data = new Uint8Array(view.length);
      TypedArrayPrototypeSet(data, view);
    }
    this.#pieces[this.#pieces.length] = data;
    this.#size += data.length;
    if (this.#size > LARGE) this.#pass();
  }

  // Joins all pieces. Strings stay a string where possible: Python encodes it faster.
  #joined() {
    const pieces = this.#pieces;
    if (pieces.length === 0) return '';
    if (pieces.length === 1) return pieces[0];
    let text = '';
    let allText = true;
    for (let i = 0; i < pieces.length; i++) {
      if (typeof pieces[i] !== 'string') {
        allText = false;
        break;
      }
      text += pieces[i];
    }
    // Two halves of a surrogate pair from different calls must not become one character.
    if (allText && text.isWellFormed()) return text;
    for (let i = 0; i < pieces.length; i++) if (typeof pieces[i] === 'string') pieces[i] = Buffer.from(pieces[i]);
    return Buffer.concat(pieces);
  }

  #send(data) {
    if (this.#number !== 0) {
      system.update(this.#number, data);
      return;
    }
    this.#number = system.start(this.#found.name, data, this.#key);
    abandoned.register(this, this.#number, this);
  }

  #pass(more) {
    if (this.#size > 0 || more === undefined) this.#send(this.#joined());
    this.#pieces = [];
    this.#size = 0;
    if (more !== undefined) this.#send(more);
  }

  copy(length) {
    const other = new Digest(this.#found, length, this.#key);
    for (let i = 0; i < this.#pieces.length; i++) other.#pieces[i] = this.#pieces[i];
    other.#size = this.#size;
    if (this.#number !== 0) {
      other.#number = system.copy(this.#number);
      abandoned.register(other, other.#number, other);
    }
    return other;
  }

  get found() {
    return this.#found;
  }

  // The input to hash in JavaScript if it is short enough, otherwise undefined.
  #short() {
    const hash = small.functions[this.#found.name];
    if (hash === undefined || this.#size > small.LONGEST || this.#number !== 0 || this.#key !== undefined) return undefined;
    let at = 0;
    for (let i = 0; i < this.#pieces.length; i++) {
      const piece = this.#pieces[i];
      if (typeof piece === 'string') {
        at = small.addText(piece, at);
        if (at === -1) return undefined;
      } else {
        if (at + piece.length > small.LONGEST) return undefined;
        TypedArrayPrototypeSet(small.bytes, piece, at);
        at += piece.length;
      }
    }
    hash(at);
    return small.out;
  }

  digest(encoding) {
    if (encoding !== undefined && encoding !== 'hex' && encoding !== 'base64') encoding = StringPrototypeToLowerCase(encoding);
    const short = this.#short();
    if (short !== undefined) {
      const { size } = this.#found;
      if (encoding === 'hex' || encoding === 'base64') {
        return encoded(new Uint8Array(TypedArrayPrototypeGetBuffer(short), 0, size), encoding);
      }
      const result = new FastBuffer(size);
      for (let i = 0; i < size; i++) result[i] = short[i];
      return encoded(result, encoding);
    }
    const length = this.#found.xof ? this.#length ?? this.#found.size : -1;
    let result;
    if (this.#number !== 0) {
      if (this.#size > 0) this.#pass();
      result = system.finish(this.#number, length);
      abandoned.unregister(this);
      this.#number = 0;
    } else if (this.#key !== undefined) {
      result = system.hmac_digest(this.#found.name, this.#key, this.#joined());
    } else {
      result = system.digest(this.#found.name, length, this.#joined());
    }
    return encoded(result, encoding);
  }
}

module.exports = { Digest };
