'use strict';

// Feature flags: true only for features that are here.

const features = {
  get inspector() { return require('internal/inspector/native').isAvailable(); },
  debug: false,
  uv: true,
  ipv6: true,
  openssl_is_boringssl: false,
  tls_alpn: true,
  tls_sni: true,
  tls_ocsp: true,
  tls: true,
  cached_builtins: true,
  get require_module() {
    const { getOptionValue } = require('internal/options');
    return getOptionValue('--require-module') !== false && getOptionValue('--experimental-require-module') !== false;
  },
  quic: false,
  get typescript() {
    const { getOptionValue } = require('internal/options');
    if (getOptionValue('--experimental-transform-types')) return 'transform';
    return getOptionValue('--strip-types') === false ? false : 'strip';
  },
};

module.exports = { features };
