'use strict';

// The content of a KeyObject or a CryptoKey: the bytes of a secret, or the DER of a private (PKCS #8) or public key
// (SubjectPublicKeyInfo).

const { BigInt, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeSubarray, Uint8Array } = primordials;

const system = () => binding('crypto/keys');

class KeyMaterial {
  #described;

  constructor(type, bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  get #info() {
    if (this.#described === undefined) {
      const { type, details } = system().describe(this.type === 'private', this.bytes);
      if (details.publicExponent !== undefined) details.publicExponent = BigInt(`0x${details.publicExponent}`);
      this.#described = { type, details };
    }
    return this.#described;
  }

  get asymmetricKeyType() {
    return this.#info.type;
  }

  get details() {
    return this.#info.details;
  }

  get size() {
    return TypedArrayPrototypeGetByteLength(this.bytes);
  }

  get publicHalf() {
    return this.type === 'private' ? new KeyMaterial('public', system().public_of(this.bytes)) : this;
  }

  equals(other) {
    if (this.type === 'secret') {
      return this.size === other.size && (this.size === 0 || binding('crypto/hash').timing_safe_equal(this.bytes, other.bytes));
    }
    return system().equal(this.type === 'private', this.bytes, other.bytes);
  }
}

// Reads the answer of the ops of bindings/crypto/keys/keys.py: one byte that is 1 for a private key, then the DER.
const fromAnswer = (answer) =>
  new KeyMaterial(answer[0] === 1 ? 'private' : 'public', new Uint8Array(TypedArrayPrototypeSubarray(answer, 1)));

module.exports = { KeyMaterial, fromAnswer };
