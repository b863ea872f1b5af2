'use strict';

// The cipher, the protocol and the ephemeral key of a connection, in Node's forms.

const {
  ArrayPrototypeIncludes, ArrayPrototypePush, RegExpPrototypeSymbolReplace, StringPrototypeSplit, StringPrototypeStartsWith,
} = primordials;

const system = binding('tls');

// The name in the RFCs, from OpenSSL's.
function standardName(name) {
  if (StringPrototypeStartsWith(name, 'TLS_')) return name;
  let parts = StringPrototypeSplit(name, '-');
  let exchange = 'RSA';
  if (ArrayPrototypeIncludes(['ECDHE', 'DHE', 'ECDH', 'DH', 'ADH', 'AECDH', 'PSK', 'RSA', 'SRP'], parts[0])) {
    const taken = [];
    let i = 0;
    while (ArrayPrototypeIncludes(['ECDHE', 'DHE', 'ECDH', 'DH', 'ADH', 'AECDH', 'PSK', 'RSA', 'ECDSA', 'DSS', 'SRP'], parts[i])) {
      ArrayPrototypePush(taken, parts[i++]);
    }
    parts = primordials.ArrayPrototypeSlice(parts, i);
    exchange = primordials.ArrayPrototypeJoin(taken, '_');
    if (exchange === 'ADH') exchange = 'DH_anon';
    else if (exchange === 'AECDH') exchange = 'ECDH_anon';
  }
  let rest = primordials.ArrayPrototypeJoin(parts, '_');
  rest = RegExpPrototypeSymbolReplace(/(AES|CAMELLIA|ARIA)(128|256)/, rest, '$1_$2');
  rest = RegExpPrototypeSymbolReplace(/CHACHA20_POLY1305$/, rest, 'CHACHA20_POLY1305_SHA256');
  if (RegExpPrototypeSymbolReplace(/^(?:AES|CAMELLIA)_\d+_SHA/, rest, '') !== rest) {
    rest = RegExpPrototypeSymbolReplace(/_SHA/, rest, '_CBC_SHA');
  }
  return `TLS_${exchange}_WITH_${rest}`;
}

function cipher(handle) {
  const found = handle.connection?.cipher;
  return found ? { name: found[0], standardName: standardName(found[0]), version: found[1] } : undefined;
}

const protocol = (handle) => handle.connection?.protocol ?? null;

// The key that was made for this connection alone; only a client asks for it.
function ephemeralKey(handle) {
  if (handle.isServer) return null;
  const group = handle.connection?.group;
  if (!group) return { type: undefined, name: undefined, size: undefined };
  if (StringPrototypeStartsWith(group, 'ffdhe')) return { type: 'DH', size: +primordials.StringPrototypeSlice(group, 5) };
  if (group === 'DH') return { type: 'DH', size: system.dh_size(handle.id) };
  const { 0: name, 1: size } = groups[group] ?? [];
  return name === undefined ? { type: 'TLSGroup', name: group, size: undefined } : { type: 'ECDH', name, size };
}

const groups = {
  '__proto__': null,
  'x25519': ['X25519', 253], 'X25519': ['X25519', 253], 'x448': ['X448', 448], 'X448': ['X448', 448],
  'secp256r1': ['prime256v1', 256], 'prime256v1': ['prime256v1', 256], 'P-256': ['prime256v1', 256],
  'secp384r1': ['secp384r1', 384], 'P-384': ['secp384r1', 384],
  'secp521r1': ['secp521r1', 521], 'P-521': ['secp521r1', 521], 'secp256k1': ['secp256k1', 256],
};

module.exports = { cipher, ephemeralKey, protocol };
