'use strict';

// Certificates of authorities: which kinds there are, and which are trusted by default.

const { ArrayPrototypePush, ObjectFreeze, SafeSet } = primordials;
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');

const system = binding('tls/roots');
const known = { __proto__: null };
const KINDS = new SafeSet(['default', 'system', 'bundled', 'extra']);
let warned = false;

function certificates(kind) {
  return known[kind] ??= ObjectFreeze(system.certificates(kind).list);
}

// If NODE_EXTRA_CA_CERTS cannot be read, there is one warning, when the certificates are first needed.
function warnOfExtra() {
  if (warned) return;
  warned = true;
  if (!process.env.NODE_EXTRA_CA_CERTS) return;
  const { warning } = system.certificates('extra');
  if (warning) process._rawDebug(`Warning: ${warning}`);
}

function getCACertificates(kind = 'default') {
  validateString(kind, 'type');
  if (!KINDS.has(kind)) throw new ERR_INVALID_ARG_VALUE('type', kind);
  if (kind === 'extra' && !process.env.NODE_EXTRA_CA_CERTS) return known.extra ??= ObjectFreeze([]);
  return certificates(kind);
}

function setDefaultCACertificates(certs) {
  if (!primordials.ArrayIsArray(certs)) throw new ERR_INVALID_ARG_TYPE('certs', 'Array', certs);
  const texts = [];
  for (let i = 0; i < certs.length; i++) {
    if (typeof certs[i] !== 'string' && !isArrayBufferView(certs[i])) {
      throw new ERR_INVALID_ARG_TYPE(`certs[${i}]`, ['string', 'ArrayBufferView'], certs[i]);
    }
    ArrayPrototypePush(texts, typeof certs[i] === 'string' ? certs[i] :
      Buffer.from(certs[i].buffer, certs[i].byteOffset, certs[i].byteLength).latin1Slice());
  }
  system.set_default(primordials.ArrayPrototypeJoin(texts, '\n'));
  known.default = undefined;
}

module.exports = { getCACertificates, rootCertificates: () => certificates('bundled'), setDefaultCACertificates, warnOfExtra };
