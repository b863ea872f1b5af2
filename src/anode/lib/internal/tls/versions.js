'use strict';

// Versions of the protocol, by Node's names and OpenSSL's.

const { ArrayPrototypeIncludes } = primordials;
const { codes: { ERR_TLS_INVALID_PROTOCOL_METHOD, ERR_TLS_INVALID_PROTOCOL_VERSION } } = require('internal/errors');
const { getOptionValue } = require('internal/options');

const TLSv1 = 0x301, TLSv1_1 = 0x302, TLSv1_2 = 0x303, TLSv1_3 = 0x304;
const numbers = { '__proto__': null, 'TLSv1': TLSv1, 'TLSv1.1': TLSv1_1, 'TLSv1.2': TLSv1_2, 'TLSv1.3': TLSv1_3 };

function versionNumber(which, given, otherwise) {
  const name = given ?? otherwise;
  const number = typeof name === 'string' ? numbers[name] : undefined;
  if (number === undefined) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(name, which);
  return number;
}

// [method, lowest, highest] of the `secureProtocol` option; 0 leaves the default in place.
const methods = {
  '__proto__': null, 'TLS': [0, 0], 'SSLv23': [0, TLSv1_2], 'TLSv1': [TLSv1, TLSv1], 'TLSv1_1': [TLSv1_1, TLSv1_1],
  'TLSv1_2': [TLSv1_2, TLSv1_2],
};
const refused = ['SSLv2', 'SSLv3'];

function versionsOfMethod(name, lowest, highest) {
  const match = primordials.RegExpPrototypeExec(/^(.*?)(?:_server|_client)?_method$/, name);
  const base = match?.[1];
  if (ArrayPrototypeIncludes(refused, base)) throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`${base} methods disabled`);
  const found = base === undefined ? undefined : methods[base];
  if (found === undefined) throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`Unknown method: ${name}`);
  if (base === 'TLS') return [0, TLSv1_3];
  if (base === 'SSLv23') return [lowest, TLSv1_2];
  return found;
}

// The defaults that the command line sets: the widest of several wins.
function defaultMin() {
  if (getOptionValue('--tls-min-v1.0')) return 'TLSv1';
  if (getOptionValue('--tls-min-v1.1')) return 'TLSv1.1';
  if (getOptionValue('--tls-min-v1.2')) return 'TLSv1.2';
  if (getOptionValue('--tls-min-v1.3')) return 'TLSv1.3';
  return 'TLSv1.2';
}

function defaultMax() {
  if (getOptionValue('--tls-max-v1.3')) return 'TLSv1.3';
  if (getOptionValue('--tls-max-v1.2')) return 'TLSv1.2';
  return 'TLSv1.3';
}

module.exports = { TLSv1_2, TLSv1_3, defaultMax, defaultMin, versionNumber, versionsOfMethod };
