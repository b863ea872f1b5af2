'use strict';

// The certificates of a connection, the peer's and its own, in Node's forms.

const { ArrayPrototypePush } = primordials;
const { Buffer } = require('buffer');
const { X509Certificate, kIssuer } = require('internal/crypto/x509');

const system = binding('tls');

function certificatesOf(handle, detailed) {
  const bytes = system.peer_certificates(handle.id, detailed);
  if (bytes === null || bytes === undefined) return undefined;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [];
  for (let at = 0; at < all.length;) {
    const length = all.readUInt32BE(at);
    ArrayPrototypePush(found, new X509Certificate(all.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return found;
}

// With `detailed` each has its issuer's, and a root its own.
function peerCertificate(handle, detailed) {
  const found = certificatesOf(handle, !!detailed);
  if (found === undefined) return undefined;
  const first = found[0].toLegacyObject();
  if (!detailed) return first;
  let last = first;
  for (let i = 1; i < found.length; i++) last = last.issuerCertificate = found[i].toLegacyObject();
  const root = found[found.length - 1];
  if (root.checkIssued(root)) last.issuerCertificate = last;
  return first;
}

function peerX509(handle) {
  const found = certificatesOf(handle, true);
  if (found === undefined) return undefined;
  for (let i = 0; i + 1 < found.length; i++) found[i][kIssuer] = found[i + 1];
  return found[0];
}

function ownCertificate(handle) {
  const der = system.own_certificate(handle.id);
  return der === null || der === undefined ? undefined : new X509Certificate(der);
}

module.exports = { ownCertificate, peerCertificate, peerX509 };
