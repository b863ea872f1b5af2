'use strict';

// HTTP/1, HTTP/2, QUIC and proxies.
// A message takes as many arguments as it has %s; a function gets the arguments and may put properties on
// the error, its `this`.

const {
  Error,
  RangeError,
  TypeError,
} = primordials;
const { HideStackFramesError, define } = require('internal/errors/define');

define('ERR_HTTP2_ALTSVC_INVALID_ORIGIN', 'HTTP/2 ALTSVC frames require a valid origin', TypeError);
define('ERR_HTTP2_ALTSVC_LENGTH', 'HTTP/2 ALTSVC frames are limited to 16382 bytes', TypeError);
define('ERR_HTTP2_CONNECT_AUTHORITY', ':authority header is required for CONNECT requests', Error);
define('ERR_HTTP2_CONNECT_PATH', 'The :path header is forbidden for CONNECT requests', Error);
define('ERR_HTTP2_CONNECT_SCHEME', 'The :scheme header is forbidden for CONNECT requests', Error);
define('ERR_HTTP2_GOAWAY_SESSION', 'New streams cannot be created after receiving a GOAWAY', Error);
define('ERR_HTTP2_HEADERS_AFTER_RESPOND', 'Cannot specify additional headers after response initiated', Error);
define('ERR_HTTP2_HEADERS_SENT', 'Response has already been initiated.', Error);
define('ERR_HTTP2_HEADER_SINGLE_VALUE', 'Header field "%s" must only have a single value', TypeError);
define('ERR_HTTP2_INFO_STATUS_NOT_ALLOWED', 'Informational status codes cannot be used', RangeError);
define('ERR_HTTP2_INVALID_CONNECTION_HEADERS', 'HTTP/1 Connection specific headers are forbidden: "%s"', TypeError);
define('ERR_HTTP2_INVALID_HEADER_VALUE', 'Invalid value "%s" for header "%s"', TypeError, HideStackFramesError);
define('ERR_HTTP2_INVALID_INFO_STATUS', 'Invalid informational status code: %s', RangeError);
define('ERR_HTTP2_INVALID_ORIGIN', 'HTTP/2 ORIGIN frames require a valid origin', TypeError);
define('ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH', 'Packed settings length must be a multiple of six', RangeError);
define('ERR_HTTP2_INVALID_PSEUDOHEADER',
       '"%s" is an invalid pseudoheader or is used incorrectly',
       TypeError, HideStackFramesError);
define('ERR_HTTP2_INVALID_SESSION', 'The session has been destroyed', Error);
define('ERR_HTTP2_INVALID_STREAM', 'The stream has been destroyed', Error);
define('ERR_HTTP2_MAX_PENDING_SETTINGS_ACK', 'Maximum number of pending settings acknowledgements', Error);
define('ERR_HTTP2_NESTED_PUSH', 'A push stream cannot initiate another push stream.', Error);
define('ERR_HTTP2_NO_MEM', 'Out of memory', Error);
define('ERR_HTTP2_NO_SOCKET_MANIPULATION',
       'HTTP/2 sockets should not be directly manipulated (e.g. read and written)',
       Error);
define('ERR_HTTP2_ORIGIN_LENGTH', 'HTTP/2 ORIGIN frames are limited to 16382 bytes', TypeError);
define('ERR_HTTP2_OUT_OF_STREAMS', 'No stream ID is available because maximum stream ID has been reached', Error);
define('ERR_HTTP2_PAYLOAD_FORBIDDEN', 'Responses with %s status must not have a payload', Error);
define('ERR_HTTP2_PING_CANCEL', 'HTTP2 ping cancelled', Error);
define('ERR_HTTP2_PING_LENGTH', 'HTTP2 ping payload must be 8 bytes', RangeError);
define('ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED', 'Cannot set HTTP/2 pseudo-headers', TypeError, HideStackFramesError);
define('ERR_HTTP2_PUSH_DISABLED', 'HTTP/2 client has disabled push streams', Error);
define('ERR_HTTP2_SEND_FILE', 'Directories cannot be sent', Error);
define('ERR_HTTP2_SEND_FILE_NOSEEK', 'Offset or length can only be specified for regular files', Error);
define('ERR_HTTP2_SESSION_ERROR', 'Session closed with error code %s', Error);
define('ERR_HTTP2_SETTINGS_CANCEL', 'HTTP2 session settings canceled', Error);
define('ERR_HTTP2_SOCKET_BOUND', 'The socket is already bound to an Http2Session', Error);
define('ERR_HTTP2_SOCKET_UNBOUND', 'The socket has been disconnected from the Http2Session', Error);
define('ERR_HTTP2_STATUS_101', 'HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2', Error);
define('ERR_HTTP2_STATUS_INVALID', 'Invalid status code: %s', RangeError);
define('ERR_HTTP2_STREAM_ERROR', 'Stream closed with error code %s', Error);
define('ERR_HTTP2_STREAM_SELF_DEPENDENCY', 'A stream cannot depend on itself', Error);
define('ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS', 'Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS', Error);
define('ERR_HTTP2_TOO_MANY_INVALID_FRAMES', 'Too many invalid HTTP/2 frames', Error);
define('ERR_HTTP2_TOO_MANY_ORIGINS', 'The server sent more ORIGIN frames than the allowed number of %s', Error);
define('ERR_HTTP2_TRAILERS_ALREADY_SENT', 'Trailing headers have already been sent', Error);
define('ERR_HTTP2_TRAILERS_NOT_READY',
       'Trailing headers cannot be sent until after the wantTrailers event is emitted',
       Error);
define('ERR_HTTP2_UNSUPPORTED_PROTOCOL', 'protocol "%s" is unsupported.', Error);
define('ERR_HTTP_BODY_NOT_ALLOWED', 'Adding content for this request method or response status is not allowed.', Error);
define('ERR_HTTP_CONTENT_LENGTH_MISMATCH',
       "Response body's content-length of %s byte(s) does not match the content-length of %s byte(s) set in header",
       Error);
define('ERR_HTTP_HEADERS_SENT', 'Cannot %s headers after they are sent to the client', Error);
define('ERR_HTTP_INVALID_HEADER_VALUE', 'Invalid value "%s" for header "%s"', TypeError, HideStackFramesError);
define('ERR_HTTP_INVALID_STATUS_CODE', 'Invalid status code: %s', RangeError);
define('ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout', Error);
define('ERR_HTTP_SOCKET_ASSIGNED', 'ServerResponse has an already assigned socket', Error);
define('ERR_HTTP_SOCKET_ENCODING', 'Changing the socket encoding is not allowed per RFC7230 Section 3.', Error);
define('ERR_HTTP_TRAILER_INVALID', 'Trailers are invalid with this transfer encoding', Error);
define('ERR_INVALID_HTTP_TOKEN', '%s must be a valid HTTP token ["%s"]', TypeError, HideStackFramesError);
define('ERR_PROXY_INVALID_CONFIG', '%s', Error);
define('ERR_PROXY_TUNNEL', '%s', Error);
define('ERR_QUIC_CONNECTION_FAILED', 'QUIC connection failed', Error);
define('ERR_QUIC_ENDPOINT_CLOSED', 'QUIC endpoint closed: %s (%d)', Error);
define('ERR_QUIC_OPEN_STREAM_FAILED', 'Failed to open QUIC stream', Error);
define('ERR_QUIC_VERSION_NEGOTIATION_ERROR', 'The QUIC session requires version negotiation', Error);

define('ERR_HTTP2_INVALID_SETTING_VALUE', function(name, actual, min = undefined, max = undefined) {
  this.actual = actual;
  if (min !== undefined) {
    this.min = min;
    this.max = max;
  }
  return `Invalid value for setting "${name}": ${actual}`;
}, TypeError, RangeError, HideStackFramesError);
define('ERR_HTTP2_STREAM_CANCEL', function(cause) {
  let message = 'The pending stream has been canceled';
  if (cause) {
    this.cause = cause;
    if (typeof cause.message === 'string') message += ` (caused by: ${cause.message})`;
  }
  return message;
}, Error);
define('ERR_QUIC_APPLICATION_ERROR', 'A QUIC application error occurred. %d [%s]', Error);
define('ERR_QUIC_TRANSPORT_ERROR', 'A QUIC transport error occurred. %d [%s]', Error);
