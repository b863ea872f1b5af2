'use strict';

// getCipherInfo and getCiphers.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateInt32, validateObject } = require('internal/validators');
const { cachedResult, filterDuplicateStrings } = require('internal/crypto/name_lists');
const { byNumber, findCipher, listed } = require('internal/crypto/cipher_names');

function ivFits({ mode, ivLength, family }, length) {
  if (mode === 'gcm') return length > 0;
  if (mode === 'ccm') return length >= 7 && length <= 13;
  if (mode === 'ocb') return length >= 1 && length <= 15;
  return family === 'chacha20-poly1305' ? length > 0 && length <= 12 : length === ivLength;
}

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  const cipher = typeof nameOrNid === 'number' ? byNumber.get(nameOrNid) : findCipher(nameOrNid);
  if (cipher === undefined) return undefined;
  if (keyLength !== undefined && keyLength !== cipher.keyLength) return undefined;
  if (ivLength !== undefined && !ivFits(cipher, ivLength)) return undefined;
  const info = {
    mode: cipher.mode === 'cfb8' || cipher.mode === 'cfb1' ? 'cfb' : cipher.mode === 'wrap-pad' ? 'wrap' : cipher.mode,
    name: cipher.name, nid: cipher.nid,
  };
  if (cipher.mode !== 'stream') info.blockSize = cipher.blockSize;
  if (cipher.ivLength !== 0) info.ivLength = ivLength ?? cipher.ivLength;
  info.keyLength = keyLength ?? cipher.keyLength;
  return info;
}

const getCiphers = cachedResult(() => filterDuplicateStrings(listed));

module.exports = { getCipherInfo, getCiphers };
