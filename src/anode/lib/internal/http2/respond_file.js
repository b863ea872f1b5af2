'use strict';

// Responses from a file, which is read as fast as the stream takes it.

const { Boolean, FunctionPrototypeCall, MathMin, TypedArrayPrototypeSubarray } = primordials;

const { calls: { fstat, open }, close, read } = require('internal/fs/descriptors');
const {
  codes: {
    ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_PAYLOAD_FORBIDDEN, ERR_HTTP2_SEND_FILE, ERR_HTTP2_SEND_FILE_NOSEEK, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { INTERNAL_ERROR } = require('internal/http2/wire/codes');
const { NghttpError } = require('internal/http2/errors');
const { assertIsObject, inResponse, prepareResponseObject, toList } = require('internal/http2/headers');
const { HEADERS_SENT, HAS_TRAILERS } = require('internal/http2/stream');
const { kSentHeaders, kSession, kState, kStrictSingleValueFields, kUpdateTimer, kWire } = require('internal/http2/symbols');

const CHUNK = 65536;

function closeFile(fd) {
  close(fd, (error) => {
    if (error) throw error;
  });
}

// Checks options and headers, and returns the state of a response.
function prepare(stream, headers, options) {
  assertIsObject(options, 'options');
  options = { ...options };
  if (options.offset !== undefined && typeof options.offset !== 'number') throw new ERR_INVALID_ARG_VALUE('options.offset', options.offset);
  if (options.length !== undefined && typeof options.length !== 'number') throw new ERR_INVALID_ARG_VALUE('options.length', options.length);
  if (options.statCheck !== undefined && typeof options.statCheck !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('options.statCheck', options.statCheck);
  }
  if (options.waitForTrailers) stream[kState].flags |= HAS_TRAILERS;
  return { stream, options, headers, owned: false };
}

function prepareHeaders(response) {
  const { stream, options } = response;
  stream[kUpdateTimer]();
  const { headers, status } = prepareResponseObject(response.headers, options);
  if (status === 204 || status === 205 || status === 304 || stream.headRequest) throw new ERR_HTTP2_PAYLOAD_FORBIDDEN(status);
  response.headers = headers;
}

function respondWithFD(stream, fd, headers, options) {
  const response = prepare(stream, headers, options);
  const { FileHandle } = require('internal/fs/file_handle');
  if (fd instanceof FileHandle) fd = fd.fd;
  else if (typeof fd !== 'number') throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'FileHandle'], fd);
  prepareHeaders(response);
  if (response.options.statCheck === undefined) {
    send(response, fd, response.options.offset, response.options.length);
    return;
  }
  fstat.callback(fd, (error, stat) => {
    if (error) stream.destroy(error);
    else if (stream.destroyed || stream.closed) stream.destroy(new ERR_HTTP2_INVALID_STREAM());
    else checked(response, fd, stat);
  });
}

// statCheck may change headers and range, or answer in another way.
function checked(response, fd, stat) {
  const { stream, options, headers } = response;
  const range = { offset: options.offset ?? 0, length: options.length ?? -1 };
  if (FunctionPrototypeCall(options.statCheck, stream, stat, headers, range) === false || stream.headersSent) return;
  send(response, fd, range.offset | 0, range.length | 0);
}

function respondWithFile(stream, path, headers, options) {
  const response = prepare(stream, headers, options);
  response.owned = true;
  prepareHeaders(response);
  open.callback(path, 'r', (error, fd) => {
    if (error) {
      fail(response, error);
      return;
    }
    if (stream.destroyed || stream.closed) {
      closeFile(fd);
      return;
    }
    fstat.callback(fd, (problem, stat) => {
      if (problem) fail(response, problem, fd);
      else opened(response, fd, stat);
    });
  });
}

function fail({ stream, options }, error, fd = undefined) {
  if (fd !== undefined) closeFile(fd);
  if (options.onError) options.onError(error);
  else stream.destroy(error);
}

function opened(response, fd, stat) {
  const { stream, options, headers } = response;
  if (!stat.isFile()) {
    const isDirectory = stat.isDirectory();
    if (options.offset !== undefined || options.length !== undefined || isDirectory) {
      fail(response, isDirectory ? new ERR_HTTP2_SEND_FILE() : new ERR_HTTP2_SEND_FILE_NOSEEK(), fd);
      return;
    }
    options.offset = -1;
    options.length = -1;
  }
  if (stream.destroyed || stream.closed) {
    closeFile(fd);
    stream.destroy(new ERR_HTTP2_INVALID_STREAM());
    return;
  }
  let length = options.length ?? -1;
  const offset = options.offset ?? 0;
  if ((typeof options.statCheck === 'function' && FunctionPrototypeCall(options.statCheck, stream, stat, headers) === false) ||
      stream.headersSent) {
    closeFile(fd);
    return;
  }
  if (stat.isFile()) {
    length = length < 0 ? stat.size - offset : MathMin(stat.size - offset, length);
    headers['content-length'] = length;
  }
  send(response, fd, options.offset | 0, length | 0);
}

// ---- sending ----

function send({ stream, options, headers, owned }, fd, offset = 0, length = -1) {
  stream[kState].flags |= HEADERS_SENT;
  let prepared;
  try {
    prepared = toList(headers, inResponse, stream[kSession][kStrictSingleValueFields]);
  } catch (error) {
    if (owned) closeFile(fd);
    stream.destroy(error);
    return;
  }
  stream[kSentHeaders] = headers;
  stream._final = null;  // the writable side ends here, the wire's side with the file
  stream.end();
  const failure = stream[kWire].respond(prepared.list, prepared.never, false, Boolean(options.waitForTrailers));
  if (failure < 0) {
    if (owned) closeFile(fd);
    stream.destroy(new NghttpError(failure));
    return;
  }
  pump(stream, fd, offset, length, owned);
}

function pump(stream, fd, offset, length, owned) {
  const wire = stream[kWire];
  const { Buffer } = require('buffer');
  const session = stream[kSession];
  let position = offset > 0 ? offset : length === -1 && offset < 0 ? null : offset;
  if (position !== null && position < 0) position = null;
  let left = length < 0 ? Infinity : length;
  const finish = () => {
    if (owned) closeFile(fd);
  };
  stream[kState].writeQueueSize += 1;
  session[kState].writeQueueSize += 1;
  const next = () => {
    if (wire.destroyed || wire.closed) {
      finish();
      return;
    }
    if (left === 0) {
      wire.shutdown();
      finish();
      return;
    }
    const chunk = Buffer.allocUnsafeSlow(MathMin(CHUNK, left));
    read(fd, chunk, 0, chunk.length, position, (error, count) => {
      if (error) {
        finish();
        stream.close(INTERNAL_ERROR);
        return;
      }
      if (wire.destroyed || wire.closed) {
        finish();
        return;
      }
      if (count === 0) {
        left = 0;
        next();
        return;
      }
      left -= count;
      if (position !== null) position += count;
      stream[kUpdateTimer]();
      wire.write(count === chunk.length ? chunk : TypedArrayPrototypeSubarray(chunk, 0, count), next);
    });
  };
  next();
}

module.exports = { respondWithFD, respondWithFile };
