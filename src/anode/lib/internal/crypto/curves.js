'use strict';

// The available elliptic curves.

const { ArrayPrototypeSlice, SafeSet } = primordials;

const listed = [
  'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1', 'prime192v1', 'prime256v1', 'secp224r1', 'secp256k1', 'secp384r1', 'secp521r1',
  'sect163k1', 'sect163r2', 'sect233k1', 'sect233r1', 'sect283k1', 'sect283r1', 'sect409k1', 'sect409r1', 'sect571k1', 'sect571r1',
];
const others = ['P-192', 'P-224', 'P-256', 'P-384', 'P-521', 'secp256r1', 'secp192r1'];
const known = new SafeSet(listed);
for (let i = 0; i < others.length; i++) known.add(others[i]);

module.exports = { getCurves: () => ArrayPrototypeSlice(listed), isCurve: (name) => known.has(name) };
