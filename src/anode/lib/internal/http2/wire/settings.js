'use strict';

// SETTINGS: the limits that each side sets for the other. Local settings are in force once they are acknowledged.

const { ArrayPrototypeIncludes, ArrayPrototypeShift, SafeMap } = primordials;
const { ACK, ERR, FLOW_CONTROL_ERROR, LARGEST_WINDOW, RST_STREAM, SETTINGS, UNLIMITED } = require('internal/http2/wire/codes');
const { now } = require('internal/perf/entries');

const names = [
  undefined, 'headerTableSize', 'enablePush', 'maxConcurrentStreams', 'initialWindowSize', 'maxFrameSize', 'maxHeaderListSize', undefined,
  'enableConnectProtocol',
];
const FLOOD = 1000;  // waiting acknowledgements

const initial = () => ({
  headerTableSize: 4096, enablePush: 1, initialWindowSize: 65535, maxFrameSize: 16384, maxConcurrentStreams: UNLIMITED,
  maxHeaderListSize: UNLIMITED, enableConnectProtocol: 0, custom: new SafeMap(),
});

// After sending local settings: some are in force before the acknowledgement.
function expect(c, entries) {
  for (let i = 0; i < entries.length; i += 2) {
    if (entries[i] === 3) c.pendingMaxStreams = entries[i + 1];
    else if (entries[i] === 8 && c.isServer) c.local.enableConnectProtocol = entries[i + 1];
    else if (names[entries[i]] === undefined) c.local.custom.set(entries[i], entries[i + 1]);
  }
}

function acknowledged(c) {
  if (c.sentSettings.length === 0) return c.connectionError(ERR.PROTO);
  const sent = ArrayPrototypeShift(c.sentSettings);
  const { entries } = sent;
  for (let i = 0; i < entries.length; i += 2) {
    const id = entries[i];
    const value = entries[i + 1];
    if (id === 1) {
      c.decoder.most = value;
      if (value < c.decoder.table.limit) {
        c.decoder.table.limit = value;
        c.decoder.table.shrink(value);
      }
    } else if (id === 4) {
      const more = value - c.local.initialWindowSize;
      c.streams.forEach((stream) => { stream.window += more; });
    }
    if (names[id] !== undefined) c.local[names[id]] = value;
  }
  c.pendingMaxStreams = undefined;
  c.tellEnd('onSettingsEnd', sent, now() - sent.start);
  return 0;
}

function received(c, flags, id, bytes, start, end) {
  const length = end - start;
  if (id !== 0) return c.connectionError(ERR.PROTO);
  if (flags & ACK) {
    if (length !== 0) return c.connectionError(ERR.FRAME_SIZE);
    return acknowledged(c);
  }
  if (length % 6 !== 0) return c.connectionError(ERR.FRAME_SIZE);
  if (length / 6 > c.mostSettings) return c.connectionError(ERR.TOO_MANY_SETTINGS);
  if (!c.hasRemoteSettings) {
    c.hasRemoteSettings = true;
    c.remote.maxConcurrentStreams = UNLIMITED;
  }
  for (let at = start; at < end; at += 6) {
    const key = bytes[at] * 256 + bytes[at + 1];
    const value = bytes[at + 2] * 2 ** 24 + bytes[at + 3] * 65536 + bytes[at + 4] * 256 + bytes[at + 5];
    if (!apply(c, key, value)) return c.connectionError(key === 4 ? ERR.FLOW_CONTROL : ERR.PROTO);
  }
  if (c.acknowledgements >= FLOOD) return ERR.FLOODED;
  c.acknowledgements++;
  c.push(c.urgent, { type: SETTINGS, entries: [], ack: ACK });
  c.tell('onSettings', c);
  return 0;
}

// Applies a setting of the peer. Returns whether it is valid.
function apply(c, key, value) {
  const { remote } = c;
  switch (key) {
    case 1:
      c.encoder.resize(value);
      break;
    case 2:
      if (value > 1) return false;
      if (!c.isServer && value === 1) return false;
      break;
    case 4: {
      if (value > LARGEST_WINDOW) return false;
      const more = value - remote.initialWindowSize;
      c.streams.forEach((stream) => {
        stream.sendWindow += more;
        if (stream.sendWindow > LARGEST_WINDOW) c.push(c.regular, { type: RST_STREAM, id: stream.id, code: FLOW_CONTROL_ERROR });
        else if (more > 0 && (stream.queue.length > 0 || stream.ended)) c.resume(stream);
      });
      break;
    }
    case 5:
      if (value < 16384 || value > 2 ** 24 - 1) return false;
      break;
    case 8:
      if (value > 1) return false;
      if (!c.isServer && remote.enableConnectProtocol === 1 && value === 0) return false;  // it cannot be withdrawn
      break;
    case 3: case 6:
      break;
    default:
      if (c.remoteCustom !== undefined && ArrayPrototypeIncludes(c.remoteCustom, key)) remote.custom.set(key, value);
      return true;
  }
  remote[names[key]] = value;
  return true;
}

module.exports = { initial, expect, received, FLOOD };
