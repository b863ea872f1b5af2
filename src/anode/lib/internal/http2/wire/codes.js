'use strict';

// The protocol's numbers (RFC 9113), and nghttp2's error numbers, which are the `errno` of Node's errors.

const DATA = 0, HEADERS = 1, PRIORITY = 2, RST_STREAM = 3, SETTINGS = 4, PUSH_PROMISE = 5, PING = 6, GOAWAY = 7, WINDOW_UPDATE = 8,
  CONTINUATION = 9, ALTSVC = 10, ORIGIN = 12;

const END_STREAM = 1, ACK = 1, END_HEADERS = 4, PADDED = 8, HAS_PRIORITY = 32;

const NO_ERROR = 0, PROTOCOL_ERROR = 1, INTERNAL_ERROR = 2, FLOW_CONTROL_ERROR = 3, STREAM_CLOSED = 5, FRAME_SIZE_ERROR = 6,
  REFUSED_STREAM = 7, CANCEL = 8, COMPRESSION_ERROR = 9, ENHANCE_YOUR_CALM = 11;

const ERR = {
  INVALID_ARGUMENT: -501, PROTO: -505, STREAM_ID_NOT_AVAILABLE: -509, STREAM_CLOSED: -510, INVALID_STREAM_STATE: -514,
  TEMPORAL_CALLBACK_FAILURE: -521, FRAME_SIZE: -522, HEADER_COMP: -523, FLOW_CONTROL: -524, DATA_EXIST: -529, HTTP_HEADER: -531,
  HTTP_MESSAGING: -532, REFUSED_STREAM: -533, SETTINGS_EXPECTED: -536, TOO_MANY_SETTINGS: -537, NOMEM: -901, CALLBACK_FAILURE: -902,
  BAD_CLIENT_MAGIC: -903, FLOODED: -904, TOO_MANY_CONTINUATIONS: -906,
};

const texts = {
  '__proto__': null,
  '-501': 'Invalid argument',
  '-505': 'Protocol error',
  '-509': 'No more Stream ID available',
  '-510': 'Stream was already closed or invalid',
  '-514': 'Invalid stream state',
  '-521': 'The user callback function failed due to the temporal error',
  '-522': 'The length of the frame is invalid',
  '-523': 'Header compression/decompression error',
  '-524': 'Flow control error',
  '-529': 'DATA or HEADERS frame has already been submitted for the stream',
  '-531': 'Invalid HTTP header field was received',
  '-532': 'Violation in HTTP messaging rule',
  '-533': 'Stream was refused',
  '-536': 'When a local endpoint expects to receive SETTINGS frame, it receives an other type of frame',
  '-537': 'SETTINGS frame contained more than the maximum allowed number of entries',
  '-901': 'Out of memory',
  '-902': 'The user callback function failed',
  '-903': 'Received bad client magic byte string',
  '-904': 'Flooding was detected in this HTTP/2 session, and it must be closed',
  '-906': 'Too many CONTINUATION frames following a HEADER frame',
};

const errorText = (number) => texts[number] ?? 'Unknown error code';

// The code that is sent to the peer for an error number.
function codeOf(number) {
  switch (number) {
    case ERR.STREAM_CLOSED: return STREAM_CLOSED;
    case ERR.FRAME_SIZE: return FRAME_SIZE_ERROR;
    case ERR.HEADER_COMP: return COMPRESSION_ERROR;
    case ERR.FLOW_CONTROL: return FLOW_CONTROL_ERROR;
    case ERR.REFUSED_STREAM: return REFUSED_STREAM;
    case ERR.PROTO: case ERR.HTTP_HEADER: case ERR.HTTP_MESSAGING: case ERR.SETTINGS_EXPECTED: return PROTOCOL_ERROR;
    default: return INTERNAL_ERROR;
  }
}

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const LARGEST_WINDOW = 2 ** 31 - 1;
const LARGEST_ID = 2 ** 31 - 1;
const PAYLOAD = 16384;  // the largest payload of a frame that is sent
const UNLIMITED = 2 ** 32 - 1;

module.exports = {
  DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION, ALTSVC, ORIGIN,
  END_STREAM, ACK, END_HEADERS, PADDED, HAS_PRIORITY,
  NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR, STREAM_CLOSED, FRAME_SIZE_ERROR, REFUSED_STREAM, CANCEL, COMPRESSION_ERROR,
  ENHANCE_YOUR_CALM, ERR, PREFACE, LARGEST_WINDOW, LARGEST_ID, PAYLOAD, UNLIMITED, errorText, codeOf,
};
