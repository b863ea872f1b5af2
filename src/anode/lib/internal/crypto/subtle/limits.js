'use strict';

// The limits of the members of parameters, beyond their types, by the name of their dictionary.

const { lazyDOMException } = require('internal/per_context/lazy_domexception');

const failed = (message) => lazyDOMException(message, 'OperationError');

function aesLength({ length }) {
  if (length !== 128 && length !== 192 && length !== 256) throw failed('AES key length must be 128, 192, or 256 bits');
}

const wholeBytes = (dictionary) => ({ outputLength }) => {
  if (outputLength === 0 || outputLength % 8 !== 0) throw failed(`Invalid ${dictionary} outputLength`);
};
const turbo = wholeBytes('TurboShakeParams');

module.exports = {
  __proto__: null,
  AesKeyGenParams: aesLength,
  AesDerivedKeyParams: aesLength,
  HmacKeyGenParams({ length }) {
    if (length === 0) throw failed('HmacKeyGenParams.length cannot be 0');
  },
  HmacImportParams({ length }) {
    if (length === 0) throw lazyDOMException('HmacImportParams.length cannot be 0', 'DataError');
  },
  EcKeyGenParams: namedCurve,
  EcKeyImportParams: namedCurve,
  Argon2Params({ memory, nonce, parallelism, passes, version }) {
    if (version !== undefined && version !== 0x13) throw failed(`${version} is not a valid Argon2 version`);
    if (parallelism === 0 || parallelism > 16777215) throw failed('parallelism must be > 0 and <= 16777215');
    if (memory < 8 * parallelism) throw failed('memory must be at least 8 times the degree of parallelism');
    if (passes === 0) throw failed('passes must be > 0');
    if (nonce.length < 8) throw failed('nonce must be at least 8 bytes');
  },
  CShakeParams({ functionName }) {
    if (functionName !== undefined && functionName.length !== 0) {
      throw lazyDOMException('Unsupported CShakeParams functionName', 'NotSupportedError');
    }
  },
  TurboShakeParams(params) {
    const { domainSeparation } = params;
    turbo(params);
    if (domainSeparation === 0 || domainSeparation > 0x7f) throw failed('TurboShakeParams.domainSeparation must be in range 0x01-0x7f');
  },
  KangarooTwelveParams: wholeBytes('KangarooTwelveParams'),
};

function namedCurve({ namedCurve }) {
  if (namedCurve !== 'P-256' && namedCurve !== 'P-384' && namedCurve !== 'P-521') {
    throw lazyDOMException('Unrecognized namedCurve', 'NotSupportedError');
  }
}
