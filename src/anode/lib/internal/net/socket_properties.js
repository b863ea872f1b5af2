'use strict';

// Properties of a net.Socket: its state, its counters and its addresses.

const { ArrayIsArray } = primordials;
const { kBytesRead, kBytesWritten } = require('internal/net/symbols');

const own = (get) => ({ __proto__: null, configurable: false, enumerable: true, get });

module.exports = {
  __proto__: null,
  _connecting: own(function() { return this.connecting; }),
  pending: own(function() { return !this._handle || this.connecting; }),
  readyState: own(function() {
    if (this.connecting) return 'opening';
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }),
  bufferSize: own(function() { return this._handle ? this.writableLength : undefined; }),
  bytesRead: own(function() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; }),
  _bytesDispatched: own(function() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; }),
  bytesWritten: own(function() {
    let bytes = this._bytesDispatched;
    const { Buffer } = require('buffer');
    const buffered = this.writableBuffer;
    if (!buffered) return undefined;
    for (let i = 0; i < buffered.length; i++) {
      const { chunk, encoding } = buffered[i];
      bytes += typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
    }
    const data = this._pendingData;
    if (ArrayIsArray(data)) {
      for (let i = 0; i < data.length; i++) {
        bytes += typeof data[i].chunk === 'string' ? Buffer.byteLength(data[i].chunk, data[i].encoding) : data[i].chunk.length;
      }
    } else if (data) {
      bytes += typeof data === 'string' ? Buffer.byteLength(data, this._pendingEncoding) : data.byteLength;
    }
    return bytes;
  }),
  remoteAddress: own(function() { return this._getpeername().address; }),
  remoteFamily: own(function() { return this._getpeername().family; }),
  remotePort: own(function() { return this._getpeername().port; }),
  localAddress: own(function() { return this._getsockname().address; }),
  localPort: own(function() { return this._getsockname().port; }),
  localFamily: own(function() { return this._getsockname().family; }),
};
