'use strict';

// Lists of protocols for ALPN (RFC 7301): each name after its length.

const { ArrayIsArray } = primordials;
const { Buffer } = require('buffer');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');

function convertALPNProtocols(protocols, out) {
  if (ArrayIsArray(protocols)) {
    const parts = [];
    for (let i = 0; i < protocols.length; i++) {
      const name = Buffer.from(protocols[i]);
      if (name.length > 255) {
        throw new ERR_OUT_OF_RANGE(
          `The byte length of the protocol at index ${i} exceeds the maximum length.`, '<= 255', name.length, true);
      }
      parts[i * 2] = Buffer.from([name.length]);
      parts[i * 2 + 1] = name;
    }
    out.ALPNProtocols = Buffer.concat(parts);
  } else if (isUint8Array(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols);
  } else if (isArrayBufferView(protocols)) {
    out.ALPNProtocols = Buffer.from(new primordials.Uint8Array(protocols.buffer, protocols.byteOffset, protocols.byteLength));
  }
}

module.exports = { convertALPNProtocols };
