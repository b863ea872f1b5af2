'use strict';

// Acts on received frames. The functions return 0, or the number of an error that ends the connection at once.

const { ArrayPrototypeShift, StringFromCharCode, TypedArrayPrototypeSlice, TypedArrayPrototypeSubarray } = primordials;
const settings = require('internal/http2/wire/settings');
const { Block, DROPPED, MALFORMED } = require('internal/http2/wire/messages');
const { now } = require('internal/perf/entries');
const { FastBuffer } = require('internal/buffer');
const {
  ACK, ALTSVC, CANCEL, COMPRESSION_ERROR, END_STREAM, ENHANCE_YOUR_CALM, ERR, FLOW_CONTROL_ERROR, GOAWAY, INTERNAL_ERROR,
  LARGEST_WINDOW, ORIGIN, PING, PRIORITY, PROTOCOL_ERROR, RST_STREAM, SETTINGS, STREAM_CLOSED, WINDOW_UPDATE,
} = require('internal/http2/wire/codes');

const REQUEST = 0, RESPONSE = 1, PUSH_RESPONSE = 2, LATER = 3;  // kinds of header blocks, by the numbers of Node's constants

const number31 = (bytes, at) => (bytes[at] & 127) * 2 ** 24 + number24(bytes, at + 1);
const number24 = (bytes, at) => bytes[at] * 65536 + bytes[at + 1] * 256 + bytes[at + 2];
const number32 = (bytes, at) => bytes[at] * 2 ** 24 + number24(bytes, at + 1);

function text(bytes, start, end) {
  let result = '';
  for (let i = start; i < end; i++) result += StringFromCharCode(bytes[i]);
  return result;
}

const isIdle = (c, id) => (id % 2 === 1) === c.isServer ? id > c.lastPeerId : id >= c.nextId;

// ---- DATA ----

// The stream of the payload; undefined if the payload is ignored. `extra` is padding.
function dataBegins(c, id, length, extra) {
  if (id === 0) {
    c.fail(PROTOCOL_ERROR, 'DATA: stream_id == 0');
    return undefined;
  }
  c.trace?.(`handling data frame for stream ${id}`);
  c.received += length;
  if (c.received > c.window) {
    c.fail(FLOW_CONTROL_ERROR);
    return undefined;
  }
  const stream = c.streams.get(id);
  if (stream === undefined) {
    if (isIdle(c, id)) c.fail(PROTOCOL_ERROR, 'DATA: stream in idle');
    else c.consumeConnection(length);
    return undefined;
  }
  if (stream.remoteClosed) {
    c.fail(STREAM_CLOSED, 'DATA: stream in half-closed(remote)');
    return undefined;
  }
  stream.received += length;
  if (stream.received > stream.window) {
    c.push(c.regular, { type: RST_STREAM, id, code: FLOW_CONTROL_ERROR });
    c.consumeConnection(length);
    return undefined;
  }
  if (extra > 0) {
    c.consumeConnection(extra);
    c.consumeStream(stream, extra);
  }
  return stream;
}

// Takes a part of the payload. Returns false if the rest is not wanted.
function dataCame(c, stream, bytes) {
  c.consumeConnection(bytes.length);
  if (stream === undefined || stream.closed) return false;
  stream.length += bytes.length;
  if (stream.expectsFinal || (stream.expected !== -1 && stream.length > stream.expected)) {
    c.streamError(stream.id, ERR.PROTO);
    return false;
  }
  if (stream.destroyed || stream.owner === undefined) return true;
  const { stats } = stream;
  if (stats !== undefined) {
    if (stats.bytesRead === 0) stats.timeToFirstByte = now() - stats.start;
    stats.bytesRead += bytes.length;
  }
  c.tell('onData', stream, stream, bytes);
  if (stream.reading) c.consumeStream(stream, bytes.length);
  else stream.untaken += bytes.length;
  return true;
}

function dataEnds(c, stream, ends, length) {
  if (stream === undefined || stream.closed) return 0;
  if (ends) {
    if (stream.expectsFinal || (stream.expected !== -1 && stream.length !== stream.expected)) {
      return c.streamError(stream.id, ERR.PROTO);
    }
    if (!stream.destroyed && stream.owner !== undefined) c.tell('onEnd', stream, stream);
    c.closeSide(stream, false);
  } else if (length === 0 && c.invalidFrames++ > c.mostInvalid) {
    return c.tooManyInvalid();
  }
  return 0;
}

// ---- header blocks ----

// The stream of a header block, and the kind of the block. If undefined, the block is decoded for the sake of the table and dropped.
function recipient(c, block) {
  const { id } = block;
  const stream = c.streams.get(id);
  if (block.isPush) return promisedStream(c, block, stream);
  if (stream === undefined) {
    if (c.isServer && id % 2 === 1 && id > c.lastPeerId) return openRequest(c, id);
    if (id % 2 === 0 && c.isServer) c.connectionError(ERR.PROTO);
    else if (isIdle(c, id)) c.connectionError(ERR.PROTO);
    return undefined;
  }
  if (stream.remoteClosed) {
    c.connectionError(ERR.STREAM_CLOSED);
    return undefined;
  }
  if (c.isServer) return { stream, kind: 'trailers', category: LATER };
  if (!stream.isMine && !stream.counted) {
    stream.counted = true;
    c.reserved--;
    c.openPeer++;
    stream.headersSeen = true;
    return { stream, kind: 'response', category: PUSH_RESPONSE };
  }
  const category = stream.headersSeen ? LATER : RESPONSE;
  stream.headersSeen = true;
  return { stream, kind: stream.expectsFinal ? 'response' : 'trailers', category };
}

function openRequest(c, id) {
  c.lastPeerId = id;
  if (c.openPeer >= c.local.maxConcurrentStreams) {
    c.connectionError(ERR.PROTO);
    return undefined;
  }
  if (c.goawayTerminal || c.goawaySent) return undefined;
  if (c.openPeer >= c.pendingMaxStreams) {
    c.streamError(id, ERR.REFUSED_STREAM);
    return undefined;
  }
  c.lastProcessedId = id;
  if (!c.canAddStream()) {
    if (c.rejected++ > c.mostRejected) return ERR.CALLBACK_FAILURE;
    c.push(c.regular, { type: RST_STREAM, id, code: ENHANCE_YOUR_CALM });
    return undefined;
  }
  c.rejected = 0;
  const stream = c.newStream(id);
  stream.expectsFinal = false;
  stream.counted = true;
  c.openPeer++;
  return { stream, kind: 'request', category: REQUEST };
}

function promisedStream(c, block, parent) {
  const { promised } = block;
  if (c.isServer || c.local.enablePush === 0) {
    c.connectionError(ERR.PROTO);
    return undefined;
  }
  if (block.id % 2 === 0 || promised % 2 === 1 || promised <= c.lastPeerId) {
    c.connectionError(ERR.PROTO);
    return undefined;
  }
  if (c.goawayTerminal || c.goawaySent) return undefined;
  c.lastPeerId = promised;
  if (parent === undefined || parent.closed || c.reserved >= c.mostReserved || !c.canAddStream()) {
    if (parent === undefined && isIdle(c, block.id)) c.connectionError(ERR.PROTO);
    else c.push(c.regular, { type: RST_STREAM, id: promised, code: CANCEL });
    return undefined;
  }
  c.lastProcessedId = promised;
  const stream = c.newStream(promised);
  stream.localClosed = true;
  c.reserved++;
  return { stream, kind: 'push', category: REQUEST };
}

function headers(c, block, bytes, start, end) {
  c.trace?.(`handling headers frame for stream ${block.promised || block.id}`);
  const found = recipient(c, block);
  if (typeof found === 'number') return found;
  if (c.parser.stopped) return 0;
  const sensitive = [];
  const list = c.decoder.decode(bytes, start, end, sensitive);
  if (list === undefined) {
    c.fail(COMPRESSION_ERROR);
    return 0;
  }
  if (found === undefined) return 0;
  const { stream, kind, category } = found;
  const ends = (block.flags & END_STREAM) !== 0;
  const checked = new Block(stream, kind, c.isServer, c);
  const kept = [];
  let size = 0;
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i];
    const value = list[i + 1];
    const verdict = checked.field(name, value);
    if (verdict === MALFORMED) return c.streamError(stream.id, ERR.HTTP_HEADER);
    if (verdict === DROPPED) continue;
    size += name.length + value.length + 32;
    if (kept.length === c.mostPairs * 2 || size > stream.largestList) {
      stream.rstStream(ENHANCE_YOUR_CALM);
      return 0;
    }
    kept[kept.length] = name;
    kept[kept.length] = value;
  }
  if (!checked.finish(ends) || (ends && stream.expectsFinal)) return c.streamError(stream.id, ERR.HTTP_MESSAGING);
  if (ends && kind !== 'push' && stream.expected > 0 && stream.expected !== stream.length) {
    return c.streamError(stream.id, ERR.HTTP_MESSAGING);
  }
  const { stats } = stream;
  if (stats !== undefined && stats.timeToFirstHeader === 0) stats.timeToFirstHeader = now() - stats.start;
  if (!stream.destroyed) c.tell('onHeaders', c, stream, category, block.flags, kept, sensitive);
  if (ends && !block.isPush) c.closeSide(stream, false);
  return 0;
}

// ---- the others ----

function frame(c, type, flags, id, bytes, start, end) {
  switch (type) {
    case SETTINGS: return settings.received(c, flags, id, bytes, start, end);
    case WINDOW_UPDATE: return windowUpdate(c, id, bytes, start, end);
    case RST_STREAM: return reset(c, id, bytes, start, end);
    case PING: return ping(c, flags, id, bytes, start, end);
    case GOAWAY: return goaway(c, id, bytes, start, end);
    case PRIORITY: return priority(c, id, bytes, start, end);
    case ALTSVC: return c.isServer ? suspicious(c) : altsvc(c, id, bytes, start, end);
    case ORIGIN: return c.isServer || id !== 0 ? suspicious(c) : origin(c, bytes, start, end);
    default: return suspicious(c);  // frames of unknown types are ignored
  }
}

function windowUpdate(c, id, bytes, start, end) {
  if (end - start !== 4) return c.connectionError(ERR.FRAME_SIZE);
  const increment = number31(bytes, start);
  if (increment === 0) return c.connectionError(ERR.PROTO);
  if (id === 0) {
    if (c.sendWindow + increment > LARGEST_WINDOW) return c.connectionError(ERR.FLOW_CONTROL);
    c.sendWindow += increment;
    return 0;
  }
  const stream = c.streams.get(id);
  if (stream === undefined) return isIdle(c, id) ? c.connectionError(ERR.PROTO) : 0;
  if (stream.sendWindow + increment > LARGEST_WINDOW) return c.streamError(id, ERR.FLOW_CONTROL);
  stream.sendWindow += increment;
  if (stream.queue.length > 0 || stream.ended) c.resume(stream);
  return 0;
}

function reset(c, id, bytes, start, end) {
  if (end - start !== 4) return c.connectionError(ERR.FRAME_SIZE);
  if (id === 0) return c.connectionError(ERR.PROTO);
  const stream = c.streams.get(id);
  if (stream === undefined && isIdle(c, id)) return c.connectionError(ERR.PROTO);
  if (stream !== undefined) c.closeStream(stream, number32(bytes, start));
  if (c.isServer && !c.resets.take()) c.fail(INTERNAL_ERROR);
  return 0;
}

// A frame that is allowed, and rare between well-meaning peers. Too many of them end the connection.
function suspicious(c) {
  if (!c.goawayTerminal && !c.suspicions.take()) c.fail(ENHANCE_YOUR_CALM);
  return 0;
}

function ping(c, flags, id, bytes, start, end) {
  if (end - start !== 8) return c.connectionError(ERR.FRAME_SIZE);
  if (id !== 0) return c.connectionError(ERR.PROTO);
  const payload = TypedArrayPrototypeSlice(bytes, start, end);
  if (flags & ACK) {
    if (c.pings.length === 0) {
      c.tell('onInternalError', c, ERR.PROTO);
      return 0;
    }
    const sent = ArrayPrototypeShift(c.pings);
    const duration = now() - sent.start;
    c.stats.pingRTT = duration;
    c.tellEnd('onPingEnd', sent, true, duration, new FastBuffer(payload.buffer));
    return 0;
  }
  if (c.acknowledgements >= settings.FLOOD) return ERR.FLOODED;
  c.acknowledgements++;
  c.push(c.urgent, { type: PING, payload, ack: ACK });
  c.tell('onPing', c, new FastBuffer(payload.buffer));
  return 0;
}

function goaway(c, id, bytes, start, end) {
  if (end - start < 8) return c.connectionError(ERR.FRAME_SIZE);
  if (id !== 0) return c.connectionError(ERR.PROTO);
  const lastId = number31(bytes, start);
  if ((lastId > 0 && (lastId % 2 === 1) === c.isServer) || lastId > c.remoteLastId) {
    return c.connectionError(ERR.PROTO);
  }
  c.goawayReceived = true;
  c.remoteLastId = lastId;
  const data = end - start > 8 ? TypedArrayPrototypeSlice(bytes, start + 8, end) : undefined;
  c.tell('onGoaway', c, number32(bytes, start + 4), lastId, data === undefined ? undefined : new FastBuffer(data.buffer));
  c.closeAfter(lastId, true);
  return 0;
}

function priority(c, id, bytes, start, end) {
  if (end - start !== 5) return c.connectionError(ERR.FRAME_SIZE);
  suspicious(c);
  if (c.parser.stopped) return 0;
  if (id === 0) return c.connectionError(ERR.PROTO);
  c.tell('onPriority', c, id, number31(bytes, start), bytes[start + 4] + 1, bytes[start] >= 128);
  return 0;
}

function altsvc(c, id, bytes, start, end) {
  if (end - start < 2) return c.connectionError(ERR.FRAME_SIZE);
  const cut = start + 2 + bytes[start] * 256 + bytes[start + 1];
  if (cut > end || (id === 0) === (cut === start + 2)) return 0;
  c.tell('onAltsvc', c, id, text(bytes, start + 2, cut), text(bytes, cut, end));
  return 0;
}

function origin(c, bytes, start, end) {
  const origins = [];
  for (let at = start; at < end;) {
    const next = at + 2 + bytes[at] * 256 + bytes[at + 1];
    if (!(next <= end)) return 0;
    if (next > at + 2) origins[origins.length] = text(TypedArrayPrototypeSubarray(bytes, at + 2, next), 0, next - at - 2);
    at = next;
  }
  c.tell('onOrigin', c, origins);
  return 0;
}

module.exports = { dataBegins, dataCame, dataEnds, frame, headers, number31, suspicious };
