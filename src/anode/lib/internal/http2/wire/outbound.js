'use strict';

// Turns the waiting items into frames, and the frames into one write: acknowledgements and settings first, then the rest in order, then
// new requests within the peer's limit, then data within the windows.

const { MathMin } = primordials;
const {
  ACK, ALTSVC, ERR, GOAWAY, HEADERS, INTERNAL_ERROR, ORIGIN, PAYLOAD, PING, PREFACE, PUSH_PROMISE, REFUSED_STREAM, RST_STREAM,
  SETTINGS,
  WINDOW_UPDATE,
} = require('internal/http2/wire/codes');
const { now } = require('internal/perf/entries');

const ALIGNED = 1, MOST = 2;  // padding strategies
const AT_ONCE = 1 << 20;      // bytes in one write, approximately

function flush(c) {
  if (c.sending || c.terminated || c.destroyed) return;
  c.flushScheduled = false;
  const { output, sent } = c;
  c.sending = true;
  if (!c.prefaceSent) {
    c.prefaceSent = true;
    if (!c.isServer) output.latin1(PREFACE);
    output.mark();
  }
  while (!c.terminated && output.at < AT_ONCE) {
    const item = next(c);
    if (item !== null) {
      // After the decision to end, only the GOAWAY is sent, and the settings with which every connection begins.
      if (!c.goawayTerminal || item.type === GOAWAY || (item.type === SETTINGS && item.ack === 0)) send(c, item);
    } else if (c.goawayTerminal || !sendData(c)) {
      break;
    }
  }
  if (output.at === 0) {
    c.sending = false;
    if (sent.length > 0) written(c, null);
    return;
  }
  c.stats.bytesWritten += output.at;
  c.trace?.(`sending ${output.at} bytes`);
  c.writing = true;
  const finished = c.transport.write(output, (error) => afterWrite(c, error));
  if (finished) {
    c.writing = false;
    written(c, null);
    if (c.wantsWrite()) c.scheduleFlush();
  }
}

function afterWrite(c, error) {
  c.writing = false;
  if (c.paused) {
    c.paused = false;
    c.transport.resume();
  }
  written(c, error);
  if (c.destroyed) {
    c.done();
    return;
  }
  flush(c);
  c.checkGraceful();
}

// Calls the callbacks of a finished write.
function written(c, error) {
  const { sent } = c;
  c.sent = [];
  c.sending = false;
  if (sent.length > 0) c.chunksSent++;
  for (let i = 0; i < sent.length; i++) sent[i](error);
  if (c.pendingResets.size > 0 && !c.receiving) c.flushResets();
}

function next(c) {
  const item = c.urgent.shift() ?? c.regular.shift();
  if (item !== null) return item;
  return c.open < c.remote.maxConcurrentStreams ? c.requests.shift() : null;
}

function send(c, item) {
  const { output } = c;
  switch (item.type) {
    case HEADERS: sendHeaders(c, item); break;
    case PUSH_PROMISE: sendPromise(c, item); break;
    case RST_STREAM: {
      const stream = c.streams.get(item.id);
      output.rstStream(item.id, item.code);
      if (stream !== undefined) c.closeStream(stream, item.code);
      break;
    }
    case SETTINGS:
      if (item.ack === ACK) c.acknowledgements--;
      output.settings(item.entries, item.ack);
      break;
    case PING:
      if (item.ack === ACK) c.acknowledgements--;
      output.ping(item.payload, item.ack);
      break;
    case GOAWAY: sendGoaway(c, item); break;
    case WINDOW_UPDATE:
      output.windowUpdate(item.id, item.increment);
      break;
    case ALTSVC: case ORIGIN:
      if (item.id !== 0 && !c.streams.has(item.id)) break;
      output.head(item.payload.length, item.type, 0, item.id);
      output.append(item.payload);
      break;
  }
}

function sendGoaway(c, { code, lastId, data, terminal }) {
  if (lastId > c.sentLastId) lastId = c.sentLastId;
  c.sentLastId = lastId;
  c.output.goaway(lastId, code, data);
  c.goawaySent = true;
  if (terminal) c.terminated = true;
  else c.closeAfter(lastId, false);
}

// ---- headers ----

// A size that the encoded list cannot exceed.
function bound(list) {
  let size = 12 + 6 * list.length;
  for (let i = 0; i < list.length; i++) size += list[i].length;
  return size;
}

function encode(c, list, never) {
  const { encoder } = c;
  encoder.encode(list, never);
  return primordials.TypedArrayPrototypeSubarray(encoder.bytes, 0, encoder.at);
}

function sendHeaders(c, item) {
  const { stream, list, never, endStream } = item;
  if (stream.cancelled) {
    c.closeStream(stream, stream.cancelCode);
    return;
  }
  if (stream.closed || stream.localClosed) return;
  const isRequest = stream.isMine && !stream.counted && !c.isServer;
  if (isRequest && c.goawayReceived) {
    c.closeStream(stream, REFUSED_STREAM);
    return;
  }
  if (bound(list) > c.mostBlock) {
    notSent(c, stream, isRequest);
    return;
  }
  if (!stream.counted && stream.isMine && (isRequest || stream.headersSent)) {
    stream.counted = true;
    c.open++;
  }
  const block = encode(c, list, never);
  c.output.block(stream.id, block, endStream, 0, paddingOf(c, block.length, PAYLOAD));
  if (endStream) {
    c.closeSide(stream, true);
  } else if (stream.headersSent && stream.withBody) {
    stream.sendsData = true;
    if (stream.queue.length > 0 || stream.ended) c.ready.add(stream);
  }
}

// The list is larger than the limit, and is not sent.
function notSent(c, stream, isRequest) {
  c.tell('onFrameError', stream, stream.id, HEADERS, ERR.FRAME_SIZE);
  if (isRequest) c.closeStream(stream, REFUSED_STREAM);
}

function sendPromise(c, { stream, parent, list, never }) {
  if (parent.closed || c.remote.enablePush === 0) {
    c.closeStream(stream, INTERNAL_ERROR);
    return;
  }
  const block = encode(c, list, never);
  c.output.block(parent.id, block, false, stream.id, paddingOf(c, block.length + 4, PAYLOAD));
}

// The padding of a frame, with its own length byte.
function paddingOf(c, length, most) {
  if (c.padding === 0 || length >= most) return 0;
  const largest = MathMin(most, length + 256);
  let padded = largest;
  if (c.padding === ALIGNED) {
    const over = (length + 9) % 8;
    padded = over === 0 ? length : MathMin(largest, length + 8 - over);
  } else if (c.padding !== MOST) {
    return 0;
  }
  return padded - length;
}

// ---- data ----

// Sends one frame of the first stream that can send. Returns false if none can.
function sendData(c) {
  for (const stream of c.ready) {
    const window = MathMin(c.sendWindow, stream.sendWindow);
    const length = MathMin(PAYLOAD, window, stream.queued);
    if (length <= 0 && stream.queued > 0) {
      if (c.sendWindow <= 0) return false;
      c.ready.delete(stream);  // waits until its window opens
      continue;
    }
    const last = stream.ended && length === stream.queued;
    if (length <= 0 && !last) {
      c.ready.delete(stream);
      drainEmpty(c, stream);
      continue;
    }
    sendFrame(c, stream, length > 0 ? length : 0, last, window);
    return true;
  }
  return false;
}

// Only empty writes wait: they are finished.
function drainEmpty(c, stream) {
  if (stream.queue.length > 0) stream.drain(0, c.output, c.sent);
}

function sendFrame(c, stream, length, last, window) {
  const { output } = c;
  const ends = last && !stream.hasTrailers;
  if (length > 0 || ends) {
    const padding = paddingOf(c, length, MathMin(PAYLOAD, window));
    output.dataHead(stream.id, length, ends, padding);
    const { stats } = stream;
    if (stats !== undefined && stats.bytesWritten === 0) stats.timeToFirstByteSent = now() - stats.start;
    stream.drain(length, output, c.sent);
    if (padding > 1) {
      output.mark();
      output.zeros(padding - 1);
    }
    c.sendWindow -= length + padding;
    stream.sendWindow -= length + padding;
  } else {
    drainEmpty(c, stream);
  }
  if (!last) return;
  c.ready.delete(stream);
  if (ends) {
    c.closeSide(stream, true);
  } else {
    stream.sendsData = false;
    c.tell('onTrailersReady', stream, stream);
  }
}

module.exports = { flush };
