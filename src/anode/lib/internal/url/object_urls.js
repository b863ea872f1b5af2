'use strict';

// `blob:nodedata:…` URLs: a name for a Blob, within this isolate, until it is revoked.

const {
  SafeMap,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const PREFIX = 'blob:nodedata:';
const blobs = new SafeMap();

function createObjectURL(obj) {
  const { isBlob } = require('internal/blob');
  if (!isBlob(obj)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  const id = require('crypto').randomUUID();
  blobs.set(id, obj);
  return `${PREFIX}${id}`;
}

function revokeObjectURL(url) {
  if (StringPrototypeStartsWith(url, PREFIX)) blobs.delete(StringPrototypeSlice(url, PREFIX.length));
}

// The Blob behind a URL, or undefined. `buffer.resolveObjectURL` is this.
function resolveObjectURL(url) {
  url = `${url}`;
  if (!StringPrototypeStartsWith(url, PREFIX)) return undefined;
  const blob = blobs.get(StringPrototypeSlice(url, PREFIX.length));
  return blob?.slice(0, blob.size, blob.type);
}

module.exports = { createObjectURL, revokeObjectURL, resolveObjectURL };
