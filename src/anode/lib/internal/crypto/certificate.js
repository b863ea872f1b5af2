'use strict';

// crypto.Certificate (SPKAC), as a class and as functions.

const { Buffer } = require('buffer');
const { checkLength, getBytes } = require('internal/crypto/bytes');

function bytesOf(spkac, encoding) {
  const bytes = getBytes(spkac, 'spkac', encoding);
  checkLength(bytes, 'spkac');
  return bytes;
}

const orEmpty = (bytes) => (bytes.length === 0 ? '' : Buffer.from(bytes));

const methods = {
  verifySpkac(spkac, encoding) { return binding('crypto/spkac').verify(bytesOf(spkac, encoding)); },
  exportPublicKey(spkac, encoding) { return orEmpty(binding('crypto/spkac').public_key(bytesOf(spkac, encoding))); },
  exportChallenge(spkac, encoding) { return orEmpty(binding('crypto/spkac').challenge(bytesOf(spkac, encoding))); },
};

function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}
for (const name in methods) Certificate[name] = Certificate.prototype[name] = methods[name];

module.exports = { Certificate };
