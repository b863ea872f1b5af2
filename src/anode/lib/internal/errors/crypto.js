'use strict';

// Cryptography and TLS.
// A message takes as many arguments as it has %s; a function gets the arguments and may put properties on
// the error, its `this`.

const {
  ArrayPrototypeJoin,
  Error,
  RangeError,
  SyntaxError,
  TypeError,
} = primordials;
const { define, defineNative } = require('internal/errors/define');

define('ERR_CRYPTO_ARGON2_NOT_SUPPORTED', 'Argon2 algorithm not supported', Error);
define('ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED', 'Custom engines not supported by this OpenSSL', Error);
define('ERR_CRYPTO_ECDH_INVALID_FORMAT', 'Invalid ECDH format: %s', TypeError);
define('ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Public key is not valid for specified curve', Error);
define('ERR_CRYPTO_ENGINE_UNKNOWN', 'Engine "%s" was not found', Error);
define('ERR_CRYPTO_FIPS_FORCED', 'Cannot set FIPS mode, it was forced with --force-fips at startup.', Error);
define('ERR_CRYPTO_FIPS_UNAVAILABLE', 'Cannot set FIPS mode in a non-FIPS build.', Error);
define('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called', Error);
define('ERR_CRYPTO_HASH_UPDATE_FAILED', 'Hash update failed', Error);
define('ERR_CRYPTO_INCOMPATIBLE_KEY', 'Incompatible %s: %s', Error);
define('ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', (encoding = undefined, reason = undefined) =>
  (encoding === undefined ?
    'The selected key encoding is incompatible with the key type' :
    `The selected key encoding ${encoding} ${reason}.`), Error);
define('ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', 'Invalid key object type %s, expected %s.', TypeError);
define('ERR_CRYPTO_INVALID_STATE', 'Invalid state for operation %s', Error);
define('ERR_CRYPTO_KEM_NOT_SUPPORTED', 'KEM is not supported', Error);
define('ERR_CRYPTO_PBKDF2_ERROR', 'PBKDF2 error', Error);
define('ERR_CRYPTO_SCRYPT_NOT_SUPPORTED', 'Scrypt algorithm not supported', Error);
define('ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign', Error);
define('ERR_NO_CRYPTO', 'Node.js is not compiled with OpenSSL crypto support', Error);
define('ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS',
       'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive',
       TypeError);
define('ERR_TLS_CERT_ALTNAME_FORMAT', 'Invalid subject alternative name string', SyntaxError);
define('ERR_TLS_DH_PARAM_SIZE', 'DH parameter size %s is less than 2048', Error);
define('ERR_TLS_HANDSHAKE_TIMEOUT', 'TLS handshake timeout', Error);
define('ERR_TLS_INVALID_CONTEXT', '%s must be a SecureContext', TypeError);
define('ERR_TLS_INVALID_STATE', 'TLS socket connection must be securely established', Error);
define('ERR_TLS_RENEGOTIATION_DISABLED', 'TLS session renegotiation disabled for this socket', Error);
define('ERR_TLS_RENEGOTIATION_UNSUPPORTED',
       'TLS session renegotiation is unsupported by this TLS implementation',
       Error);
define('ERR_TLS_REQUIRED_SERVER_NAME', '"servername" is required parameter for Server.addContext', Error);
define('ERR_TLS_SESSION_ATTACK', 'TLS session renegotiation attack detected', Error);
define('ERR_TLS_SNI_FROM_SERVER', 'Cannot issue SNI from a TLS server-side socket', Error);

define('ERR_TLS_ALPN_CALLBACK_INVALID_RESULT', (value, protocols) =>
  `ALPN callback returned a value (${value}) that did not match any of the client's offered protocols (${
    ArrayPrototypeJoin(protocols, ', ')})`, TypeError);
define('ERR_TLS_CERT_ALTNAME_INVALID', function(reason, host, cert) {
  this.reason = reason;
  this.host = host;
  this.cert = cert;
  return `Hostname/IP does not match certificate's altnames: ${reason}`;
}, Error);
define('ERR_TLS_INVALID_PROTOCOL_METHOD', '%s', TypeError);
define('ERR_TLS_INVALID_PROTOCOL_VERSION', '%j is not a valid %s TLS protocol version', TypeError);
define('ERR_TLS_PROTOCOL_VERSION_CONFLICT', 'TLS protocol version %j conflicts with secureProtocol %j', TypeError);

// Errors that Node makes in C++.
defineNative('ERR_CRYPTO_INVALID_AUTH_TAG', '%s', TypeError);
defineNative('ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name', TypeError);
defineNative('ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector', TypeError);
defineNative('ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length', RangeError);
defineNative('ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair', RangeError);
defineNative('ERR_CRYPTO_INVALID_KEYTYPE', 'Invalid key type', RangeError);
defineNative('ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length', RangeError);
defineNative('ERR_CRYPTO_INVALID_SCRYPT_PARAMS', (reason = undefined) =>
  `Invalid scrypt params${reason === undefined ? '' : `: ${reason}`}`, RangeError);
defineNative('ERR_CRYPTO_OPERATION_FAILED', '%s', Error);
defineNative('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length', RangeError);
defineNative('ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher', Error);
defineNative('ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group', Error);
defineNative('ERR_CRYPTO_UNSUPPORTED_OPERATION', (message = 'Unsupported crypto operation') => message, Error);
defineNative('ERR_MISSING_PASSPHRASE', 'Passphrase required for encrypted key', TypeError);
defineNative(
  'ERR_CRYPTO_INVALID_DIGEST', (name = undefined) => (name === undefined ? 'Invalid digest' : `Invalid digest: ${name}`), TypeError);
defineNative('ERR_CRYPTO_INVALID_JWK', '%s', TypeError);
