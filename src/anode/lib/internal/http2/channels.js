'use strict';

// The diagnostics channels of client and server streams.

const diagnostics = require('diagnostics_channel');

const ofSide = (side) => ({
  created: diagnostics.channel(`http2.${side}.stream.created`),
  start: diagnostics.channel(`http2.${side}.stream.start`),
  error: diagnostics.channel(`http2.${side}.stream.error`),
  finish: diagnostics.channel(`http2.${side}.stream.finish`),
  close: diagnostics.channel(`http2.${side}.stream.close`),
});

const client = ofSide('client');
client.bodyChunkSent = diagnostics.channel('http2.client.stream.bodyChunkSent');
client.bodySent = diagnostics.channel('http2.client.stream.bodySent');

module.exports = { client, server: ofSide('server') };
