'use strict';

// The methods of X509Certificate throw a TypeError where `this` is another object.

const { X509Certificate } = require('crypto');

for (const name of Object.getOwnPropertyNames(X509Certificate.prototype).sort()) {
  if (name === 'constructor' || name === 'toJSON' || name === 'checkIssued' || name === 'issuerCertificate') continue;
  const { get, value } = Object.getOwnPropertyDescriptor(X509Certificate.prototype, name);
  for (const other of [{}, [], 1]) {
    try {
      console.log(name, (get ?? value).call(other));
    } catch (error) {
      console.log(name, error instanceof TypeError, /internal error/.test(error.message));
    }
  }
}
